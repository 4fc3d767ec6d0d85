"""The models that are captured: small, in double precision where rounding would hide a fault."""
import math
import os
import sys

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../assets"))
import retrograde  # noqa: E402

MODELS = {}


def model(function):
    """A function that builds a model and returns the function that runs it forward and backward."""
    MODELS[function.__name__.replace("_", "-")] = function
    return function


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.bn, self.fc2 = nn.Linear(4, 6), nn.BatchNorm1d(6), nn.Linear(6, 3)

    def forward(self, x):
        return self.fc2(F.relu(self.bn(self.fc1(x))))


def classifier(model, x, labels):
    def run():
        loss = F.cross_entropy(model(x), labels)
        loss.backward()
    return run


@model
def mlp_batch_norm():
    return classifier(MLP(), torch.randn(5, 4), torch.tensor([0, 2, 1, 1, 0]))


@model
def mlp_single():
    torch.set_default_dtype(torch.float32)
    return classifier(MLP(), torch.randn(5, 4), torch.tensor([0, 2, 1, 1, 0]))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 2, 3, padding=1), nn.Conv2d(2, 3, 3)
        self.fc1, self.fc2 = nn.Linear(12, 6), nn.Linear(6, 4)

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.conv1(images)), 2)
        x = F.avg_pool2d(torch.tanh(self.conv2(x)), 2, 1, padding=1, count_include_pad=False)
        x = F.max_pool2d(x, 2)
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


@model
def lenet():
    # Equal pixels make ties, of which the first has the gradient.
    images = (torch.randn(2, 1, 10, 10) * 2).round() / 2
    return classifier(LeNet(), images, torch.tensor([1, 3]))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(7, 8, padding_idx=0)
        layer = nn.TransformerEncoderLayer(8, 2, 12, dropout=0.1, batch_first=True, activation="gelu")
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(8, 7)

    def forward(self, tokens):
        mask = nn.Transformer.generate_square_subsequent_mask(tokens.shape[1])
        return self.head(self.encoder(self.embedding(tokens), mask=mask, is_causal=True))


@model
def transformer():
    transformer, tokens = Transformer(), torch.tensor([[1, 4, 2, 6], [3, 5, 0, 0]])

    def run():
        logits = transformer(tokens[:, :-1])
        loss = F.cross_entropy(logits.reshape(-1, 7), tokens[:, 1:].reshape(-1), ignore_index=0)
        loss.backward()
    return run


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell, self.head = nn.GRUCell(3, 4), nn.Linear(4, 1)

    def forward(self, series):
        state = torch.zeros(series.shape[1], 4)
        for x in series:
            state = self.cell(x, state)
        return self.head(state)


@model
def gru():
    model, series, target = Recurrent(), torch.randn(4, 2, 3), torch.randn(2, 1)

    def run():
        loss = F.mse_loss(model(series), target)
        loss.backward()
    return run


@model
def recurrent_layers():
    gru, lstm = nn.GRU(3, 4), nn.LSTM(4, 3)
    series = torch.randn(3, 2, 3)

    def run():
        loss = lstm(gru(series)[0])[0].square().mean()
        loss.backward()
    return run


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.mean, self.spread = nn.Linear(5, 6), nn.Linear(6, 2), nn.Linear(6, 2)
        self.decoder = nn.Sequential(nn.Linear(2, 6), nn.SiLU(), nn.Linear(6, 5))

    def forward(self, x):
        h = F.softplus(self.encoder(x))
        mean, spread = self.mean(h), self.spread(h)
        z = mean + torch.exp(0.5 * spread) * torch.randn_like(spread)
        return torch.sigmoid(self.decoder(z)), mean, spread


@model
def vae():
    vae, x = VAE(), torch.rand(3, 5)

    def run():
        image, mean, spread = vae(x)
        likelihood = F.binary_cross_entropy(image, x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + spread - mean.pow(2) - spread.exp())
        loss = likelihood + divergence
        loss.backward()
    return run


@model
def physics():
    net = nn.Sequential(nn.Linear(1, 5), nn.Tanh(), nn.Linear(5, 1))
    t = torch.linspace(0, 1, 4).unsqueeze(1).requires_grad_()

    def run():
        u = net(t)
        velocity, = torch.autograd.grad(u.sum(), t, create_graph=True)
        force, = torch.autograd.grad(velocity.sum(), t, create_graph=True)
        loss = (force + 4 * u).square().mean() + (u[0] - 1).square().sum()
        loss.backward()
    return run


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(2, 4), nn.Conv2d(4, 4, 3, padding=1, groups=2)
        self.norm2, self.conv2 = nn.GroupNorm(1, 4), nn.Conv2d(4, 4, 3, padding=1, bias=False)

    def forward(self, x):
        h = self.conv1(F.silu(self.norm1(x)))
        h = self.conv2(F.leaky_relu(self.norm2(h), 0.1))
        return F.adaptive_avg_pool2d(x + h, 1).flatten(1)


