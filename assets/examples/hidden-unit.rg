# One hidden unit, sigmoid
# The smallest network: a weight v into the unit, a weight w out of it. The adjoint of v has to pass
# through phi, where it is multiplied by phi'(v*x) = phi*(1 - phi), never more than a quarter.
phi(t) = sigmoid(t)
x = 1.5
v = 0.8
w = -2
f = w*phi(v*x)
