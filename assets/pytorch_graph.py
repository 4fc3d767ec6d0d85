"""Prints a small PyTorch model and its loss as a graph that retrograde opens, with PyTorch's own
values and gradients to compare: python3 pytorch_graph.py > model.json; retrograde trace model.json"""
import json
import torch
from torch import nn

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 4), nn.Sigmoid(), nn.Linear(4, 2))
elementwise = {nn.Tanh: "tanh", nn.Sigmoid: "sigmoid", nn.ReLU: "relu", nn.GELU: "gelu"}
nodes, tensors = [], []

def node(tensor, operation, *operands, **fields):
    """Adds a node for a tensor that PyTorch has computed; returns its index."""
    if tensor.requires_grad:
        tensor.retain_grad()
    if operation == "input":
        fields["value"] = tensor.tolist()
    tensors.append(tensor)
    nodes.append({"operation": operation, "operands": operands, **fields})
    return len(nodes) - 1

x, targets = torch.randn(5, 3, requires_grad=True), torch.randn(5, 2)
here = node(x, "input", name="x")
for number, layer in enumerate(model):
    if isinstance(layer, nn.Linear):
        weight, bias = node(layer.weight, "input", name=f"W{number}"), node(layer.bias, "input", name=f"b{number}")
        product = x @ layer.weight.T
        here = node(product, "matrixProduct", here, weight, attributes=[0, 1])
        x = product + layer.bias
        here = node(x, "add", here, bias)
    else:
        x = layer(x)
        here = node(x, elementwise[type(layer)], here)
loss = nn.functional.mse_loss(x, targets)
node(loss, "meanSquaredError", here, node(targets, "input", name="targets", data=True), name="loss")
loss.backward()
for tensor, fields in zip(tensors, nodes):
    fields["expected"] = {"value": tensor.tolist(), "adjoint": None if tensor.grad is None else tensor.grad.tolist()}
print('{"version": 1, "nodes": [\n' + ",\n".join(map(json.dumps, nodes)) + "\n]}")
