#!/usr/bin/env python3
"""Captures the models of models.py, jax_models.py and the faults of faults.py anew, and compares.

    check.py PROGRAM            prints a table; fails when a number is not PyTorch's, or when a committed
                                capture has another structure than the new one
    check.py PROGRAM --record   writes the captures into the repository

`make capture-test` and `make captures` call it with PyTorch from the cache folder.
"""
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time

import torch

import faults
import layers
import models
import script

try:
    import jax_models
except ImportError:
    jax_models = None

HERE = os.path.dirname(os.path.abspath(__file__))
#: By which part of the largest number of a node a number may differ: what adds up in a layer.
ALLOWED = {"float64": 1e-12, "float32": 2e-6, "float16": 1e-3, "bfloat16": 8e-3}
#: Runs a program and prints its peak in kilobytes: a child's own begins with that of its parent.
MEASURE = """import resource, subprocess, sys
with open(sys.argv[1], "w") as output:
    code = subprocess.call(sys.argv[2:], stdout=output)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)"""


def numbers(value):
    """All numbers of nested arrays, in order."""
    if isinstance(value, list):
        return [number for element in value for number in numbers(element)]
    return [float(value)]


def difference(ours, theirs, least):
    """The largest difference, relative to the largest number that is expected, or to `least`."""
    pairs = [(a, b) for a, b in zip(numbers(ours), numbers(theirs)) if not (a == b or a != a and b != b)]
    scale = max([abs(b) for b in numbers(theirs) if abs(b) < float("inf")] + [least])
    return max((abs(a - b) / scale for a, b in pairs), default=0)


def trace(program, path):
    """All nodes as Retrograde computes them, with seconds and megabytes."""
    with tempfile.NamedTemporaryFile() as output:
        start = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-S", "-c", MEASURE, output.name, program, "trace", path, "--format", "json"],
            capture_output=True, text=True)
        seconds = time.monotonic() - start
        if run.returncode not in (0, 1):
            sys.exit(run.stderr)
        result = json.load(output)
    return (result[0] if isinstance(result, list) else result)["nodes"], seconds, int(run.stdout) / 1024


def largest(nodes, types):
    """The largest difference of all nodes, and whether it is more than their precision allows."""
    expected = [(node, kind, node["expected"][kind]) for node in nodes for kind in ("value", "adjoint")
                if kind in node.get("expected", {})]
    # Where everything cancels, what is left is small beside what it came from.
    least = {kind: max([abs(x) for _, other, value in expected if other == kind for x in numbers(value)
                        if abs(x) < float("inf")], default=1) * 1e-2 for kind in ("value", "adjoint")}
    found, is_wrong = 0, False
    for node, kind, value in expected:
        gap = difference(node[kind], value, least[kind])
        found = max(found, gap)
        is_wrong = is_wrong or not gap <= ALLOWED[max(types, key=lambda name: ALLOWED.get(name, 0))]
    return found, is_wrong


def structure(path):
    """What a capture says but its numbers, which differ from one version of PyTorch to the next."""
    with open(path, encoding="utf-8") as file:
        graph = json.load(file)
    kept = ("name", "names", "operation", "operands", "attributes", "shape", "group", "original", "dtype", "data")
    nodes = [{key: node.get(key) for key in kept} for node in graph["nodes"]]
    for node, whole in zip(nodes, graph["nodes"]):
        node["source"] = whole.get("source")
        node["expected"] = sorted(whole.get("expected", {}))
    return graph["outputs"], graph["groups"], nodes


def check_models(program, is_recording, scratch):
    """A line for each model and fault; returns what is wrong."""
    failures = []
    print(f"{'capture':<24}{'nodes':>7}{'operations':>12}{'opaque':>8}{'difference':>12}{'seconds':>9}{'MB':>7}{'kB':>7}")
    for module, folder in ((models, "models"), (jax_models, "models"), (faults, "faults")):
        if module is None:
            print("skipped: no JAX")
            continue
        target = os.path.join(HERE, folder)
        for name in module.MODELS:
            path = module.capture(name, target if is_recording else scratch)
            nodes, seconds, megabytes = trace(program, path)
            operations = [node for node in nodes if node["operation"] not in ("input", "constant")]
            opaque = [node for node in nodes if node["operation"] == "opaque"]
            types = {node["dtype"] for node in structure(path)[2] if node["dtype"] in ALLOWED} or {"float64"}
            gap, is_wrong = largest(nodes, types)
            print(f"{name:<24}{len(nodes):>7}{len(operations):>12}{len(opaque):>8}{gap:>12.1e}{seconds:>9.2f}"
                  f"{megabytes:>7.0f}{os.path.getsize(path) / 1000:>7.0f}")
            if is_wrong and module is not faults:
                failures.append(f"{name}: numbers differ from PyTorch's by {gap:.1e} of the largest of their node")
            committed = os.path.join(target, name + ".json")
            if not os.path.exists(committed) or structure(committed) != structure(path):
                failures.append(f"{name}: the committed capture is out of date; make captures writes it anew")
    return failures


def check_layers(program, scratch):
    """A line for all layers and functions together; returns what is wrong."""
    failures, count, worst, opaque = [], 0, 0, {}
    torch.manual_seed(5)
    torch.set_default_dtype(torch.float64)
    for name, function, tensors in layers.cases():
        path = os.path.join(scratch, "layer.json")
        layers.capture(function, tensors, path)
        nodes, _, _ = trace(program, path)
        # A cast goes through single precision, and PyTorch's own sixth is one of it.
        is_single = name in ("casts", "Hardsigmoid")
        gap, is_wrong = largest(nodes, {"float32" if is_single else "float64"})
        count, worst = count + 1, worst if is_single else max(worst, gap)
        if is_wrong:
            failures.append(f"{name}: numbers differ from PyTorch's by {gap:.1e} of the largest of their node")
        for node in structure(path)[2]:
            if node["operation"] == "opaque":
                opaque[node["original"]] = True
    print(f"{count} layers and functions: the largest difference is {worst:.1e}; opaque: {', '.join(sorted(opaque))}")
    return failures


def main():
    program, is_recording = os.path.abspath(sys.argv[1]), "--record" in sys.argv[2:]
    # Sources are called as they are from here.
    os.chdir(os.path.join(HERE, "../.."))
    # What is written, and where, is said on standard error for people.
    with open(os.devnull, "w") as nothing, contextlib.redirect_stderr(nothing), \
            tempfile.TemporaryDirectory() as scratch:
        failures = check_models(program, is_recording, scratch)
        if not is_recording:
            failures += check_layers(program, scratch)
            script.run(program)
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
