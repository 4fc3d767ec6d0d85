# Product gate: a switcher
# A product passes on its adjoint times the other operand: x receives y, and y receives x.
x = 2
y = 3
z = x*y
