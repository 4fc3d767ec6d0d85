# Quotient
# The quotient rule is nothing of its own here: a division passes its adjoint on to numerator and
# denominator, and both come back to x.
x = 3
q = exp(x)/x^2
