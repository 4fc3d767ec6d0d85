# Gradient descent inside a program
# Three steps of descent are part of the program, so that the loss after them has a derivative by the
# rate, and by where the descent began.
f(w) = (w - 3)^2 + sin(w)
rate = 0.1
w = 0
for i in 0..<3:
  w = w - rate*grad(f(w), w)
loss = f(w)
