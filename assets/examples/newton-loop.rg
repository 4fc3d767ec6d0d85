# Newton's square root
# Five turns of a loop, each a group that opens and closes; y is called y.1, y.2, … turn by turn.
# The derivative of the whole is that of the square root, 1/(2*sqrt(x)), though no turn knows it.
x = 2
y = 1
for i in 0..<5:
  y = (y + x/y)/2
output y
