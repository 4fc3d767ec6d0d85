# Quotient
# There is no special quotient rule here: a division passes its adjoint to its numerator and its
# denominator, and both lead back to x.
x = 3
q = exp(x)/x^2
# same: exp(x)*(x-2)/x^3
