"""Writes the ONNX models of the tests with PyTorch's two exporters, one model for every operation with
onnx itself, and what onnxruntime computes of them.

    python Tests/FormulaTests/ONNX/models.py

Needs torch, onnx, onnxscript, onnxruntime and safetensors. The files are in the repository.
"""

import pathlib
import re
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from safetensors.numpy import save_file
from torch import nn

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent / "Models"
folder.mkdir(exist_ok=True)
numbers = {}


def tidy(path):
    """Leaves out where the exporter was installed."""
    model = onnx.load(path)
    for node in model.graph.node:
        for entry in node.metadata_props:
            entry.value = re.sub(r'File "[^"]*/site-packages/', 'File "/site-packages/', entry.value)
            entry.value = re.sub(r'File "[^"]*models.py"', 'File "models.py"', entry.value)
    onnx.save(model, path)


def run(name, path, inputs):
    """Notes what goes into a model and what comes out of it."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    outputs = session.run(None, inputs)
    for key, value in inputs.items():
        numbers[f"{name}/in/{key}"] = np.ascontiguousarray(value)
    for output, value in zip(session.get_outputs(), outputs):
        value = np.ascontiguousarray(value)
        numbers[f"{name}/out/{output.name}"] = value.astype(np.uint8) if value.dtype == bool else value


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(5, 7)
        self.act = nn.GELU()
        self.fc2 = nn.Linear(7, 3)

    def forward(self, x):
        return torch.log_softmax(self.fc2(self.act(self.fc1(x))), dim=-1)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 3, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
            nn.Conv2d(3, 4, 3), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Linear(16, 6), nn.ReLU(), nn.Linear(6, 4))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1, groups=2)
        self.gn = nn.GroupNorm(2, 4)
        self.down = nn.Conv2d(3, 4, 1, stride=2)
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.gn(self.conv2(y)) + self.down(x)
        return self.pool(nn.functional.leaky_relu(y)).squeeze(-1).squeeze(-1)


class Block(nn.Module):
    def __init__(self, width=8, heads=2):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).chunk(3, dim=-1)
        split = lambda t: t.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        y = nn.functional.scaled_dot_product_attention(split(q), split(k), split(v), is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, length, width))
        return x + self.mlp(self.norm2(x))


class Classifier(nn.Module):
    """Tokens in, so that an input is whole numbers."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 8)
        self.layers = nn.ModuleList([Block(), Block()])
        self.head = nn.Linear(8, 3)

    def forward(self, ids):
        x = self.embedding(ids)
        for layer in self.layers:
            x = layer(x)
        return self.head(x.mean(dim=1))


