# Saturation: why learning stalls
# The unit should say 0 but says nearly 1, as wrong as it can be. Yet the squared cost has almost
# no slope at z = 10, because the sigmoid is flat there: dC/dw is about 0.00005, so learning stalls.
# Cross-entropy for the same unit has slope 1: compare the adjoints with --output C or D.
x = 1
w = 10
z = w*x
a = sigmoid(z)
C = a^2/2
D = softplus(z)
output C, D
