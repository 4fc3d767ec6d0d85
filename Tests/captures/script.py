"""What retrograde.py does beside recording models: when it writes, what it leaves alone, how a test fails."""
import json
import os
import subprocess
import tempfile
import threading
import warnings

import numpy
import torch
from torch import nn

from models import retrograde


class Opposite(torch.autograd.Function):
    """A sine, whose gradient has the wrong sign."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.sin()

    @staticmethod
    def backward(context, upstream):
        x, = context.saved_tensors
        return -upstream * x.cos()


def nodes(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["nodes"]


def model():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))


def test_watch_writes_the_first_step_that_is_not_finite(folder):
    path, net = os.path.join(folder, "watched.json"), model()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    with retrograde.watch(path):
        for step in range(6):
            assert os.path.exists(path) == (step > 3)
            optimizer.zero_grad()
            loss = (net(torch.randn(5, 3)) * (float("inf") if step >= 3 else 1)).square().mean()
            if step == 1:
                retrograde.dump(loss, os.path.join(folder, "present.json"))
            loss.backward()
            optimizer.step()
    assert len(nodes(path)) == len(nodes(os.path.join(folder, "present.json")))


def test_watch_holds_one_step(folder):
    net = model()
    with retrograde.watch(os.path.join(folder, "never.json")) as recorder:
        counts = []
        for _ in range(4):
            net(torch.randn(5, 3)).square().mean().backward()
            counts.append(len(recorder.graph.nodes))
        assert len(set(counts)) == 1
        with torch.no_grad():
            for _ in range(4):
                net(torch.randn(5, 3))
        assert len(recorder.graph.nodes) <= counts[0]


def test_dump_leaves_gradients_alone(folder):
    path, net = os.path.join(folder, "dumped.json"), model()
    net[0].weight.grad = torch.ones(4, 3)
    retrograde.dump(lambda: net(torch.randn(5, 3)).square().mean(), path)
    assert bool((net[0].weight.grad == 1).all()) and net[0].bias.grad is None
    recorded = {node.get("name"): node for node in nodes(path)}
    assert "adjoint" in recorded["net.0.bias"]["expected"]


def test_hooks_are_in_every_document(folder):
    first, second, net = os.path.join(folder, "first.json"), os.path.join(folder, "second.json"), model()
    with retrograde.capture(second):
        h = net(torch.randn(5, 3))
        h.register_hook(lambda gradient: gradient * 3)
        loss = torch.special.i0e(h).tanh().sum()
        retrograde.dump(loss, first)
        loss.backward()
    assert nodes(first) == nodes(second)
    assert [node["original"] for node in nodes(first) if node["operation"] == "opaque"] == ["hook", "aten::special_i0e"]
    assert differences(first)[0] == differences(second)[0] == 0


def test_an_exception_leaves_pytorch_as_it_was(folder):
    engine, apply = torch.autograd._engine_run_backward, torch.autograd.Function.__dict__["apply"]
    try:
        with retrograde.capture(os.path.join(folder, "raised.json")):
            model()(torch.randn(2, 4))
        raise AssertionError("nothing was raised")
    except RuntimeError as error:
        assert "mat1 and mat2" in str(error)
    assert torch.autograd._engine_run_backward is engine
    assert torch.autograd.Function.__dict__["apply"] is apply
    assert torch._C._get_mkldnn_enabled() and torch._C._get_nnpack_enabled()
    assert not os.path.exists(os.path.join(folder, "raised.json"))


def test_a_checkpoint_keeps_its_gradients(folder):
    from torch.utils.checkpoint import checkpoint

    path, x = os.path.join(folder, "checkpoint.json"), torch.randn(2, 3, requires_grad=True)
    for reentrant in (True, False):
        net = model()
        with retrograde.capture(path):
            checkpoint(net, x, use_reentrant=reentrant).sum().backward()
        recorded = {node.get("name"): node for node in nodes(path)}
        assert "adjoint" in recorded["net.0.weight"]["expected"]


def test_a_compiled_model_is_recorded_as_it_was_written(folder):
    path, net = os.path.join(folder, "compiled.json"), torch.compile(model())
    with retrograde.capture(path):
        net(torch.randn(5, 3)).sum().backward()
    assert [node["operation"] for node in nodes(path)].count("matrixProduct") == 2


def test_what_fails_while_recording_is_a_warning(folder):
    path, x = os.path.join(folder, "failing.json"), torch.randn(3, requires_grad=True)
    take, arrive, enter = retrograde.Recorder._take, retrograde.Recorder._arrive, retrograde.Recorder.enter

    def fails(*arguments):
        raise LookupError("not to be seen")

    retrograde.Recorder._arrive = retrograde.Recorder.enter = fails
    retrograde.Recorder._take = lambda *a: fails() if a[4].name == "aten::sin" else take(*a)
    try:
        with warnings.catch_warnings(record=True) as said, retrograde.capture(path):
            warnings.simplefilter("always")
            h = nn.Identity()(x * 2).sin()
            torch.autograd.grad(h.sum(), x, retain_graph=True)
            h.sum().backward()
    finally:
        retrograde.Recorder._take, retrograde.Recorder._arrive, retrograde.Recorder.enter = take, arrive, enter
    assert torch.allclose(x.grad, 2 * torch.cos(2 * x))
    said = " ".join(str(warning.message) for warning in said)
    assert "aten::sin is not recorded" in said and "the call of a module" in said, said


def test_opaque_functions_are_not_compared(folder):
    path, x = os.path.join(folder, "opaque.json"), torch.randn(3, requires_grad=True)
    with retrograde.capture(path, opaque=[Opposite]):
        Opposite.apply(x * 2).sum().backward()
    assert [node["original"] for node in nodes(path) if node["operation"] == "opaque"] == ["Opposite"]


def test_large_tensors_lie_in_a_file_beside(folder):
    path, net = os.path.join(folder, "large.json"), nn.Linear(40, 3)
    inline, retrograde.INLINE = retrograde.INLINE, 64
    with retrograde.capture(path):
        net(torch.randn(2, 40)).sum().backward()
    retrograde.INLINE = inline
    weight = next(node for node in nodes(path) if node.get("name") == "weight")
    assert weight["value"] == {"file": "large.safetensors", "tensor": "n0.value"}
    with open(os.path.join(folder, "large.safetensors"), "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header, data = json.loads(file.read(size)), file.read()
    first, last = header["n0.value"]["data_offsets"]
    assert header["n0.value"]["dtype"] == "F32" and header["n0.value"]["shape"] == [3, 40]
    assert data[first:last] == net.weight.detach().numpy().tobytes()


def test_a_wrong_gradient_fails_with_and_without_the_program(folder):
    path = os.environ["PATH"]
    for search in (path, ""):
        os.environ["PATH"] = search
        retrograde.assert_gradients(lambda x, w: torch.tanh(x @ w), [torch.randn(2, 3), torch.randn(3, 2)])
        try:
            retrograde.assert_gradients(lambda x: Opposite.apply(x).square(), [torch.randn(2, 3)])
            raise LookupError("the wrong gradient was not found")
        except AssertionError as error:
            assert ("open it with: retrograde" in str(error)) == (search == path), error
        finally:
            os.environ["PATH"] = path


class Elsewhere(torch.autograd.Function):
    """A sine of numpy, whose gradient is twice as large as it should be."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return torch.from_numpy(numpy.sin(x.detach().numpy()))

    @staticmethod
    def backward(context, upstream):
        x, = context.saved_tensors
        return upstream * x.cos() * 2


