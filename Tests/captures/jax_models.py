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


@model
def rules():
    @jax.custom_vjp
    def scaled(x):
        return x * 3

    scaled.defvjp(lambda x: (scaled(x), None), lambda _, upstream: (upstream * 3,))

    @jax.custom_vjp
    def same(x, y):
        return x, x * y

    def same_back(kept, upstream):
        x, y = kept
        return upstream[0] + upstream[1] * y, upstream[1] * x

    same.defvjp(lambda x, y: (same(x, y), (x, y)), same_back)

    @jax.custom_jvp
    def wave(x):
        return jnp.sin(x) + jnp.sort(x)

    @wave.defjvp
    def _(primals, tangents):
        x, = primals
        return wave(x), jnp.cos(x) * tangents[0] + jax.jvp(jnp.sort, primals, tangents)[1]

    @jax.custom_vjp
    def gated(x, y):
        return jax.nn.softplus(x) * y

    def gated_back(kept, upstream):
        x, y = kept
        return upstream * y * jax.nn.sigmoid(x), upstream * jax.nn.softplus(x)

    # Inside of it is a function with a rule of its own, which is not asked.
    gated.defvjp(lambda x, y: (gated(x, y), (x, y)), gated_back)

    def loss(w, x):
        h = x @ w
        a, b = same(scaled(h), jnp.tanh(h))
        # At 0, where JAX's own rules say more than what their functions consist of.
        edges = jax.nn.relu(w * 0).sum() + jnp.sinc(w * 0 + x[:3, :2] * 0).sum() + jnp.logaddexp(w, w).sum()
        return (a * b).sum() + wave(h[0]).sum() + gated(h, jnp.cos(h)).sum() + jax.nn.relu(h).sum() + edges

    keys = jax.random.split(jax.random.PRNGKey(5), 2)
    return loss, (jax.random.normal(keys[0], (3, 2)), jax.random.normal(keys[1], (4, 3)))


@model
def loops():
    def loss(w, x):
        turned = jax.lax.fori_loop(0, 3, lambda number, h: jnp.sin(h) * (number + 1.0), w)
        last, rows = jax.lax.scan(lambda h, row: (jnp.tanh(h + row @ w), h), jnp.zeros(2), x, reverse=True)
        chosen = jax.lax.cond(w.sum() > 0, lambda w: w.sum(), lambda w: (w ** 2).sum(), w)
        # Too long to be opened: what it sends back is its rule's, as that of a second result is.
        long = jax.lax.scan(lambda h, _: ((h[0] + 1, jnp.sin(h[1] + w[0])), None), (0, w[1]), None, length=100)[0][1].sum()
        none, empty = jax.lax.scan(lambda h, row: (jnp.tanh(h + row @ w), h.sum()), w[0], x[:0])
        return turned.sum() + (last * rows).sum() + chosen + long + none.sum() + empty.sum()

    keys = jax.random.split(jax.random.PRNGKey(6), 2)
    return loss, (jax.random.normal(keys[0], (3, 2)), jax.random.normal(keys[1], (4, 3)))


@model
def products():
    def loss(w, x):
        sums = jax.vmap(lambda row: (row @ w).sum())(x).sum() + jnp.einsum("ij,jk,ik->", x, w, jnp.ones((4, 2)))
        many = jnp.tensordot(jnp.ones((2, 3, 4)) * 0.5, jnp.stack([w, w * 2, w, w], 1), ((1, 2), (0, 1)))
        mixed = jnp.einsum("abc,cbd->bad", many.reshape(1, 2, 2), jnp.ones((2, 2, 3)))
        noise = jax.random.normal(jax.random.key(0), w.shape)
        return sums + many.prod() + mixed.std() + (noise * w).sum() + jnp.outer(w[0], w[1]).sum() ** 2

    keys = jax.random.split(jax.random.PRNGKey(7), 2)
    return loss, (jax.random.normal(keys[0], (3, 2)), jax.random.normal(keys[1], (4, 3)))


def capture(name, folder):
    """Captures a function by its name; returns the file."""
    jax.config.update("jax_enable_x64", True)
    function, arguments = MODELS[name]()
    path = os.path.join(folder, name + ".json")
    retrograde.INLINE = 1 << 30
    retrograde.dump_jax(function, *arguments, path=path)
    return path
