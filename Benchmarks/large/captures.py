"""Makes captures of large models, opens each with retrograde and says how long that takes, how much of it
the processor worked, and how much memory: `make bench-large`, or

    python3 Benchmarks/large/captures.py .build/release/retrograde FOLDER

Needs nothing but Python. A capture with 10⁷ parameters is to open in 3 seconds and 1 GB.
"""

import array
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import time


class Capture:
    """Nodes of a graph in JSON, with tensors in a file beside it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.nodes, self.groups, self.tensors = [], [], {}

    def node(self, operation, operands=None, **fields):
        node = {"operation": operation, **fields, "dtype": "float32"}
        if operands is not None:
            node["operands"] = operands
            node["source"] = {"file": "model.py", "line": len(self.nodes) % 400 + 1}
        self.nodes.append(node)
        return len(self.nodes) - 1

    def tensor(self, name, shape, scale):
        count = 1
        for extent in shape:
            count *= extent
        # A few random numbers again and again: what they are makes no difference here.
        some = [random.gauss(0, scale) for _ in range(997)]
        numbers = array.array("f", some) * (count // 997 + 1)
        self.tensors[name] = (shape, numbers[:count])
        return {"file": self.path.stem + ".safetensors", "tensor": name}

    def group(self, name, parent=None):
        self.groups.append({"name": name, "parent": parent})
        return len(self.groups) - 1

    def write(self):
        if self.tensors:
            self.write_tensors()
        with open(self.path, "w") as file:
            json.dump({"version": 1, "groups": self.groups, "nodes": self.nodes}, file)

    def write_tensors(self):
        header, end = {}, 0
        for name, (shape, numbers) in self.tensors.items():
            size = 4 * len(numbers)
            header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + size]}
            end += size
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with open(self.path.with_suffix(".safetensors"), "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for _, numbers in self.tensors.values():
                numbers.tofile(file)


def network(path, width, layers):
    """A network of square layers, with the gradient of every weight as it was recorded."""
    capture = Capture(path)
    weights = []
    model = capture.group("model")
    for layer in range(layers):
        group = capture.group(f"layers.{layer}", model)
        pair = []
        for name, shape in (("weight", [width, width]), ("bias", [width])):
            key = f"layers.{layer}.{name}"
            value = capture.tensor(key, shape, 1 / width**0.5)
            adjoint = capture.tensor(key + ".grad", shape, 1e-3)
            pair.append(capture.node(
                "input", name=key, group=group, value=value, expected={"adjoint": adjoint}))
        weights.append((group, *pair))
    x = capture.node("input", name="x", data=True, value=capture.tensor("x", [8, width], 1))
    for group, weight, bias in weights:
        product = capture.node("matrixProduct", [x, weight], attributes=[0, 1], group=group)
        x = capture.node("relu", [capture.node("add", [product, bias], group=group)], group=group)
    capture.node("sum", [x], name="loss")
    capture.write()


def small_operations(path, count):
    """Scalars, computed from one another in nested modules."""
    capture = Capture(path)
    inputs = [capture.node("input", name=f"x{i}", value=random.random()) for i in range(100)]
    model = capture.group("model")
    last = inputs[0]
    group = model
    for index in range(count):
        if index % 100 == 0:
            group = capture.group(f"layers.{index // 100}", model)
        kind = index % 4
        fields = {"group": group, "original": "aten::op", "expected": {"adjoint": 0.5}}
        if kind == 0:
            last = capture.node("tanh", [last], **fields)
        else:
            names = ["add", "multiply", "subtract"]
            last = capture.node(names[kind - 1], [last, inputs[index % 100]], **fields)
    capture.nodes[last]["name"] = "loss"
    capture.write()


def measure(name, words):
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{name}: {' '.join(words)} failed")
    # On a busy machine the time of the processor is what can be compared.
    own = usage.ru_utime + usage.ru_stime
    print(f"{name:32} {seconds:6.2f} s {own:6.2f} s of a processor {usage.ru_maxrss / 1024:8.0f} MB", flush=True)


def main(program, folder):
    random.seed(1)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    network(folder / "parameters-1e5.json", 100, 10)
    network(folder / "parameters-1e6.json", 316, 10)
    network(folder / "parameters-1e7.json", 1000, 10)
    small_operations(folder / "operations-1e5.json", 100_000)
    for path in sorted(folder.glob("*.json")):
        for precision in ("single", "double"):
            measure(
                f"{path.stem} {precision}",
                [program, "render", str(path), "--size", "120x40", "--precision", precision])


main(*sys.argv[1:])
