"""Programs with one mistake each, such as people make. What is to be found: in which node, and how."""
import os

import torch
import torch.nn.functional as F
from torch import nn

from models import retrograde

MODELS = {}


def fault(function):
    """A function that builds a program and returns the function that runs it forward and backward."""
    MODELS[function.__name__.replace("_", "-")] = function
    return function


class MeanSquares(torch.autograd.Function):
    """The mean of squares, whose gradient is that of the sum."""

    @staticmethod
    def forward(context, error):
        context.save_for_backward(error)
        return error.square().mean()

    @staticmethod
    def backward(context, upstream):
        error, = context.saved_tensors
        return upstream * 2 * error


@fault
def wrong_reduction():
    net, x, y = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)), torch.randn(5, 3), torch.randn(5, 2)

    def run():
        loss = MeanSquares.apply(net(x) - y)
        loss.backward()
    return run


@fault
def detached():
    encoder, decoder, x = nn.Linear(4, 2), nn.Linear(2, 4), torch.randn(5, 4)

    def run():
        code = torch.tanh(encoder(x))
        # Only the copy that is looked at was to be detached.
        code = code.detach()
        loss = F.mse_loss(decoder(code), x)
        loss.backward()
    return run


class Product(torch.autograd.Function):
    """A product of square matrices, whose gradient lacks a transposition."""

    @staticmethod
    def forward(context, x, weight):
        context.save_for_backward(x, weight)
        return x @ weight

    @staticmethod
    def backward(context, upstream):
        x, weight = context.saved_tensors
        return upstream @ weight.t(), (x.t() @ upstream).t()


@fault
def transposed_gradient():
    x, weight, y = torch.randn(5, 3), torch.randn(3, 3, requires_grad=True), torch.randn(5, 3)

    def run():
        loss = F.mse_loss(torch.tanh(Product.apply(x, weight)), y)
        loss.backward()
    return run


class Attend(torch.autograd.Function):
    """Shares of values, whose gradient forgets that the values have one, too."""

    @staticmethod
    def forward(context, scores, values):
        shares = torch.softmax(scores, 1)
        context.save_for_backward(shares, values)
        return shares @ values + values

    @staticmethod
    def backward(context, upstream):
        shares, values = context.saved_tensors
        sent = upstream @ values.t()
        scores = shares * (sent - (shares * sent).sum(1, keepdim=True))
        return scores, shares.t() @ upstream


@fault
def missing_summand():
    scores, values = torch.randn(3, 3, requires_grad=True), torch.randn(3, 2, requires_grad=True)

    def run():
        loss = Attend.apply(scores, values).square().sum()
        loss.backward()
    return run


class Cosine(torch.autograd.Function):
    """A cosine, whose gradient has the wrong sign."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.cos()

    @staticmethod
    def backward(context, upstream):
        x, = context.saved_tensors
        return upstream * x.sin()


@fault
def sign():
    frequencies, x = torch.randn(4, requires_grad=True), torch.randn(6, 1)

    def run():
        loss = Cosine.apply(x * frequencies).mean(1).square().sum()
        loss.backward()
    return run


@fault
def nan_by_where():
    x = torch.tensor([0.5, -0.25, 2.0, -1.0], requires_grad=True)

    def run():
        roots = torch.where(x > 0, torch.sqrt(x), torch.zeros_like(x))
        loss = roots.sum()
        loss.backward()
    return run


@fault
def half_underflow():
    torch.set_default_dtype(torch.float32)
    scores = torch.tensor([[0.0, -20.0, 3.0], [1.0, 2.0, -16.0]], requires_grad=True)

    def run():
        shares = torch.softmax(scores.half(), 1)
        loss = -(shares.detach() * torch.log(shares)).sum().float()
        loss.backward()
    return run


@fault
def norm_at_zero():
    embedding, other = torch.zeros(2, 3), torch.randn(2, 3)
    weight = torch.randn(3, 3, requires_grad=True)

    def run():
        distance = ((embedding @ weight) ** 2).sum(1).sqrt()
        loss = F.relu(5 + distance - (other @ weight).norm(dim=1)).mean()
        loss.backward()
    return run


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner, self.gate, self.outer = nn.Linear(3, 4), nn.Linear(3, 4), nn.Linear(4, 1)
        with torch.no_grad():
            self.gate.bias.fill_(-9)

    def forward(self, x):
        # Below zero in every row: no gradient passes the gate, nor what it multiplies.
        return self.outer(F.relu(self.gate(x)) * torch.tanh(self.inner(x)))


@fault
def dead_path():
    net, x, y = Gated(), torch.randn(5, 3), torch.randn(5, 1)

    def run():
        loss = F.mse_loss(net(x), y)
        loss.backward()
    return run


@fault
def bias_broadcast():
    net, bias = nn.Linear(3, 1, bias=False), torch.zeros(6, requires_grad=True)
    x, y = torch.randn(6, 3), torch.randn(6)

    def run():
        # 6×1 and 6 make 6×6.
        loss = (net(x) + bias - y).square().mean()
        loss.backward()
    return run


def capture(name, folder):
    """Captures a program by its name; returns the file."""
    torch.manual_seed(7)
    torch.set_default_dtype(torch.float64)
    run = MODELS[name]()
    path = os.path.join(folder, name + ".json")
    retrograde.INLINE = 1 << 30
    with retrograde.capture(path):
        run()
    return path
