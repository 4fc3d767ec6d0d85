"""Times training steps of the 784-72-10 tanh network in PyTorch and JAX, and of a convolutional one in
PyTorch: SGD, float32, data in memory, one thread by its CPU time. Prints one line for each figure, `name value unit`, as
`make bench` does."""

import os
import statistics
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import numpy as np

PIXELS, UNITS, CLASSES = 784, 72, 10
BATCHES = (32, 64, 256)
SAMPLES = 12_800
ROUNDS = 9
RATE = 0.1


def data():
    """Images with as many zeros as handwritten digits have: the dense libraries do not care."""
    random = np.random.default_rng(1)
    images = random.random((SAMPLES, PIXELS), dtype=np.float32)
    images *= random.random((SAMPLES, PIXELS)) < 0.19
    return images, random.integers(0, CLASSES, SAMPLES)


def weights():
    random = np.random.default_rng(2)
    first = random.standard_normal((PIXELS, UNITS), dtype=np.float32) * 0.05
    second = random.standard_normal((UNITS, CLASSES), dtype=np.float32) * 0.15
    return first, np.zeros(UNITS, np.float32), second, np.zeros(CLASSES, np.float32)


def torch_dense(torch):
    return torch.nn.Sequential(
        torch.nn.Linear(PIXELS, UNITS), torch.nn.Tanh(), torch.nn.Linear(UNITS, CLASSES)
    )


def torch_convolutions(torch):
    """28x28-8c5-p2-16c5-p2-10 with ReLU, as its users write it."""
    return torch.nn.Sequential(
        torch.nn.Unflatten(1, (1, 28, 28)),
        torch.nn.Conv2d(1, 8, 5),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(8, 16, 5),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(256, CLASSES),
    )


def torch_epoch(batch, make=torch_dense, compiled=False, momentum=0.0):
    """Returns a function that runs an epoch in PyTorch."""
    import torch

    torch.set_num_threads(1)
    images, labels = (torch.from_numpy(array) for array in data())
    model = make(torch)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=momentum)
    loss = torch.nn.CrossEntropyLoss()
    forward = torch.compile(lambda x, y: loss(model(x), y)) if compiled else (
        lambda x, y: loss(model(x), y)
    )

    def epoch():
        for start in range(0, SAMPLES, batch):
            optimizer.zero_grad()
            forward(images[start : start + batch], labels[start : start + batch]).backward()
            optimizer.step()

    return epoch


def jax_epochs(batch):
    """Returns functions that run an epoch in JAX: a call for each step, and one for all."""
    import jax
    import jax.numpy as jnp

    images, labels = data()
    images = jnp.asarray(images).reshape(-1, batch, PIXELS)
    labels = jnp.asarray(labels).reshape(-1, batch)

    def loss(parameters, x, y):
        first, bias, second, last = parameters
        scores = jnp.tanh(x @ first + bias) @ second + last
        return -jnp.mean(jax.nn.log_softmax(scores)[jnp.arange(batch), y])

    def step(parameters, example):
        value, gradient = jax.value_and_grad(loss)(parameters, *example)
        moved = [w - RATE * g for w, g in zip(parameters, gradient)]
        return moved, value

    one = jax.jit(step)
    scan = jax.jit(lambda parameters: jax.lax.scan(step, parameters, (images, labels))[0])
    initial = [jnp.asarray(array) for array in weights()]
    examples = [(images[index], labels[index]) for index in range(len(images))]

    def by_steps():
        parameters = initial
        for example in examples:
            parameters, _ = one(parameters, example)
        jax.block_until_ready(parameters)

    return by_steps, lambda: jax.block_until_ready(scan(initial))


def contestants(batch):
    """What can be imported, by name."""
    found = {}
    try:
        found["torch-eager"] = torch_epoch(batch)
        found["torch-compile"] = torch_epoch(batch, compiled=True)
    except ImportError as error:
        print(f"# no PyTorch: {error}")
    try:
        found["jax-steps"], found["jax-scan"] = jax_epochs(batch)
    except ImportError as error:
        print(f"# no JAX: {error}")
    return found


def convolutions(batch):
    try:
        return {"torch-eager": torch_epoch(batch, torch_convolutions, momentum=0.9)}
    except ImportError as error:
        print(f"# no PyTorch: {error}")
        return {}


def measure(batch, part, running):
    """Runs the contestants in alternating order and prints the median of each."""
    for name in list(running):
        try:
            running[name]()
        except Exception as error:  # torch.compile needs a C++ compiler.
            print(f"# {name} cannot run: {str(error).splitlines()[0]}")
            del running[name]
    times = {name: [] for name in running}
    for turn in range(ROUNDS):
        for name in list(running) if turn % 2 == 0 else reversed(list(running)):
            start = time.process_time()
            running[name]()
            times[name].append(time.process_time() - start)
    for name, rounds in times.items():
        rate = SAMPLES / statistics.median(rounds) / 1000
        print(f"{part}/{name}/batch-{batch:<20} {rate:.1f} k-samples/s", flush=True)


if __name__ == "__main__":
    for size in BATCHES:
        measure(size, "peers", contestants(size))
        measure(size, "peers/convolutions", convolutions(size))
