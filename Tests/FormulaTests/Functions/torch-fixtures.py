"""Writes torch-values.txt: values and derivatives of what models are made of, by PyTorch in double
precision (pip install torch; python3 torch-fixtures.py). Each line is a program whose last line is a
number, the values of its inputs, that number and its derivatives by each element of each input but the
data, with tabs between them. The number is the sum of the result times weights that differ, so that no
two elements can be mistaken for one another."""
import itertools

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(19)
random = torch.Generator().manual_seed(19)
lines = []


def numbers(*shape, low=-2.0, high=2.0):
    """Random numbers with few digits, so that the file stays small."""
    x = torch.rand(shape, generator=random) * (high - low) + low
    return (x * 64).round() / 64


def labels(*shape, below):
    return torch.randint(0, below, shape, generator=random)


def spell(x):
    x = x.tolist() if torch.is_tensor(x) else x
    if isinstance(x, list):
        return "[" + ",".join(spell(y) for y in x) + "]"
    return repr(float(x))


def add(expression, inputs, result, data=()):
    """`inputs` by name; the values of `data` receive no derivative. `result` computes with tensors."""
    tensors = {k: v.clone().double().requires_grad_(k not in data) for k, v in inputs.items()}
    given = {k: (inputs[k] if k in data else v) for k, v in tensors.items()}
    y = result(*given.values())
    weights = (torch.arange(y.numel()) % 7 - 2.5).reshape(y.shape) / 4
    z = (y * weights).sum()
    z.backward()
    grads = [tensors[k].grad if tensors[k].grad is not None else torch.zeros_like(tensors[k])
             for k in inputs if k not in data]
    at = ",".join(f"{k}={spell(v)}" for k, v in inputs.items())
    program = f"out = {expression}; z = sum(out * {spell(weights)}); output z"
    flat = " ".join(repr(float(d)) for g in grads for d in g.flatten())
    lines.append(f"{program}\t{at}\t{float(z.detach())!r}\t{','.join(k for k in inputs if k not in data)}\t{flat}")


# Products, of every rank, broadcast over the axes in front.
for a, b in [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (3, 2)), ((2, 2, 3), (2, 3, 2)), ((2, 2, 3), (3, 2)),
             ((2, 3), (2, 3, 2)), ((1, 2, 3), (3, 3, 1)), ((2, 1, 2, 2), (3, 2, 2)), ((2, 2, 1, 3), (2, 2, 3, 1)),
             ((1, 1, 1, 1), (1, 1, 1, 1)), ((3, 1, 2), (1, 2, 2)), ((2, 3, 1, 2), (3, 2, 2))]:
    add("A @ B", {"A": numbers(*a), "B": numbers(*b)}, lambda A, B: A @ B)
for x in [(3,), (2, 3), (2, 2, 3), (1, 1, 3)]:
    add("linear(x, W, b)", {"x": numbers(*x), "W": numbers(2, 3), "b": numbers(2)},
        lambda x, W, b: F.linear(x, W, b))
    add("linear(x, W)", {"x": numbers(*x), "W": numbers(1, 3)}, lambda x, W: F.linear(x, W))