def fails(error, function, *arguments):
    """What a call says that has to fail."""
    try:
        function(*arguments)
    except error as raised:
        return str(raised)
    raise LookupError(f"{error.__name__} was not raised")


def test_a_wrong_gradient_of_what_numpy_computed_fails(folder):
    x, y = torch.randn(3), torch.randn(3)
    said = fails(AssertionError, retrograde.assert_gradients, lambda x: Elsewhere.apply(x * 2).sum(), [x])
    assert "Elsewhere" in said, said
    retrograde.assert_gradients(lambda x: Elsewhere.apply(x * 2).sum(), [x], None, None, [Elsewhere])
    retrograde.assert_gradients(lambda x: (x * torch.from_numpy(y.numpy())).sum(), [x])


def test_several_results_are_compared(folder):
    x, y = torch.randn(2, 3), torch.randn(3)
    retrograde.assert_gradients(lambda x, y: (x @ y, {"x": x, "both": [x * y, y.sum()]}), [x, y])
    said = fails(AssertionError, retrograde.assert_gradients, lambda x, y: (x @ y, Opposite.apply(y)), [x, y])
    assert "opposite sign" in said, said


def test_what_cannot_be_recorded_is_said(folder):
    path, net = os.path.join(folder, "never.json"), model()
    assert "no tensor with a gradient" in fails(ValueError, retrograde.assert_gradients, lambda x: None, [torch.ones(2)])
    assert "returned None" in fails(TypeError, retrograde.dump, lambda: None, path)
    assert "requires_grad" in fails(ValueError, retrograde.dump, lambda: torch.ones(2).sum(), path)

    def elsewhere():
        results = []
        thread = threading.Thread(target=lambda: results.append(net(torch.ones(2, 3)).sum()))
        thread.start()
        thread.join()
        return results[0]

    assert "another thread" in fails(RuntimeError, retrograde.dump, elsewhere, path)
    with warnings.catch_warnings(record=True) as said, retrograde.capture(path):
        warnings.simplefilter("always")
        elsewhere().backward()
    assert any("another thread" in str(warning.message) for warning in said)


