# Saturation: why learning stalls
# The unit should say 0 but says nearly 1, as wrong as it can be. Yet the squared cost has hardly a
# slope at z = 10, for the sigmoid is flat there: dC/dw is about 0.00005, so learning stalls.
# Cross-entropy of the same unit has the slope 1: compare the adjoints with --output C or D.
x = 1
w = 10
z = w*x
a = sigmoid(z)
C = a^2/2
D = softplus(z)
output C, D
