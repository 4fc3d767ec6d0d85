# Cached chain
# One product of three partials, dz/dw = g'(f(e(w))) * f'(e(w)) * e'(w). Forward mode multiplies it
# from the right, reverse mode from the left; both need e(w) and f(e(w)), which are kept from the
# forward sweep rather than computed again. Each call is one event of either sweep.
e(t) = exp(t)
f(t) = sin(t)
g(t) = t^2
w = 0.5
z = g(f(e(w)))
# same: 2*sin(exp(w))*cos(exp(w))*exp(w)
# same: sin(2*exp(w))*exp(w)
