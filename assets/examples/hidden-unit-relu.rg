# One hidden unit, ReLU
# A rectified unit passes the adjoint on unchanged when it is on, and not at all when it is off: set
# v to -0.8 and nothing reaches v any more. At 0 itself there is no derivative; 0 is used.
phi(t) = relu(t)
x = 1.5
v = 0.8
w = -2
f = w*phi(v*x)
