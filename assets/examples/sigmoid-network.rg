# Sigmoid outputs with independent targets
# Three outputs, each on or off independently. With cross-entropy as the cost J, the slope of
# the sigmoid cancels: the adjoint of each z is simply a - y, however flat the sigmoid is there.
x = [1, -2]
W = [[0.5, -1], [1, 0.75], [-0.5, 0.25]]
b = [0.1, -0.2, 0]
y = [1, 0, 1]
z = W @ x + b
a = sigmoid(z)
J = -sum(y*log(a) + (1 - y)*log(1 - a))
