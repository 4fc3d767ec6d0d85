# A function of several lines
# f(x, y) = x*y + sin(x), written down as it is computed by hand: each line is a node, the call a
# group.
f(x, y) =
  a = x*y
  b = sin(x)
  a + b
s = 1
t = 3
z = f(2*s, s*t)