def differences(path):
    """What the program says of a capture: its exit code and its lines."""
    run = subprocess.run(["retrograde", "diff", path], capture_output=True, text=True)
    return run.returncode, run.stdout.splitlines()


def test_a_wrong_rule_of_jax_is_found_where_it_sends(folder):
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        return

    @jax.custom_vjp
    def square(x):
        return x * x

    square.defvjp(lambda x: (x * x, x), lambda x, upstream: (upstream * x,))
    path, x = os.path.join(folder, "rule.json"), jnp.arange(12.0).reshape(4, 3)
    retrograde.dump_jax(lambda w: square(x @ w).sum(), jnp.ones((3, 2)), path=path)
    code, lines = differences(path)
    assert code == 1 and "= [4×3] @ w" in lines[0] and "2 times too small" in lines[2], lines


class Unsent(torch.autograd.Function):
    """A product, which sends nothing to the second of its factors."""

    @staticmethod
    def forward(context, x, w):
        context.save_for_backward(w)
        return x @ w

    @staticmethod
    def backward(context, upstream):
        w, = context.saved_tensors
        return upstream @ w.t(), None


def test_a_gradient_that_is_not_sent_is_a_difference(folder):
    path, net, w = os.path.join(folder, "unsent.json"), nn.Linear(3, 4), torch.randn(4, 2, requires_grad=True)
    with retrograde.capture(path):
        Unsent.apply(net(torch.randn(5, 3)), w).square().sum().backward()
    code, lines = differences(path)
    assert code == 1 and lines[0].startswith("first difference, backward: w") and "zero everywhere" in lines[2], lines


def test_convolutions_keep_their_digits(folder):
    path, net = os.path.join(folder, "convolutions.json"), nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 16, 3, padding=1),
        nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))
    with retrograde.capture(path):
        nn.functional.cross_entropy(net(torch.randn(16, 3, 16, 16)), torch.arange(16) % 10).backward()
    code, lines = differences(path)
    assert code == 0, lines


class Reversed(torch.autograd.Function):
    """A reversal of the gradient: what it sends is not the slope of what it computes."""

    @staticmethod
    def forward(context, x):
        return x.view_as(x)

    @staticmethod
    def backward(context, upstream):
        return -upstream / 2


def test_a_reversed_gradient_is_named_as_it_is(folder):
    path, net, head = os.path.join(folder, "reversed.json"), nn.Linear(3, 2), nn.Linear(2, 1)
    with retrograde.capture(path):
        h = net(torch.randn(4, 3)).tanh()
        head(Reversed.apply(h)).square().sum().backward()
    code, lines = differences(path)
    assert code == 1 and lines[0].startswith("first difference, backward: h"), lines
    assert "with the opposite sign and 2 times too small" in lines[2], lines


def run(program):
    """Runs all tests, with the program in the PATH."""
    os.environ["PATH"] = os.path.dirname(program) + os.pathsep + os.environ["PATH"]
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            torch.manual_seed(1)
            torch.set_default_dtype(torch.float64 if "wrong_gradient" in name else torch.float32)
            with tempfile.TemporaryDirectory() as folder:
                test(folder)
