# Tanh network with index lists
# Nodes in order: each is the tanh of a weighted sum of its parents Pa(i), which an index list picks
# out of all that has been computed before.
data x = [0.5, -0.2, 0.8]
w3 = [0.3, -0.6]
w4 = [0.9, 0.4]
w5 = [0.7, -0.5, 1.1]
v = [x; tanh(w3 @ x[[0, 1]])]
v2 = [v; tanh(w4 @ v[[2, 3]])]
y = tanh(w5 @ v2[[0, 3, 4]])