@model
def residual_group_norm():
    return classifier(Residual(), torch.randn(2, 4, 4, 4), torch.tensor([1, 3]))


class GraphNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.message, self.update = nn.Linear(6, 3), nn.Linear(6, 3)

    def forward(self, x, edges):
        source, target = edges
        messages = torch.tanh(self.message(torch.cat([x[source], x[target]], 1)))
        gathered = torch.zeros_like(x).index_add_(0, target, messages)
        largest = torch.zeros_like(x).scatter_add(0, target[:, None].expand(-1, 3), messages.clamp(-0.5, 0.5))
        return self.update(torch.cat([x, gathered - largest], 1))


@model
def graph_net():
    net, x = GraphNet(), torch.randn(5, 3)
    edges = torch.tensor([[0, 1, 1, 2, 3, 4, 0], [1, 0, 2, 1, 4, 3, 4]])

    def run():
        loss = F.smooth_l1_loss(net(x, edges), x.roll(1, 0), beta=0.5)
        loss.backward()
    return run


@model
def losses():
    x, y = torch.randn(4, 3, requires_grad=True), torch.randn(4, 3)
    labels, signs = torch.tensor([0, 2, 1, 1]), torch.tensor([1.0, -1, 1, -1])

    def run():
        pairs = [F.mse_loss(x, y), F.l1_loss(x, y), F.huber_loss(x, y, delta=0.7), F.smooth_l1_loss(x, y, beta=0.3)]
        rows = [F.cross_entropy(x, labels, weight=torch.tensor([0.5, 1, 2]), label_smoothing=0.1),
                F.nll_loss(F.log_softmax(x, 1), labels, reduction="sum"),
                F.multi_margin_loss(x, labels), F.kl_div(F.log_softmax(x, 1), F.softmax(y, 1), reduction="batchmean")]
        binary = [F.binary_cross_entropy(torch.sigmoid(x), torch.sigmoid(y)),
                  F.binary_cross_entropy_with_logits(x, torch.sigmoid(y), pos_weight=torch.tensor([1.0, 2, 3])),
                  F.soft_margin_loss(x[:, 0], signs), F.hinge_embedding_loss(x[:, 1], signs)]
        others = [F.cosine_embedding_loss(x, y, signs), F.triplet_margin_loss(x, y, y.flip(0)),
                  F.poisson_nll_loss(x, y.exp()), F.gaussian_nll_loss(x, y, y.exp()),
                  F.margin_ranking_loss(x[:, 0], x[:, 1], signs)]
        loss = torch.stack(pairs + rows + binary + others).sum()
        loss.backward()
    return run


@model
def in_place():
    x, w = torch.randn(4, 3, requires_grad=True), torch.randn(3, requires_grad=True)

    def run():
        y = x * 2
        y[1] = w * x[0]
        y[:, 0].mul_(3)
        y.add_(w.view(1, 3)).tanh_()
        y = y.clone()
        row = y[2]
        y[2:, 1:] += 1
        filled = torch.zeros(2, 4)
        filled[:, :3] = y[:2]
        filled[0, 3] = w.sum()
        filled.diagonal().copy_(row[:2].exp())
        z = torch.where(filled > 0.5, filled, filled.detach() * w[0])
        loss = (row.norm() + z.square().sum() + y.std(dim=1).sum() + z.flip(1).cumsum(0).prod()
                + y.unfold(0, 2, 1).amax() + z.sort(1).values[:, 1].sum())
        loss.backward()
    return run


@model
def several_backwards():
    net, x = MLP(), torch.randn(3, 4)

    def run():
        scores = net(x)
        scores[:, 0].sum().backward(retain_graph=True)
        scores.backward(torch.linspace(-1, 1, 9).view(3, 3))
        with torch.no_grad():
            for parameter in net.parameters():
                parameter -= 0.1 * parameter.grad
    return run


@model
def opaque():
    grid, image = torch.rand(1, 2, 3, 2) * 1.6 - 0.8, torch.randn(1, 2, 4, 4)
    theta = torch.randn(2, requires_grad=True)

    def run():
        sampled = F.grid_sample(image * theta.view(1, 2, 1, 1), grid * theta[0], align_corners=False)
        spectrum = torch.fft.rfft(image * theta[1]).abs().sum()
        loss = sampled.square().mean() + torch.linalg.cholesky(torch.eye(2) + torch.outer(theta, theta)).sum() + spectrum
        loss.backward()
    return run


