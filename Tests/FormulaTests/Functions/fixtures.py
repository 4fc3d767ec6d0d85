"""Writes function-values.txt: values and derivatives of the language's functions, by mpmath with 40
digits (pip install mpmath; python3 fixtures.py). Each line is a program, the values of its inputs, its
value and its derivatives by each element of each input, with tabs between them."""
from mpmath import mp, mpf, log, expm1, log1p, atan2, sqrt, exp, fabs, fsum, fprod, erf
mp.dps = 40
LN2, LN10 = log(2), log(10)
lines = []


def spell(x):
    if isinstance(x, list):
        return "[" + ", ".join(spell(y) for y in x) + "]"
    return repr(float(x))


def add(program, inputs, value, derivatives):
    at = ",".join(f"{name}={spell(x)}" for name, x in inputs)
    flat = " ".join(repr(float(d)) for d in derivatives)
    lines.append(f"{program}\t{at}\t{float(value)!r}\t{flat}")


def unary(name, f, slope, points):
    for p in points:
        x = mpf(p)
        add(f"z = {name}(x)", [("x", x)], f(x), [slope(x)])


def sigmoid(x):
    return 1 / (1 + exp(-x))


tails = [1e-300, 1e-20, 1e-12, -1e-12, 1e-8, 1e-3, 0.1, 0.5, -0.5, 1, 2.5, 10]
unary("log1p", log1p, lambda x: 1 / (1 + x), tails + [0, 3e-5, -0.9, -0.999999, 1e10, 1e300])
unary("expm1", expm1, exp, tails + [0, -1, -10, -40, -700, 30, 700])
bases = [1, 2, 8, 10, 100, 1000, 0.5, 0.1, 1e-300, 3, 1e15, 1e300, 1.0000001]
unary("log2", lambda x: log(x) / LN2, lambda x: 1 / (x * LN2), bases)
unary("log10", lambda x: log(x) / LN10, lambda x: 1 / (x * LN10), bases)
unary("silu", lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * (1 - sigmoid(x))),
      [0, 0.5, -0.5, 1, -1, 3, -3, 20, -20, 40, 1e-12])
unary("elu", lambda x: x if x > 0 else expm1(x), lambda x: mpf(1) if x > 0 else exp(x),
      [0, 1, -1, 3, -3, -1e-12, 1e-12, -40, 700, -700])
unary("σ", sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), [0, 1, -1, 10, -10, 30])
unary("sign", lambda x: mpf(0) if x == 0 else x / fabs(x), lambda x: mpf(0), [0, 2, -3, 1e-300])
unary("floor", lambda x: mp.floor(x), lambda x: mpf(0), [0, 1.5, -1.5, 2, -1e-9])
unary("round", lambda x: mp.nint(x), lambda x: mpf(0), [0, 0.5, 1.5, 2.5, -0.5, -1.5, 2.4])
for y, x in [(1, 1), (1, -1), (-1, -1), (-1, 1), (0, 1), (1, 0), (-1, 0), (1e-12, 1), (3, 4),
             (-2, 0.5), (1e-8, -1), (0.3, 1e6)]:
    y, x = mpf(y), mpf(x)
    r = x * x + y * y
    add("z = atan2(y, x)", [("y", y), ("x", x)], atan2(y, x), [x / r, -y / r])
for x, low, high in [(0.5, 0, 1), (0, 0, 1), (1, 0, 1), (-2, 0, 1), (3, 0, 1), (5, -1, 4)]:
    inside = low <= x <= high
    add("z = clamp(x, low, high)", [("x", mpf(x)), ("low", mpf(low)), ("high", mpf(high))],
        mpf(min(max(x, low), high)),
        [1 if inside else 0, 1 if x < low else 0, 1 if x > high else 0])

vectors = [[1, 2, 3], [3, 4], [0, 0], [1e-200, 1e-200], [1e200, -1e200], [5], [-1, 0, 2],
           [0.1, 0.2, 0.3, 0.4], [1, 0, 0], [2, -2], [2, 2, 2], [1e8, 1e8 + 1, 1e8 + 2], [-3, 7, 0.5, 1e-3]]


def norm(v):
    return sqrt(fsum(x * x for x in v))


