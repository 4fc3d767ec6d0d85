# Sum of a product and a sine
# Two paths lead from x to z: through the product and through the sine. Step backward and watch
# the adjoint of x build up from both: 3 from the product, cos(2) from the sine.
x = 2
y = 3
z = x*y + sin(x)
# same: dz/dx = y + cos(x)
# same: dz/dy = x
