import Syntax

/// A function of the language as help lists it.
package struct FunctionHelp: Sendable {
  package let name: String
  /// How it is typed: `clamp(x, low, high)`.
  package let usage: String
  /// What it is, in a line.
  package let summary: String

  /// All functions, in alphabetical order.
  package static let all: [FunctionHelp] =
    BuiltIn.all.compactMap { builtIn in
      summaries[builtIn.name].map {
        FunctionHelp(name: builtIn.name, usage: builtIn.usage, summary: $0)
      }
    }.sorted { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) }

  /// The function of a name.
  package static func named(_ name: String) -> FunctionHelp? { all.first { $0.name == name } }

  private static let summaries: [String: String] = [
    "abs": "the absolute value; slope 0 at 0",
    "exp": "the exponential function",
    "log": "the natural logarithm",
    "sqrt": "the square root",
    "rsqrt": "1/sqrt(x)",
    "xlogy": "x*log(y), and 0 where x is 0",
    "single": "the nearest number of single precision; the derivative passes",
    "half": "the nearest number of half precision; the derivative passes",
    "bfloat16": "the nearest number of bfloat16; the derivative passes",
    "square": "x^2",
    "reciprocal": "1/x",
    "log1p": "log(1 + x), with all digits where x is small",
    "expm1": "exp(x) - 1, with all digits where x is small",
    "log2": "the logarithm to the base 2",
    "log10": "the logarithm to the base 10",
    "sin": "the sine of an angle in radians",
    "cos": "the cosine",
    "tan": "the tangent",
    "asin": "the angle whose sine is x",
    "acos": "the angle whose cosine is x",
    "atan": "the angle whose tangent is x",
    "atan2": "the angle of the point (x, y); no derivative at (0, 0)",
    "sinh": "the hyperbolic sine",
    "cosh": "the hyperbolic cosine",
    "tanh": "the hyperbolic tangent",
    "sigmoid": "1/(1 + exp(-x))",
    "σ": "sigmoid(x), unless the program defines σ",
    "relu": "max(x, 0); slope 0 at 0",
    "leakyRelu": "x where it is positive, else a fraction of it",
    "softplus": "log(1 + exp(x))",
    "gelu": "x times the normal distribution function of x",
    "silu": "x*sigmoid(x)",
    "elu": "x where it is positive, else exp(x) - 1",
    "erf": "the error function",
    "erfc": "1 - erf(x)",
    "min": "the smallest of several values, or of the elements; equal ones share the adjoint",
    "max":
      "the largest of several values, or of the elements; equal ones share, first=1: the first",
    "where": "a where the condition holds, else b, element by element",
    "clamp": "x, but at least low and at most high; slope 1 at both",
    "sign": "1, 0 or -1; derivative 0",
    "floor": "the whole number below; derivative 0",
    "round": "the nearest whole number, of two the even one; derivative 0",
    "detach": "x, through which no derivative passes",
    "sum": "the sum of the elements",
    "mean": "the mean of the elements",
    "prod": "the product of the elements",
    "var": "the variance of the elements; correction=1 divides by n - 1",
    "std": "the root of the variance; slope 0 where it is 0",
    "norm": "the root of the sum of squares; slope 0 where it is 0",
    "argmax": "the place of the largest element, from 0; no derivative",
    "logsumexp": "the logarithm of the sum of exponentials",
    "softmax": "exponentials divided by their sum",
    "cumsum": "the sums so far along an axis",
    "cumprod": "the products so far along an axis",
    "sort": "the elements in order; equal ones stay as they were",
    "arrange": "the elements in the order of keys",
    "matmul": "the product of matrices, A @ B",
    "dot": "the sum of the products of two vectors",
    "transpose": "rows and columns exchanged",
    "permute": "the axes in another order",
    "reshape": "the elements under another shape",
    "concat": "arrays joined along an axis",
    "broadcast": "an array repeated to a shape",
    "pad": "an array with zeros before and behind each axis",
    "gather": "parts by their places along an axis, as in x[[2, 1]]",
    "scatter": "parts added into zeros at places of an axis",
    "indexSelect": "parts along an axis by computed places",
    "indexAdd": "parts added into zeros at computed places of an axis of that length",
    "gatherAlong": "single elements by their computed places along an axis",
    "scatterAdd": "single elements added into zeros of that shape at computed places of an axis",
    "embedding": "rows of W by computed places",
    "onehot": "n zeros with a 1 at place k",
    "constant": "numbers that are no input though they have a name",
    "conv2d": "the convolution of an image and a kernel, plus a bias",
    "conv1d": "the same along one axis",
    "conv2dTransposed": "what takes the adjoint of conv2d to its image",
    "conv2dKernel": "what takes the adjoint of conv2d to its kernel",
    "maxPool2d": "the largest element of each window; equal ones share, first=1: the first",
    "averagePool2d": "the mean of each window; zeros=1 counts those of the padding",
    "linear": "x @ transpose(W) + b",
    "attention": "softmax(q @ transpose(k)/sqrt(d)) @ v; causal=1 sees nothing later",
    "gruCell": "the next state of a gated recurrent unit",
    "lstmCell": "the next state and memory of an LSTM cell, in one array",
    "layerNorm": "each row less its mean, over the root of its variance, times g plus b",
    "batchNorm": "the same for each channel over the batch, or by mean= and variance=",
    "groupNorm": "the same for each of several groups of channels",
    "logSoftmax": "x - logsumexp(x)",
    "nll": "minus the logarithm of the labelled class, the mean over rows",
    "crossEntropy": "nll(logSoftmax(scores), labels); smoothing= gives a part to all classes",
    "bce": "the cross-entropy of probabilities and targets from 0 to 1, the mean",
    "bceLogits": "the same from scores; positive= weighs targets of 1",
    "huber": "a parabola up to delta, straight behind it, the mean",
    "smoothL1": "huber divided by its bend, beta",
    "opaque": "what another program computed: its value, and what it sent back to x",
    "logisticLoss": "logsumexp(scores) - scores[label], the mean over rows",
    "sigmoidCrossEntropy": "the cross-entropy of independent sigmoids",
    "meanSquaredError": "the mean of (x - targets)^2",
    "grad": "the derivative of z by x, as a part of the program",
  ]
}