# What moves elements.
for shape in [(2, 3), (2, 3, 2), (1, 2, 1, 3), (2, 1, 2, 2)]:
    for order in list(itertools.permutations(range(len(shape))))[1::max(1, len(shape) ** 2 // 3)]:
        add(f"permute(x, {', '.join(map(str, order))})", {"x": numbers(*shape)}, lambda x: x.permute(order))
for shape, ids in [((4, 2), (3,)), ((4, 2), (2, 2)), ((5, 1), (1,)), ((3, 2), ())]:
    add("embedding(W, k)", {"W": numbers(*shape), "k": labels(*ids, below=shape[0])},
        lambda W, k: F.embedding(k, W), data=("k",))
for shape, axis, count in [((4,), 0, 3), ((2, 3), 1, 4), ((2, 3, 2), 1, 2), ((2, 1, 2), 1, 2), ((2, 3), 0, 1)]:
    add(f"indexSelect(x, k, axis={axis})", {"x": numbers(*shape), "k": labels(count, below=shape[axis])},
        lambda x, k: x.index_select(axis, k), data=("k",))
    part = list(shape)
    part[axis] = count
    add(f"indexAdd(x, k, {shape[axis]}, axis={axis})",
        {"x": numbers(*part), "k": labels(count, below=shape[axis])},
        lambda x, k: torch.zeros(shape).index_add(axis, k, x), data=("k",))
for shape, axis, ids in [((4,), 0, (3,)), ((2, 3), 1, (2, 2)), ((3, 2), 0, (2, 2)), ((2, 3, 2), 1, (2, 4, 1)),
                         ((1, 3), 1, (1, 1)), ((2, 2, 3), 2, (2, 2, 1))]:
    add(f"gatherAlong(x, k, axis={axis})", {"x": numbers(*shape), "k": labels(*ids, below=shape[axis])},
        lambda x, k: x.gather(axis, k), data=("k",))
    add(f"scatterAdd(x, k, {', '.join(map(str, shape))}, axis={axis})",
        {"x": numbers(*ids), "k": labels(*ids, below=shape[axis])},
        lambda x, k: torch.zeros(shape).scatter_add(axis, k, x), data=("k",))

# Convolutions.
for image, kernel, options in [
        ((1, 1, 4, 5), (1, 1, 2, 3), {}), ((2, 1, 4, 4), (2, 1, 2, 2), {"stride": 2}),
        ((1, 2, 3, 3), (1, 2, 3, 3), {"padding": 1}), ((1, 2, 4, 4), (2, 1, 2, 2), {"groups": 2}),
        ((1, 1, 5, 5), (1, 1, 2, 2), {"dilation": 2}), ((1, 1, 1, 1), (1, 1, 1, 1), {}),
        ((1, 2, 5, 4), (2, 2, 2, 2), {"stride": (2, 1), "padding": (1, 0), "dilation": (1, 2)}),
        ((1, 3, 3, 3), (3, 1, 2, 2), {"groups": 3, "padding": 1}), ((1, 2, 1, 3), (1, 2, 1, 2), {}),
        ((2, 1, 6, 5), (1, 1, 3, 2), {"stride": (3, 2), "padding": 1}),
        ((1, 4, 3, 2), (2, 2, 2, 1), {"groups": 2, "stride": 2}), ((1, 1, 7, 3), (1, 1, 3, 2), {"dilation": (3, 1)})]:
    said = "".join(f", {k}={list(v) if isinstance(v, tuple) else v}" for k, v in options.items())
    inputs = {"x": numbers(*image), "W": numbers(*kernel), "b": numbers(kernel[0])}
    add(f"conv2d(x, W, b{said})", inputs, lambda x, W, b: F.conv2d(x, W, b, **options))
    del inputs["b"]
    add(f"conv2d(x, W{said})", inputs, lambda x, W: F.conv2d(x, W, **options))
for signal, kernel, options in [
        ((1, 1, 5), (1, 1, 2), {}), ((2, 2, 6), (3, 2, 3), {"stride": 2}), ((1, 2, 4), (2, 1, 2), {"groups": 2}),
        ((2, 7), (2, 2, 3), {"dilation": 2, "padding": 1}), ((1, 1, 1), (1, 1, 1), {})]:
    said = "".join(f", {k}={v}" for k, v in options.items())
    add(f"conv1d(x, W, b{said})", {"x": numbers(*signal), "W": numbers(*kernel), "b": numbers(kernel[0])},
        lambda x, W, b: F.conv1d(x, W, b, **options))

# Pooling, with ties.
tied = torch.tensor([[[1., 3, 3, 0], [3, 2, 2, 2], [0, 3, 3, 2], [1, 1, 1, 1]]])
for image in [numbers(1, 4, 4), numbers(2, 1, 5, 6), numbers(1, 3, 7), tied]:
    for size, stride, padding in [((2, 2), (2, 2), (0, 0)), ((3, 3), (1, 1), (1, 1)), ((2, 3), (2, 1), (1, 0)),
                                  ((1, 1), (1, 1), (0, 0)), ((3, 2), (3, 3), (0, 1))]:
        said = f"size={list(size)}, stride={list(stride)}, padding={list(padding)}"
        add(f"maxPool2d(x, {said}, first=1)", {"x": image}, lambda x: F.max_pool2d(x, size, stride, padding))
        add(f"averagePool2d(x, {said}, zeros=1)", {"x": image},
            lambda x: F.avg_pool2d(x, size, stride, padding))
        add(f"averagePool2d(x, {said})", {"x": image},
            lambda x: F.avg_pool2d(x, size, stride, padding, count_include_pad=False))
ties = torch.tensor([[2., 1, 2], [0, 0, 0], [1, 3, 2]])
for axis in [0, 1]:
    add(f"max(x, axis={axis}, first=1)", {"x": ties}, lambda x: x.max(axis).values)
    add(f"max(x, axis={axis})", {"x": ties}, lambda x: x.amax(axis))
add("max(x)", {"x": ties}, lambda x: x.amax())
add("max(x, axis=1, first=1)", {"x": numbers(2, 3, 2)}, lambda x: x.max(1).values)
add("max(x, axis=2, first=1)", {"x": numbers(2, 3, 1)}, lambda x: x.max(2).values)
add("max(a, b)", {"a": ties, "b": torch.ones(3, 3)}, torch.maximum)
add("min(a, b)", {"a": ties, "b": torch.ones(3)}, torch.minimum)

# Softmax and losses with classes.
for shape, axis in [((3,), 0), ((2, 4), 1), ((2, 4), 0), ((2, 3, 2), 1), ((2, 1), 1), ((1, 2, 3), 2)]:
    add(f"logSoftmax(x, axis={axis})", {"x": numbers(*shape, low=-9, high=9)}, lambda x: F.log_softmax(x, axis))
for shape in [(3,), (2, 4), (1, 3), (2, 3, 2), (2, 2, 1, 2), (3, 1)]:
    classes = shape[1] if len(shape) > 1 else shape[0]
    rows = shape[:1] + shape[2:] if len(shape) > 1 else ()
    x, k = numbers(*shape), labels(*rows, below=classes)
    w = numbers(classes, low=0.5)
    for said, reduction in [("", "mean"), (", sum=1", "sum"), (", each=1", "none")]:
        add(f"nll(logSoftmax(x, axis={min(1, len(shape) - 1)}), k{said})", {"x": x, "k": k},
            lambda x, k: F.nll_loss(F.log_softmax(x, min(1, len(shape) - 1)), k, reduction=reduction),
            data=("k",))
        add(f"crossEntropy(x, k, weight=w{said})", {"x": x, "k": k, "w": w},
            lambda x, k, w: F.cross_entropy(x, k, w, reduction=reduction), data=("k", "w"))
        add(f"crossEntropy(x, k, smoothing=0.1{said})", {"x": x, "k": k},
            lambda x, k: F.cross_entropy(x, k, label_smoothing=0.1, reduction=reduction), data=("k",))
        add(f"crossEntropy(x, k, weight=w, smoothing=0.25{said})", {"x": x, "k": k, "w": w},
            lambda x, k, w: F.cross_entropy(x, k, w, label_smoothing=0.25, reduction=reduction),
            data=("k", "w"))

# Losses of pairs.
for shape in [(3,), (2, 2), (1,), (2, 1, 2)]:
    p, t = numbers(*shape, low=0.1, high=0.9), numbers(*shape, low=0, high=1)
    x, w = numbers(*shape, low=-4, high=4), numbers(*shape, low=0.5)
    for said, reduction in [("", "mean"), (", sum=1", "sum"), (", each=1", "none")]:
        pairs = {"x": x, "t": t}
        add(f"bce(p, t{said})", {"p": p, "t": t},
            lambda p, t: F.binary_cross_entropy(p, t, reduction=reduction), data=("t",))
        add(f"bce(p, t, weight=w{said})", {"p": p, "t": t, "w": w},
            lambda p, t, w: F.binary_cross_entropy(p, t, w, reduction=reduction), data=("t", "w"))
        add(f"bceLogits(x, t{said})", pairs,
            lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction=reduction))
        add(f"bceLogits(x, t, weight=w, positive=q{said})", {**pairs, "w": w, "q": numbers(1, low=0.5)},
            lambda x, t, w, q: F.binary_cross_entropy_with_logits(x, t, w, reduction=reduction, pos_weight=q),
            data=("w", "q"))
        add(f"huber(x, t, delta=0.75{said})", pairs, lambda x, t: F.huber_loss(x, t, reduction, 0.75))
        add(f"huber(x, t{said})", pairs, lambda x, t: F.huber_loss(x, t, reduction))
        add(f"smoothL1(x, t, beta=0.5{said})", pairs,
            lambda x, t: F.smooth_l1_loss(x, t, reduction=reduction, beta=0.5))
        add(f"smoothL1(x, t{said})", pairs, lambda x, t: F.smooth_l1_loss(x, t, reduction=reduction))
        add(f"meanSquaredError(x, t{said})", pairs, lambda x, t: F.mse_loss(x, t, reduction=reduction))

# Normalisation.
for shape, axes in [((2, 4), 1), ((3,), 1), ((2, 2, 3), 1), ((2, 2, 3), 2), ((1, 2), 1)]:
    tail = shape[len(shape) - axes:]
    x = numbers(*shape)
    add("layerNorm(x, g, b)", {"x": x, "g": numbers(*tail), "b": numbers(*tail)},
        lambda x, g, b: F.layer_norm(x, tail, g, b))
    add(f"layerNorm(x, axes={axes}, eps=0.01)", {"x": x}, lambda x: F.layer_norm(x, tail, eps=0.01))
for shape in [(3, 2), (2, 3, 2), (2, 2, 2, 2), (4, 1)]:
    c = shape[1]
    inputs = {"x": numbers(*shape), "g": numbers(c), "b": numbers(c)}
    add("batchNorm(x, g, b)", inputs, lambda x, g, b: F.batch_norm(x, None, None, g, b, training=True))
    add("batchNorm(x, g, b, mean=m, variance=v)", {**inputs, "m": numbers(c), "v": numbers(c, low=0.5)},
        lambda x, g, b, m, v: F.batch_norm(x, m, v, g, b), data=("m", "v"))
for shape, groups in [((2, 4), 2), ((1, 4, 2), 2), ((2, 2, 2, 2), 1), ((1, 3, 2), 3)]:
    c = shape[1]
    add(f"groupNorm(x, {groups}, g, b)", {"x": numbers(*shape), "g": numbers(c), "b": numbers(c)},
        lambda x, g, b: F.group_norm(x, groups, g, b))

# Attention and recurrent cells.
for q, k, v in [((2, 3), (2, 3), (2, 2)), ((2, 2, 3), (2, 3, 3), (2, 3, 1)), ((1, 2, 2, 2), (1, 2, 2, 2), (1, 2, 2, 2)),
                ((1, 1), (1, 1), (1, 1))]:
    inputs = {"q": numbers(*q), "k": numbers(*k), "v": numbers(*v)}
    add("attention(q, k, v)", inputs, F.scaled_dot_product_attention)
    add("attention(q, k, v, scale=0.5)", inputs,
        lambda q, k, v: F.scaled_dot_product_attention(q, k, v, scale=0.5))
    add("attention(q, k, v, causal=1)", inputs,
        lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True))
    mask = numbers(q[-2], k[-2])
    add("attention(q, k, v, m)", {**inputs, "m": mask},
        lambda q, k, v, m: F.scaled_dot_product_attention(q, k, v, attn_mask=m))