class Tagger(nn.Module):
    """Layers that go through a sequence, in PyTorch's order of axes and with batches first."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2, bidirectional=True)
        self.gru = nn.GRU(8, 5, batch_first=True)
        self.rnn = nn.RNN(5, 3, nonlinearity="relu")

    def forward(self, x):
        y = self.gru(self.lstm(x)[0].transpose(0, 1))[0]
        return self.rnn(y.transpose(0, 1))[1]


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.up1 = nn.ConvTranspose2d(4, 4, 3, stride=2, padding=1, output_padding=1, groups=2)
        self.up2 = nn.ConvTranspose2d(4, 1, 4, stride=2, padding=1, bias=False)

    def forward(self, x):
        return torch.sigmoid(self.up2(torch.relu(self.up1(x))))


def export(name, model, x, axis="x", batch=0):
    model = model.eval()
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.3, 0.3)
            module.running_var.uniform_(0.5, 1.5)
    for opset in (18, 23):
        path = folder / f"{name}-dynamo{opset}.onnx"
        program = torch.onnx.export(
            model, (x,), dynamo=True, opset_version=opset, verbose=False,
            dynamic_shapes=({batch: torch.export.Dim("batch")},))
        program.save(str(path))
        tidy(path)
        run(path.stem, path, {program.model.graph.inputs[0].name: x.numpy()})
    for opset in (9, 17):
        if opset < 14 and name in ("block", "classifier"):
            continue  # The attention of PyTorch needs more.
        path = folder / f"{name}-script{opset}.onnx"
        torch.onnx.export(
            model, (x,), str(path), dynamo=False, opset_version=opset, input_names=[axis],
            output_names=["y"], dynamic_axes={axis: {batch: "batch"}})
        run(path.stem, path, {axis: x.numpy()})


def operation(name, inputs, attributes=None, outputs=1, opset=18, constants=(), kind=None):
    """A model of one operation."""
    graph_inputs, weights = [], []
    given = {}
    for index, value in enumerate(inputs):
        key = f"x{index}"
        if value is None:
            continue
        value = np.asarray(value)
        if index in constants:
            weights.append(onnx.numpy_helper.from_array(value, key))
        else:
            graph_inputs.append(
                helper.make_tensor_value_info(key, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape))
            given[key] = value
    names = ["" if value is None else f"x{index}" for index, value in enumerate(inputs)]
    results = [f"y{index}" for index in range(outputs)]
    node = helper.make_node(name, names, results, name=f"node_{name}", **(attributes or {}))
    graph = helper.make_graph(
        [node], "one", graph_inputs,
        [helper.make_tensor_value_info(r, kind or TensorProto.FLOAT, None) for r in results], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="test")
    model.ir_version = 10
    stem = f"op-{name}"
    number = 0
    while (folder / f"{stem}-{number}.onnx").exists():
        number += 1
    path = folder / f"{stem}-{number}.onnx"
    onnx.save(model, path)
    run(path.stem, path, given)


def operations():
    random = np.random.default_rng(1)
    x = random.normal(size=(2, 3, 4)).astype(np.float32)
    y = random.normal(size=(3, 1)).astype(np.float32)
    image = random.normal(size=(2, 4, 7, 6)).astype(np.float32)
    positive = np.abs(x) + 0.1
    for name in ("Relu Sigmoid Tanh Exp Neg Abs Erf Sin Cos Tan Atan Sinh Cosh Softplus Floor Ceil Round Sign "
                 "Softsign HardSwish Identity LeakyRelu Elu Selu HardSigmoid Mish").split():
        operation(name, [x])
    for name in "Log Sqrt Reciprocal".split():
        operation(name, [positive])
    for name in "Asin Acos".split():
        operation(name, [np.tanh(x)])
    operation("Gelu", [x], opset=20)
    operation("Gelu", [x], {"approximate": "tanh"}, opset=20)
    for name in "Add Sub Mul Div PRelu Max Min Sum Mean".split():
        operation(name, [x, y])
    operation("Pow", [positive, y])
    for name in "Less LessOrEqual Greater GreaterOrEqual Equal".split():
        operation(name, [np.round(x), np.round(y)], kind=TensorProto.BOOL)
    for axis in (0, 1, -1):
        operation("Softmax", [x], {"axis": axis})
        operation("LogSoftmax", [x], {"axis": axis})
    operation("Softmax", [x], {"axis": 1}, opset=9)
    for name in "ReduceMax ReduceMin ReduceMean ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp".split():
        operation(name, [x], {"axes": [0, -1], "keepdims": 0}, opset=13)
        operation(name, [x, np.array([1])], {"keepdims": 1}, constants=(1,))
    operation("ReduceSum", [x])
    operation("ReduceSum", [x, np.array([-2])], {"keepdims": 0}, constants=(1,))
    operation("ArgMax", [x], {"axis": 1, "keepdims": 0}, kind=TensorProto.INT64)
    operation("CumSum", [x, np.array(1)], constants=(1,))
    operation("MatMul", [x, np.swapaxes(x, 1, 2).copy()])
    operation("Gemm", [x[0], x[1], y], {"alpha": 0.5, "beta": 2.0, "transB": 1})
    operation("Gemm", [x[0], x[1]], {"transA": 1})
    operation("Transpose", [x], {"perm": [2, 0, 1]})
    operation("Transpose", [x])
    operation("Reshape", [x, np.array([0, -1])], constants=(1,))
    operation("Flatten", [x], {"axis": 2})
    operation("Squeeze", [x[:, :1], np.array([1])], constants=(1,))
    operation("Squeeze", [x[:1]])
    operation("Unsqueeze", [x, np.array([0, -1])], constants=(1,))
    operation("Expand", [y, np.array([2, 1, 4])], constants=(1,))
    operation("Concat", [x, x[:, :2]], {"axis": 1})
    operation("Split", [x, np.array([1, 3])], {"axis": -1}, outputs=2, constants=(1,))
    operation("Split", [x], {"axis": 2, "num_outputs": 2}, outputs=2)
    operation("Slice", [x, np.array([1, -3]), np.array([3, 9]), np.array([1, 2])], constants=(1, 2, 3))
    operation("Slice", [x, np.array([-1]), np.array([-100]), np.array([2]), np.array([-2])],
              constants=(1, 2, 3, 4))
    operation("Slice", [x], {"starts": [0], "ends": [-1], "axes": [2]}, opset=9)
    operation("Gather", [x, np.array([[0, 2], [-1, 1]])], {"axis": 1}, constants=(1,))
    operation("Gather", [x, np.array(2)], {"axis": 2}, constants=(1,))
    operation("Gather", [x, np.array([2, 0])], {"axis": 1})
    operation("GatherElements", [x, np.array([[[0, 3, 1]] * 3] * 2)], {"axis": 2})
    operation("Tile", [x, np.array([1, 2, 3])], constants=(1,))
    operation("Pad", [x, np.array([0, 1, 0, 1, 0, 2])], constants=(1,))
    operation("Pad", [x, np.array([0, 1, 0, 1, 0, 2]), np.float32(1.5)], constants=(1, 2))
    operation("Trilu", [x], {"upper": 0})
    operation("Trilu", [x, np.array(1)], constants=(1,))
    operation("Where", [x > 0, x, y])
    operation("Clip", [x, np.float32(-0.5), np.float32(0.5)], constants=(1, 2))
    operation("Clip", [x], {"min": -0.5}, opset=9)
    operation("IsNaN", [np.where(x > 0, np.nan, x).astype(np.float32)], kind=TensorProto.BOOL)
    operation("Not", [x > 0], kind=TensorProto.BOOL)
    for name in "And Or Xor".split():
        operation(name, [x > 0, y > 0], kind=TensorProto.BOOL)
    operation("Cast", [x * 3], {"to": TensorProto.INT64}, kind=TensorProto.INT64)
    operation("Cast", [x], {"to": TensorProto.FLOAT16}, kind=TensorProto.FLOAT16)
    operation("Dropout", [x])
    kernel = random.normal(size=(6, 4, 3, 2)).astype(np.float32)
    operation("Conv", [image, kernel, kernel[:, 0, 0, 0].copy()])
    operation("Conv", [image, kernel], {"strides": [2, 1], "pads": [1, 0, 0, 1], "dilations": [2, 1]})
    operation("Conv", [image, kernel], {"auto_pad": "SAME_UPPER", "strides": [2, 2]})
    operation("Conv", [image, kernel[:, :2].copy()], {"group": 2, "pads": [1, 1, 1, 1]})
    operation("Conv", [x, random.normal(size=(5, 3, 2)).astype(np.float32)], {"strides": [2], "pads": [1, 1]})
    operation("MaxPool", [image], {"kernel_shape": [3, 2], "strides": [2, 1], "pads": [1, 0, 1, 0]})
    operation("AveragePool", [image], {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]})
    operation("AveragePool", [image],
              {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1], "count_include_pad": 1})
    operation("MaxPool", [x], {"kernel_shape": [2]})
    operation("GlobalAveragePool", [image])
    operation("GlobalMaxPool", [image])
    channels = [np.abs(random.normal(size=4)).astype(np.float32) + 0.2 for _ in range(4)]
    operation("BatchNormalization", [image] + channels, {"epsilon": 1e-3})
    operation("InstanceNormalization", [image] + channels[:2])
    operation("GroupNormalization", [image] + channels[:2], {"num_groups": 2}, opset=21)
    operation("LayerNormalization", [x, x[0, 0].copy(), x[1, 1].copy()])
    operation("LayerNormalization", [x, x[0].copy()], {"axis": 1, "epsilon": 1e-2})
    operation("RMSNormalization", [x, x[0, 0].copy()], opset=23)
    heads = random.normal(size=(2, 2, 3, 4)).astype(np.float32)
    operation("Attention", [heads, heads + 1, heads - 1], {"is_causal": 1}, opset=23)
    operation("Attention", [heads, heads + 1, heads - 1, heads[0, 0, :, :3].copy()], opset=23)
    small = image[:1, :2]
    windows = [
        {"kernel_shape": [3, 2], "strides": [2, 4], "ceil_mode": 1},
        {"kernel_shape": [2, 3], "strides": [3, 2], "pads": [1, 0, 0, 2]},
        {"kernel_shape": [3, 3], "strides": [3, 2], "pads": [1, 1, 1, 1], "ceil_mode": 1},
    ]
    for attributes in windows:
        operation("MaxPool", [small], attributes)
        operation("AveragePool", [small], attributes)
        operation("AveragePool", [small], attributes | {"count_include_pad": 1}, opset=22)
    operation("MaxPool", [x], {"kernel_shape": [2], "strides": [3], "ceil_mode": 1})
    for mode, rounding in (
            ("asymmetric", "floor"), ("half_pixel", "round_prefer_floor"), ("pytorch_half_pixel", "ceil"),
            ("align_corners", "round_prefer_ceil")):
        attributes = {"coordinate_transformation_mode": mode, "nearest_mode": rounding}
        operation("Resize", [small, None, np.array([1, 1, 2, 3], np.float32)], attributes, constants=(2,))
        operation("Resize", [small, None, None, np.array([2, 4, 3, 9])], attributes, constants=(3,))
    operation("Resize", [small, np.array([1, 1, 2, 2], np.float32)], opset=10, constants=(1,))
    operation("Upsample", [small, np.array([1, 1, 2, 3], np.float32)], opset=9, constants=(1,))
    recurrent()
    transposed()
    for length in 3, 4:
        choice(length)
    scopes()


def choice(length):
    """A condition on a length, as exporters write it where an axis is squeezed if it is 1."""
    value = lambda key, *shape: helper.make_tensor_value_info(key, TensorProto.FLOAT, shape)
    branches = [
        helper.make_graph([helper.make_node("Mul", ["x", "w"], ["a"])], "then", [], [value("a", 2, 3)],
                          [onnx.numpy_helper.from_array(np.array([1, 2, 3], np.float32), "w")]),
        helper.make_graph([helper.make_node("Neg", ["x"], ["b"])], "else", [], [value("b", 2, 3)])]
    nodes = [
        helper.make_node("Shape", ["x"], ["shape"]), helper.make_node("Gather", ["shape", "one"], ["length"]),
        helper.make_node("Equal", ["length", "wanted"], ["is"]),
        helper.make_node("If", ["is"], ["y"], name="node_If", then_branch=branches[0], else_branch=branches[1])]
    weights = [onnx.numpy_helper.from_array(np.array(number), key) for key, number in (("one", 1), ("wanted", length))]
    graph = helper.make_graph(nodes, "one", [value("x", 2, 3)], [value("y", 2, 3)], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="test")
    model.ir_version = 10
    path = folder / f"op-If-{length}.onnx"
    onnx.save(model, path)
    run(path.stem, path, {"x": np.array([[1, 2, 3], [-4, 5, -6]], np.float32)})


def scopes():
    """Branches that give their own meaning to names of others, some of them to weights, and one that hands
    out a weight as it is."""
    value = lambda key, *shape: helper.make_tensor_value_info(key, TensorProto.FLOAT, shape)
    tensor = lambda number, kind, key: onnx.numpy_helper.from_array(np.array(number, kind), key)

    def halves(kind):
        nodes = [
            helper.make_node("Constant", [], ["t"], value=tensor(3, kind, "")),
            helper.make_node("Constant", [], ["s"], value=tensor(2, kind, "")),
            helper.make_node("Div", ["t", "s"], ["q"]), helper.make_node("Cast", ["q"], ["r"], to=TensorProto.FLOAT)]
        return helper.make_graph(nodes, "halves", [], [value("r")])

    def scaled(factors):
        node = helper.make_node("Mul", ["x", "w"], ["p"])
        return helper.make_graph([node], "scaled", [], [value("p", 2, 3)], [tensor(factors, np.float32, "w")])

    handed = helper.make_graph([], "handed", [], [value("k", 3)], [tensor([1, -2, 0.5], np.float32, "k")])
    other = helper.make_graph([helper.make_node("Neg", ["x"], ["b"])], "other", [], [value("b", 2, 3)])
    nodes = [
        helper.make_node("Shape", ["x"], ["shape"]), helper.make_node("Gather", ["shape", "one"], ["length"]),
        helper.make_node("Equal", ["length", "wanted"], ["is"])]
    branches = halves(np.int64), halves(np.float32), handed, scaled([2, 3, 4]), scaled([-1, 5, 0.5])
    for number, branch in enumerate(branches):
        nodes.append(helper.make_node("If", ["is"], [f"o{number}"], then_branch=branch, else_branch=other))
    nodes += [
        helper.make_node("Sum", ["o0", "o1"], ["o"]), helper.make_node("Sum", ["x", "o", "o2", "o3", "o4"], ["y"])]
    graph = helper.make_graph(
        nodes, "scopes", [value("x", 2, 3)], [value("y", 2, 3)],
        [tensor(1, np.int64, "one"), tensor(3, np.int64, "wanted")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="test")
    model.ir_version = 10
    path = folder / "op-If-scopes.onnx"
    onnx.save(model, path)
    run(path.stem, path, {"x": np.array([[1, 2, 3], [-4, 5, -6]], np.float32)})


def recurrent():
    random = np.random.default_rng(2)
    steps, batch, features, width = 3, 2, 4, 5
    for name, gates, outputs in ("RNN", 1, 2), ("GRU", 3, 2), ("LSTM", 4, 3):
        for directions, direction in (1, "forward"), (1, "reverse"), (2, "bidirectional"):
            draw = lambda *shape: random.normal(size=shape, scale=0.5).astype(np.float32)
            state = draw(directions, batch, width)
            layer = [
                draw(steps, batch, features), draw(directions, gates * width, features),
                draw(directions, gates * width, width)]
            more = [draw(directions, 2 * gates * width), np.array([steps] * batch, np.int32), state]
            attributes = {"hidden_size": width, "direction": direction}
            operation(name, layer, attributes, outputs)
            if name == "LSTM":
                more += [state - 0.2, draw(directions, 3 * width)]
            if name == "GRU":
                attributes |= {"linear_before_reset": 1}
            names = {"RNN": ["Relu"], "GRU": ["Sigmoid", "Softplus"], "LSTM": ["Sigmoid", "Relu", "Tanh"]}
            operation(name, layer + more, attributes | {"activations": names[name] * directions}, outputs,
                      constants=(4,))
        operation(name, layer + more[:1], attributes, outputs)


def transposed():
    random = np.random.default_rng(3)
    draw = lambda *shape: random.normal(size=shape).astype(np.float32)
    image, kernel = draw(2, 4, 3, 4), draw(4, 3, 3, 2)
    operation("ConvTranspose", [image, kernel, draw(3)])
    operation("ConvTranspose", [image, kernel], {"strides": [2, 3], "pads": [1, 0, 0, 1], "dilations": [2, 1]})
    operation("ConvTranspose", [image, kernel, draw(6)],
              {"group": 2, "strides": [3, 2], "pads": [1, 1, 1, 1], "output_padding": [2, 1]})
    operation("ConvTranspose", [image, kernel], {"strides": [2, 2], "pads": [0, 0, 0, 1], "output_padding": [1, 1]})
    operation("ConvTranspose", [image, kernel], {"auto_pad": "SAME_UPPER", "strides": [2, 1]})
    operation("ConvTranspose", [image, kernel], {"auto_pad": "SAME_LOWER", "strides": [2, 1]})
    operation("ConvTranspose", [image, kernel], {"output_shape": [6, 8], "strides": [2, 2]})
    operation("ConvTranspose", [draw(2, 3, 4), draw(3, 2, 3)], {"strides": [2], "pads": [1, 1]})
    operation("ConvTranspose", [image, kernel], {"output_shape": [7, 9], "strides": [2, 2]})
    operation("ConvTranspose", [image, kernel], {"auto_pad": "SAME_UPPER", "strides": [4, 3]})


def refused():
    """Models that cannot be opened."""
    cases = [
        ("NonZero", 18, "", {}), ("Relu", 6, "", {}), ("Relu", 25, "", {}),
        ("FlashAttention", 18, "com.example", {}), ("LSTM", 18, "", {"hidden_size": 2}),
        ("Pad", 18, "", {"mode": "reflect"}), ("MatMul", 18, "", {}), ("Softmax", 18, "", {"axis": 5}),
    ]
    for name, opset, domain, attributes in cases:
        inputs = ["x", "x"] if name == "MatMul" else ["x"]
        node = helper.make_node(name, inputs, ["y"], name=f"/net/{name}", domain=domain, **attributes)
        graph = helper.make_graph(
            [node], "refused", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [2, 3])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="test")
        model.ir_version = 10
        onnx.save(model, folder / f"refused-{name}-{opset}.onnx")
    refused_sequences()


def refused_sequences():
    """Sequences of different lengths, and one that is too long."""
    for name, steps, lengths in ("GRU", 3, [3, 2]), ("RNN", 9000, [9000, 9000]):
        gates = 3 if name == "GRU" else 1
        value = lambda key, *shape: helper.make_tensor_value_info(key, TensorProto.FLOAT, shape)
        weights = [
            onnx.numpy_helper.from_array(np.ones((1, gates * 2, 2), np.float32), key) for key in "wr"]
        weights.append(onnx.numpy_helper.from_array(np.array(lengths, np.int32), "lengths"))
        node = helper.make_node(
            name, ["x", "w", "r", "", "lengths"], ["y"], name=f"/net/{name}", hidden_size=2)
        graph = helper.make_graph([node], "refused", [value("x", steps, 2, 2)], [value("y")], weights)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="test")
        model.ir_version = 10
        onnx.save(model, folder / f"refused-{name}-18.onnx")


def main():
    for path in folder.glob("*"):
        path.unlink()
    torch.manual_seed(1)
    export("mlp", MLP(), torch.randn(2, 5))
    export("lenet", LeNet(), torch.randn(2, 1, 12, 12))
    export("residual", Residual(), torch.randn(2, 3, 8, 8))
    export("block", Block(), torch.randn(2, 4, 8))
    export("classifier", Classifier(), torch.randint(0, 11, (2, 4)), axis="ids")
    torch.manual_seed(2)
    export("tagger", Tagger(), torch.randn(3, 2, 3), batch=1)
    export("decoder", Decoder(), torch.randn(2, 4, 3, 2))
    outside = folder / "external.onnx"
    onnx.save_model(
        onnx.load(folder / "mlp-script17.onnx"), outside, save_as_external_data=True,
        location="external.onnx.data", size_threshold=0)
    run(outside.stem, outside, {"x": np.ones((2, 5), np.float32)})
    operations()
    refused()
    save_file(numbers, folder / "numbers.safetensors")


main()