def prod(v):
    return fprod(v)


for v in vectors:
    v = [mpf(x) for x in v]
    n = len(v)
    mean = fsum(v) / n
    d = [x - mean for x in v]
    var = fsum(x * x for x in d) / n
    length = norm(v)
    add("z = norm(x)", [("x", v)], length, [x / length if length else 0 for x in v])
    std = sqrt(var)
    # Squares of tiny or huge deviations leave the range of a Double, as they do everywhere.
    if max(fabs(x) for x in v) < 1e100 and max(fabs(x) for x in v) > 1e-100:
        add("z = var(x)", [("x", v)], var, [2 * x / n for x in d])
    add("z = std(x)", [("x", v)], std, [x / (n * std) if std else 0 for x in d])
    if n > 1 and max(fabs(x) for x in v) < 1e100 and max(fabs(x) for x in v) > 1e-100:
        add("z = var(x, correction=1)", [("x", v)], var * n / (n - 1), [2 * x / (n - 1) for x in d])
        s = sqrt(var * n / (n - 1))
        add("z = std(x, correction=1)", [("x", v)], s, [x / ((n - 1) * s) if s else 0 for x in d])
    add("z = prod(x)", [("x", v)], prod(v), [prod(v[:i] + v[i + 1:]) for i in range(n)])
    weights = [mpf(10) ** -i for i in range(n)]
    w = "[" + ", ".join(f"1e-{i}" for i in range(n)) + "]"
    sums = [fsum(v[:i + 1]) for i in range(n)]
    add(f"z = sum(cumsum(x)*{w})", [("x", v)], fsum(s * q for s, q in zip(sums, weights)),
        [fsum(weights[i:]) for i in range(n)])
    products = [prod(v[:i + 1]) for i in range(n)]
    add(f"z = sum(cumprod(x)*{w})", [("x", v)], fsum(p * q for p, q in zip(products, weights)),
        [fsum(weights[j] * prod(v[:i] + v[i + 1:j + 1]) for j in range(i, n)) for i in range(n)])
    order = sorted(range(n), key=lambda i: v[i])
    add(f"z = sum(sort(x)*{w})", [("x", v)], fsum(v[k] * q for k, q in zip(order, weights)),
        [weights[order.index(i)] for i in range(n)])
    for name, pick in [("min", min), ("max", max)]:
        best = pick(v)
        ties = v.count(best)
        add(f"z = {name}(x)", [("x", v)], best, [mpf(1) / ties if x == best else 0 for x in v])
    add("z = x[argmax(x)]", [("x", v)], max(v), [1 if i == v.index(max(v)) else 0 for i in range(n)])
    add("z = sum(x[[0, -1, 0]]^2)", [("x", v)], 2 * v[0] ** 2 + v[-1] ** 2,
        [4 * v[0] * (i == 0) + 2 * v[-1] * (i == n - 1) for i in range(n)])
    add("z = sum([x; 2]*[x; 1])", [("x", v)], fsum(x * x for x in v) + 2, [2 * x for x in v])
for p in [-2, -0.5, 0.3, 1, 2.5]:
    x = mpf(p)
    add("z = grad(x^3 + exp(x), x)", [("x", x)], 3 * x * x + exp(x), [6 * x + exp(x)])
    add("z = grad(grad(x^4*sin(x), x), x)", [("x", x)],
        12 * x**2 * mp.sin(x) + 8 * x**3 * mp.cos(x) - x**4 * mp.sin(x),
        [24 * x * mp.sin(x) + 36 * x**2 * mp.cos(x) - 12 * x**3 * mp.sin(x) - x**4 * mp.cos(x)])
    add("z = grad(log1p(x^2) + erf(x), x)", [("x", x)],
        2 * x / (1 + x * x) + 2 / sqrt(mp.pi) * exp(-x * x),
        [(2 - 2 * x * x) / (1 + x * x) ** 2 - 4 * x / sqrt(mp.pi) * exp(-x * x)])
    add("z = x*detach(x) + x", [("x", x)], x * x + x, [x + 1])

lines = [line for line in lines if "inf" not in line and "nan" not in line.replace("tan", "")]
with open("function-values.txt", "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
print(len(lines), "lines")
