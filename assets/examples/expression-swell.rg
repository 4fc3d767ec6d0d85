# Expression swell
# Written out, the derivative of f is several lines long. As a graph it stays small: exp(x) and the
# sum below occur twice each in the formula, but are computed once. Six operations are enough.
x = 0.5
f = exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)
