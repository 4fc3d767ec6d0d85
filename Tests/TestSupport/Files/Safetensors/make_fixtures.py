"""Writes the fixtures with the safetensors package itself, as PyTorch does (pip install safetensors numpy)."""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

here = Path(__file__).parent


def layers(kind):
    """A network 3-2-2 under the names of nn.Sequential(Linear, Tanh, Linear): numbers count up from 0."""
    numbers = iter(np.arange(14))

    def take(*shape):
        return np.array([next(numbers) for _ in range(int(np.prod(shape)))]).reshape(shape).astype(kind)

    return {"0.weight": take(2, 3), "0.bias": take(2), "2.weight": take(2, 2), "2.bias": take(2)}


save_file(layers(np.float32), here / "sequential.safetensors", metadata={"format": "pt"})
save_file(layers(np.float64), here / "doubles.safetensors")
save_file(layers(np.float16), here / "halves.safetensors")
prefixed = {f"net.{name}": tensor for name, tensor in layers(np.float32).items()}
save_file(prefixed, here / "prefixed.safetensors")
save_file({"fc1.weight": np.zeros((2, 3), np.float32)}, here / "named-otherwise.safetensors")
