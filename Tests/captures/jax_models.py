"""Functions of JAX that are captured, where JAX is installed."""
import os

import jax
import jax.numpy as jnp

from models import retrograde

MODELS = {}


def model(function):
    MODELS["jax-" + function.__name__.replace("_", "-")] = function
    return function


@model
def mlp():
    keys = jax.random.split(jax.random.PRNGKey(3), 4)
    parameters = {"first": {"w": jax.random.normal(keys[0], (3, 4)), "b": jnp.zeros(4)},
                  "second": jax.random.normal(keys[1], (4, 2))}
    x, labels = jax.random.normal(keys[2], (5, 3)), jnp.array([0, 1, 1, 0, 1])

    @jax.jit
    def normalized(h):
        centred = h - h.mean(-1, keepdims=True)
        return centred * jax.lax.rsqrt((centred ** 2).mean(-1, keepdims=True) + 1e-5)

    def loss(parameters, x, labels):
        h = jax.nn.gelu(x @ parameters["first"]["w"] + parameters["first"]["b"])
        scores = jax.nn.log_softmax(normalized(h) @ parameters["second"])
        likelihood = -jnp.mean(jnp.take_along_axis(scores, labels[:, None], 1))
        order = jnp.cumsum(jnp.clip(x[::-1, 1:], -0.5, 0.5), 0).sum() + jnp.exp2(x[2, 0]) + jnp.max(x, 1).sum()
        return likelihood + order + 1e-3 * sum(jnp.sum(p ** 2) for p in jax.tree_util.tree_leaves(parameters))

    return loss, (parameters, x, labels)


def capture(name, folder):
    """Captures a function by its name; returns the file."""
    jax.config.update("jax_enable_x64", True)
    function, arguments = MODELS[name]()
    path = os.path.join(folder, name + ".json")
    retrograde.INLINE = 1 << 30
    retrograde.dump_jax(function, *arguments, path=path)
    return path
