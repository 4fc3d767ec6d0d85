# Sum gate: a distributor
# A sum passes its adjoint to both operands unchanged: whatever x and y are, each partial is 1.
x = 2
y = 3
z = x + y
