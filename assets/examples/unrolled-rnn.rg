# Unrolled recurrent network
# The same weights at each of four steps, written out: their adjoints add up over the steps, and the
# first step receives a product of as many partials as there are steps behind it.
data xs = [0.5, -1, 0.25, 1]
data target = 0.3
w = 0.8
u = 1.2
b = 0.1
h = 0
for t in 0..<4:
  h = tanh(w*h + u*xs[t] + b)
loss = (h - target)^2
