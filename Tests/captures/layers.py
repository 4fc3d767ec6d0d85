"""What models are made of, each by itself: captured and compared, but not committed."""
import torch
import torch.nn.functional as F
from torch import nn

from models import retrograde


def numbers(*shape):
    return torch.randn(shape, requires_grad=True)


def positive(*shape):
    return (torch.rand(shape) + 0.5).requires_grad_()


def cases():
    """A name, the function and its tensors, one after another."""
    layers = [
        (nn.ConvTranspose2d(4, 6, 3, stride=(2, 1), padding=1, output_padding=(1, 0), groups=2, dilation=(1, 2)),
         (2, 4, 3, 5)),
        (nn.ConvTranspose1d(2, 3, 3, stride=2), (1, 2, 5)),
        (nn.Conv1d(2, 3, 3, stride=2, padding=1, dilation=2), (1, 2, 9)), (nn.Conv3d(1, 2, 2), (1, 1, 3, 3, 3)),
        (nn.Conv2d(2, 4, 3, padding="same", padding_mode="reflect", groups=2), (1, 2, 4, 4)),
        (nn.BatchNorm2d(3).eval(), (2, 3, 2, 2)), (nn.BatchNorm1d(3, affine=False), (4, 3)),
        (nn.InstanceNorm2d(3), (2, 3, 2, 2)), (nn.LayerNorm((3, 2), bias=False), (2, 3, 2)), (nn.RMSNorm(4), (2, 4)),
        (nn.LocalResponseNorm(2), (1, 3, 2, 2)), (nn.GRU(3, 4, 2, bidirectional=True), (3, 2, 3)),
        (nn.LSTM(3, 4, proj_size=2), (3, 2, 3)), (nn.RNN(3, 4), (3, 2, 3)), (nn.LPPool2d(2, 2), (1, 1, 4, 4)),
        (nn.MaxPool2d(3, 2, 1, ceil_mode=True), (1, 1, 6, 6)), (nn.MaxPool1d(2), (1, 2, 6)),
        (nn.AvgPool2d(2, ceil_mode=True), (1, 1, 5, 5)), (nn.AvgPool1d(3, 1, 1), (1, 1, 5)),
        (nn.AdaptiveMaxPool2d(2), (1, 1, 5, 5)), (nn.AdaptiveAvgPool2d((2, 3)), (1, 1, 4, 6)),
        (nn.AdaptiveAvgPool1d(2), (1, 2, 4)), (nn.Upsample(scale_factor=2, mode="bilinear"), (1, 1, 2, 3)),
        (nn.Upsample(scale_factor=2), (1, 1, 2, 3)), (nn.PixelShuffle(2), (1, 4, 2, 2)),
        (nn.ReflectionPad2d(1), (1, 1, 3, 3)), (nn.ConstantPad2d((1, -1, 0, 2), 0.5), (1, 1, 3, 3)),
        (nn.Fold((3, 3), 2), (1, 4, 4)), (nn.Unfold(2), (1, 1, 3, 3)), (nn.PReLU(), (3, 2)),
        (nn.utils.parametrizations.weight_norm(nn.Linear(3, 2)), (2, 3)),
        (nn.utils.parametrizations.spectral_norm(nn.Linear(3, 2)), (2, 3)),
    ]
    layers += [(activation(), (3, 4)) for activation in (
        nn.Mish, nn.Softshrink, nn.Hardshrink, nn.GLU, nn.CELU, nn.SELU, nn.ELU, nn.Hardtanh, nn.ReLU6, nn.Hardswish,
        nn.Hardsigmoid, nn.LogSigmoid, nn.Tanhshrink, nn.Softsign, nn.Softmin, nn.Softplus, nn.SiLU, nn.GELU,
        nn.LeakyReLU, lambda: nn.Threshold(0.1, 2), lambda: nn.GELU("tanh"))]
    for module, shape in layers:
        yield type(module).__name__, module, [numbers(*shape)]
    yield "Bilinear", nn.Bilinear(3, 4, 2), [numbers(2, 3), numbers(2, 4)]
    yield "EmbeddingBag", nn.EmbeddingBag(5, 3), [torch.tensor([[0, 1], [3, 3]])]
    yield "MultiheadAttention", nn.MultiheadAttention(4, 2), [numbers(3, 1, 4), numbers(2, 1, 4), numbers(2, 1, 4)]
    yield "CosineSimilarity", nn.CosineSimilarity(), [numbers(2, 3), numbers(2, 3)]
    yield "CTCLoss", lambda x: nn.CTCLoss()(F.log_softmax(x, -1), torch.tensor([[1, 2]]), torch.tensor([5]),
                                            torch.tensor([2])), [numbers(5, 1, 4)]
    functions = {
        "einsum": (lambda a, b: torch.einsum("bij,bjk->bki", a, b), numbers(2, 3, 4), numbers(2, 4, 2)),
        "attention": (lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True),
                      numbers(1, 2, 3, 4), numbers(1, 2, 3, 4), numbers(1, 2, 3, 2)),
        "masked attention": (lambda q, m: F.scaled_dot_product_attention(q, q, q, attn_mask=m),
                             numbers(1, 2, 3, 4), torch.zeros(3, 3).masked_fill(torch.eye(3) == 1, -float("inf"))),
        "index": (lambda x: x[torch.tensor([[0, 2], [1, 1]]), :, torch.tensor([1, 0])], numbers(3, 2, 2)),
        "mask": (lambda x: x[x > 0], numbers(3, 4)),
        "index_put": (lambda x, y: x.index_put((torch.tensor([0, 2]), torch.tensor([1, 1])), y), numbers(3, 2), numbers(2)),
        "accumulate": (lambda x, y: x.index_put((torch.tensor([1, 1]),), y, accumulate=True), numbers(3, 2), numbers(2, 2)),
        "scatter": (lambda x, y: x.scatter(1, torch.tensor([[1], [0]]), y), numbers(2, 3), numbers(2, 1)),
        "scatter number": (lambda x: x.scatter(1, torch.tensor([[1], [0]]), 3.0), numbers(2, 3)),
        "scatter_reduce": (lambda x, y: x.scatter_reduce(0, torch.tensor([0, 0, 1]), y, "amax"), numbers(2), numbers(3)),
        "slices": (lambda x: x[1:, ::2].flip(1).roll(1, 0).repeat(2, 1).tril(), numbers(4, 5)),
        "parts": (lambda x: torch.cat([*x.split([1, 2], 1), *x.chunk(2, 0), *[r[None, :1] for r in x.unbind(0)]][:1], 1)
                  * x.unbind(1)[0][:, None], numbers(4, 3)),
        "order": (lambda x: torch.cat([x.sort(1).values, x.topk(2, 1).values, x.median(1, True).values,
                                       x.kthvalue(2, 1, True).values, x.cummax(1).values], 1), numbers(3, 4)),
        "extremes": (lambda x: x.amax((0, 2)) + x.amin((0, 2)) + x.max(1).values.max() + x.min(1).values.min(), numbers(2, 3, 2)),
        "moments": (lambda x: x.var((0, 2)) * x.std(1).mean() + torch.var_mean(x, 0)[1].sum() + x.norm(1), numbers(2, 3, 2)),
        "sums": (lambda x: x.sum((0, 2), keepdim=True) * x.mean((0, 2), keepdim=True) + x.prod(1, keepdim=True)
                 + x.logsumexp((0, 1)) + x.cumsum(2) + x.cumprod(0), numbers(2, 3, 2)),
        "powers": (lambda x: x ** 3 + x ** -0.5 + 2 ** x + x ** x + x.sqrt() + x.rsqrt() + torch.hypot(x, x * 2), positive(3)),
        "logarithms": (lambda x: x.log() + x.log1p() + x.log2() + x.log10() + torch.xlogy(x, x) + x.logit(0.1)
                       + torch.logaddexp(x, 2 * x) + x.expm1() + x.exp2() + x.lgamma(), positive(3)),
        "angles": (lambda x: x.sin() + x.tan() + x.atan() + (x / 4).asin() + (x / 4).acos() + x.sinh() + x.cosh()
                   + x.asinh() + (x / 4).atanh() + torch.atan2(x, x + 3) + x.erf() + x.erfc() + x.sinc(), numbers(3)),
        "choices": (lambda x, y: torch.maximum(x, y) + torch.minimum(x, 0 * y) + x.clamp(min=y) + torch.fmax(x, y)
                    + torch.where((x > y) & ~(y > 0) | (x < -1), x, y * y) + x.frac() + x.fmod(2) + x.sign() * y
                    + torch.lerp(x, y, 0.3) + torch.addcmul(x, x, y, value=2), numbers(4), numbers(4)),
        "products": (lambda a, v: (torch.addmm(v, a, a.t(), beta=0.5, alpha=2) @ v).outer(v).trace() * torch.dot(v, v)
                     + torch.kron(a, a).sum() + torch.cross(a, a * 2 + 1, 1).sum() + torch.cdist(a, a + 1).sum(),
                     numbers(3, 3), numbers(3)),
        "solves": (lambda a: torch.linalg.inv(a @ a.t() + torch.eye(2)) + torch.linalg.det(a) + torch.linalg.solve(
            a + 3 * torch.eye(2), a), numbers(2, 2)),
        "frequencies": (lambda x: torch.fft.irfft(torch.fft.rfft(x) * torch.view_as_complex(torch.stack([x[:5], x[3:]], 1))),
                        numbers(8)),
        "views": (lambda x: x.as_strided((2, 2), (1, 3)) + x.diagonal()[:2] + x.unfold(0, 2, 1)[0, :2] + x.view(-1)[3:7].view(2, 2)
                  + x.T[:2, :2] + x.expand(2, 4, 3)[0][1:3, :2] + x.movedim(0, 1)[:2, 1:3], numbers(4, 3)),
        "casts": (lambda x: (x.float() * 2).double() + x.to(torch.float64) + (x > 0).double() * x + x.detach() * x, numbers(3)),
    }
    for name, (function, *tensors) in functions.items():
        yield name, function, tensors


def capture(function, tensors, path):
    retrograde.INLINE = 1 << 30
    with retrograde.capture(path):
        result = function(*tensors)
        result = result[0] if isinstance(result, tuple) else result
        weights = torch.arange(1.0, result.numel() + 1).reshape(result.shape) / result.numel()
        (result * weights).sum().backward()
