# A second derivative inside a loss
# The loss asks for a small slope and a small curvature; its gradient takes a third derivative.
phi(t) = tanh(w*t) + t^2/4
w = 1.5
x = 0.4
slope = grad(phi(x), x)
curvature = grad(slope, x)
loss = slope^2 + 0.1*curvature^2
