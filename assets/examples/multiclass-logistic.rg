# Multiclass logistic loss
# Log-sum-exp is a soft maximum: the loss is how far the score of the true class y lies below it.
# The gradient is softmax(f) minus 1 for the true class, so that its elements sum to 0.
f = [2, 1, -1]
y = 0
loss = logsumexp(f) - f[y]
