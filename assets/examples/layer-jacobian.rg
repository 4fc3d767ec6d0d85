# Jacobians of a layer
# The Jacobian of W @ x with respect to x is W itself; that of tanh, element by element, is a
# diagonal matrix. Backward, the adjoint of h is first scaled by 1 - h^2, then multiplied by the
# transpose of W. Seed one element of h, as in --output h0, to see one row.
W = [[1, -0.5], [0.25, 2], [-1, 1]]
x = [0.5, -1]
z = W @ x
h = tanh(z)
h0 = h[0]
output h, h0