@model
def autocast():
    torch.set_default_dtype(torch.float32)
    net = nn.Sequential(nn.Linear(4, 8), nn.LayerNorm(8), nn.GELU(), nn.Linear(8, 3))
    x, labels = torch.randn(5, 4), torch.tensor([0, 2, 1, 1, 0])

    def run():
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = F.cross_entropy(net(x), labels)
        loss.backward()
    return run


class Passed(torch.autograd.Function):
    """What it got: a function that is there for its backward alone."""

    @staticmethod
    def forward(context, x, y):
        return x.view_as(x), y.clone()

    @staticmethod
    def backward(context, upstream, other):
        return upstream, other


class Parts(torch.autograd.Function):
    """Two results, of which one is made from the other."""

    @staticmethod
    def forward(context, x):
        y = x.exp()
        z = y * 3
        context.save_for_backward(y)
        return y, z

    @staticmethod
    def backward(context, upstream, other):
        y, = context.saved_tensors
        return (upstream + 3 * other) * y


@model
def passing_functions():
    net, x = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)), torch.randn(5, 3)
    net[0].register_full_backward_hook(lambda module, sent, arrived: None)
    net[2].register_full_backward_pre_hook(lambda module, arrived: None)

    def run():
        first, second = Passed.apply(torch.tanh(net(x)), net[0](x))
        grown, more = Parts.apply(first)
        loss = (first * second[:, :2]).sum() + grown.square().sum() + more.mean() + first.square().sum()
        loss.backward()
    return run


@model
def hidden_writes():
    w, zero = torch.tensor([0.25, 2, 3], requires_grad=True), torch.zeros(3, requires_grad=True)
    p = torch.randn(3, requires_grad=True)

    def run():
        v, u, t, s = w * 1, w + 1, w * 3, w / 2
        before = (v + 1).square().sum()
        with torch.no_grad():
            v[0] = 5
            v.clamp_(max=4)
            part = u[1:]
            part.mul_(2)
        t.data.clamp_(min=2)
        s.detach().zero_()
        after = v.mean() + u.log().sum() + t.sqrt().sum() + (s.view(3, 1) * w).square().sum()
        v.add_(w).mul_(2)
        # A logarithm of nothing, put right where autograd does not see it.
        log = torch.log(zero + torch.tensor([0.0, 1, 2]))
        with torch.no_grad():
            log[0] = -3
        used = p.sum()
        p.data.clamp_(min=0.5)
        loss = (before + after + v.sum() + (log[1:] * w[1:]).sum() + log[0] * 0 + used + p.square().sum())
        loss.backward()
    return run


@model
def hidden_clamps():
    w, zero = torch.tensor([0.25, 2, 3], requires_grad=True), torch.zeros(3, requires_grad=True)

    def run():
        loss = F.cosine_similarity(zero, w, dim=0) + F.gaussian_nll_loss(w, zero, zero.detach(), eps=0.01)
        loss.backward()
    return run


@model
def checkpoints():
    from torch.utils.checkpoint import checkpoint

    net = nn.ModuleList([nn.Sequential(nn.Linear(3, 3), nn.Tanh()) for _ in range(2)])
    x = torch.randn(4, 3, requires_grad=True)

    def run():
        h = x
        for number, layer in enumerate(net):
            h = checkpoint(layer, h, use_reentrant=number == 0)
        loss = checkpoint(net[0], h, use_reentrant=True).square().sum()
        loss.backward()
    return run


@model
def opaque_second_results():
    a = torch.randn(3, 3, requires_grad=True)

    def run():
        s = a @ a.t() + 3 * torch.eye(3)
        _, triangle = torch.linalg.qr(a * 2)
        loss = torch.logdet(s) + torch.linalg.slogdet(s * 2)[1] + triangle.abs().sum() + torch.linalg.inv(s).sum()
        loss.backward()
    return run


@model
def kinks():
    w = torch.tensor([1.0, 2, 3], requires_grad=True)

    def run():
        rows = torch.stack([w, w[1].expand(3), w * 2 - 1])
        loss = rows.std(1).sum() + F.celu(rows * 500, 2).sum()
        loss.backward()
    return run


