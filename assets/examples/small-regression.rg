# A small regression: 5 inputs, 3 rectified units, 1 output
# One example and its mean squared error. The hidden unit that is off receives no adjoint, and
# neither do its weights: it does not learn from this example.
x = [0.5, -1, 0.25, 2, -0.5]
y = [0.7]
W1 = [[0.3, -0.2, 0.5, 0.1, 0], [-0.4, 0.6, 0.1, -0.3, 0.2], [0.2, 0.1, -0.5, 0.4, 0.3]]
b1 = [0.1, 0, -0.1]
W2 = [[0.5, -0.3, 0.8]]
b2 = [0.05]
h = relu(W1 @ x + b1)
p = W2 @ h + b2
loss = meanSquaredError(p, y)
