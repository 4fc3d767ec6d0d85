# Chain rule as a product of Jacobians
# f depends on s and t through x1 and x2. Its derivative is a row vector times a matrix:
# [df/ds, df/dt] = [df/dx1, df/dx2] @ [[dx1/ds, dx1/dt], [dx2/ds, dx2/dt]].
# The backward sweep computes the row first and never forms the matrix.
s = 1
t = 2
x1 = s*t
x2 = s + t^2
f = x1^2*x2