@model
def transforms():
    from torch.func import grad, hessian, jacrev, vmap

    w, x = torch.randn(3, requires_grad=True), torch.randn(4, 3)

    def loss_of(w, row):
        return torch.tanh((w * row).sum())

    def run():
        each = vmap(grad(loss_of), in_dims=(None, 0))(w, x)
        slopes = jacrev(lambda w: torch.sin(w * x[0]))(w)
        curves = hessian(lambda w: torch.exp(w * x[1]).sum())(w)
        batch, = torch.autograd.grad(w.tanh(), w, torch.eye(3), is_grads_batched=True, create_graph=True)
        loss = each.square().sum() + slopes.square().sum() + curves.square().sum() + batch.square().sum()
        loss.backward()
    return run


@model
def without_storage():
    embedding, w, v = nn.Embedding(6, 3, sparse=True), torch.randn(2, 3, requires_grad=True), torch.randn(3)

    def run():
        rows = embedding(torch.tensor([1, 2]))
        loss = rows.square().sum() + torch.linalg.cross(w[0], v).square().sum() + torch.linalg.cross(rows, w).sum()
        loss.backward()
    return run


@model
def hooks():
    net, x = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)), torch.randn(5, 3)
    net[2].weight.register_hook(lambda gradient: gradient.clamp(-0.1, 0.1))
    net[0].bias.register_hook(lambda gradient: None)

    def run():
        h = net[0](x)
        h.register_hook(lambda gradient: gradient * 3)
        h.register_hook(lambda gradient: gradient.clamp(max=0.2))
        loss = net[2](net[1](h)).sum() + h.square().mean()
        loss.backward()
        # One that only looks changes nothing.
        y = net[2](net[1](h.detach()))
        y.register_hook(lambda gradient: None)
        y.mean().backward()
    return run


@model
def edges():
    """Where PyTorch's derivatives are agreed upon, and not those of what is computed."""
    w, zero = torch.randn(2, 3, requires_grad=True), torch.zeros(2, 3, requires_grad=True)
    masked = torch.tensor([[True, True], [False, False]])

    def run():
        rows, none = w.unsqueeze(0), w.log_softmax(1)
        loss = (torch.linalg.vector_norm(zero, 3, dim=1).sum() + torch.atan2(zero, zero * 2).sum()
                + F.scaled_dot_product_attention(rows, rows, rows, attn_mask=masked).square().sum()
                + F.binary_cross_entropy(w.sign().relu(), torch.ones(2, 3)) + (zero + 1).logit(1e-6).sum()
                + F.nll_loss(none, torch.tensor([-100, -100])).nan_to_num() + torch.linalg.vector_norm(w, 3))
        loss.backward()
    return run


class Doubled(torch.autograd.Function):
    """A result, and the same once more."""

    @staticmethod
    def forward(context, x):
        y = x * 2
        return y, y.view(-1)

    @staticmethod
    def backward(context, upstream, other):
        return 2 * (upstream + other)


@model
def shared_results():
    w = torch.randn(3, requires_grad=True)

    def run():
        first, second = Doubled.apply(w)
        loss = (first * second).sum() + first.exp().sum()
        loss.backward()
    return run


class Product(nn.Module):
    def forward(self, a, b):
        return a * b


@model
def module_hooks():
    net, product, head, x = nn.Linear(3, 4), Product(), nn.Linear(4, 2), torch.randn(5, 3)
    product.register_full_backward_hook(lambda module, sent, arrived: (sent[0] * 2, sent[1] / 2))
    head.register_full_backward_pre_hook(lambda module, arrived: (arrived[0].clamp(max=0.5),))
    # One that only looks changes nothing.
    net.register_full_backward_hook(lambda module, sent, arrived: None)
    head.register_full_backward_hook(lambda module, sent, arrived: None)

    def run():
        h = net(x.requires_grad_())
        h.register_hook(lambda gradient: gradient * 3)
        loss = (head(product(h, torch.tanh(h))).square() + h[:, :2]).sum()
        loss.register_hook(lambda gradient: gradient * 16)
        loss.backward()
    return run


@model
def hooked_opaque():
    w = torch.randn(5, requires_grad=True)
    w.register_hook(lambda gradient: gradient.clamp(-0.1, 0.1))

    def run():
        h = w * 2
        h.register_hook(lambda gradient: gradient * 3)
        loss = (torch.special.i0e(h) + torch.special.i0e(w)).sum()
        loss.backward()
    return run


def capture(name, folder):
    """Captures a model by its name; returns the file."""
    torch.manual_seed(20)
    torch.set_default_dtype(torch.float64)
    run = MODELS[name]()
    path = os.path.join(folder, name + ".json")
    # Small enough to stand in one file, whose changes can be read; some in two, to be read like large ones.
    is_single = torch.get_default_dtype() == torch.float32
    retrograde.INLINE = 8 if is_single else 1 << 30
    with retrograde.capture(path):
        run()
    return path