for rows, n, h in [((), 2, 2), ((2,), 3, 2), ((1,), 1, 1), ((3,), 2, 1)]:
    inputs = {"x": numbers(*rows, n), "h": numbers(*rows, h), "W": numbers(3 * h, n), "U": numbers(3 * h, h),
              "b": numbers(3 * h), "d": numbers(3 * h)}
    add("gruCell(x, h, W, U, b, d)", inputs, torch.gru_cell if rows else
        lambda x, h, W, U, b, d: torch.gru_cell(x[None], h[None], W, U, b, d)[0])
    inputs = {"x": numbers(*rows, n), "h": numbers(*rows, h), "c": numbers(*rows, h), "W": numbers(4 * h, n),
              "U": numbers(4 * h, h), "b": numbers(4 * h), "d": numbers(4 * h)}
    add("lstmCell(x, h, c, W, U, b, d)", inputs, (lambda x, h, c, W, U, b, d: torch.stack(
        torch.lstm_cell(x, (h, c), W, U, b, d))) if rows else (lambda x, h, c, W, U, b, d: torch.stack(
            [s[0] for s in torch.lstm_cell(x[None], (h[None], c[None]), W, U, b, d)])))

# Functions of each element.
for shape in [(3,), (2, 1), (1,), ()]:
    add("rsqrt(x)", {"x": numbers(*shape, low=0.25, high=4)}, torch.rsqrt)
    add("half(x)", {"x": numbers(*shape) / 3}, lambda x: x.half().double())
    add("bfloat16(x)", {"x": numbers(*shape) / 3}, lambda x: x.bfloat16().double())
    add("single(x)", {"x": numbers(*shape) / 3}, lambda x: x.float().double())
for x, y in [((3,), (3,)), ((2, 1), (3,)), ((), (2,)), ((1, 2), ())]:
    add("xlogy(x, y)", {"x": numbers(*x), "y": numbers(*y, low=0.25, high=4)}, torch.xlogy)
add("xlogy(x, y)", {"x": torch.tensor([0., 0, 2]), "y": torch.tensor([3., 0.5, 0.25])}, torch.xlogy)

with open("torch-values.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
print(len(lines), "programs,", sum(1 + len(line.split("\t")[4].split()) for line in lines), "numbers")
