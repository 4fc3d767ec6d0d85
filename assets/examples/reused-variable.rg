# Reused variable
# x is used twice: in the sum c and in the product f. Its adjoint is the sum over both uses; forget
# one, and the gradient is wrong. That is why contributions are added, never assigned.
x = 3
y = -1
c = x + y
d = c^2
f = x*d
# same: df/dx = (x + y)^2 + 2*x*(x + y)
# same: df/dy = 2*x*(x + y)
