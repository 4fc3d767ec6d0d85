# The four equations of backpropagation
# A network of 2, 3 and 2 sigmoid units. The adjoint of z2 is the error of the last layer (1), that
# of z1 the error carried back through the transpose of W2 (2); the adjoints of the biases are the
# errors themselves (3), those of the weights errors times activations (4).
x = [0.5, -1]
y = [1, 0]
W1 = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]
b1 = [0.1, 0, -0.1]
W2 = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]
b2 = [0, 0.2]
z1 = W1 @ x + b1
a1 = sigmoid(z1)
z2 = W2 @ a1 + b2
a2 = sigmoid(z2)
C = sum((a2 - y)^2)/2
