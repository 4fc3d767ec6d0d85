package import Autodiff
import Basics

/// A function that every program may call.
package struct BuiltIn: Sendable {
  /// How the arguments become a node.
  package enum Form {
    /// The arguments are the operands.
    case operation(Operation)
    /// One operand, reduced over all elements or along `axis=`.
    case reduction(Operation)
    /// The same along the last axis unless `axis=` says another.
    case alongAxis(Operation)
    /// Two operands at a time; alone, the reduction.
    case chain(Operation, alone: Operation?)
    case leakyRelu, dot, reshape, concatenation
    /// The product of matrices, each transposed first where `transposed=` says so.
    case product
    /// A literal that stays one when it is named.
    case constant
    /// One operand; the other arguments are numbers, none below `least`, that become attributes.
    case counted(Operation, least: Int)
    /// Two operands, `stride=`, `padding=`, `dilation=` and `groups=`; then rows and columns, unless the
    /// result has no choice. With a third operand, a bias, it is a group.
    case convolution(Operation)
    /// One operand, `size=`, `stride=`, `padding=` and a mark.
    case pooling(Operation, mark: String)
    /// An operand and indices, and `axis=`; the other arguments are extents that become attributes.
    case indexed(Operation)
    /// The operation, or with an argument that has a name what is composed of others.
    case reducible(Operation, Composition)
    /// One operand and `axis=`, by default the last; then the mark of a direction.
    case running(Operation, mark: String)
    case arrangement, sorting, onehot, gradient
    /// Several operations that are remembered as a group.
    case group(Composition)
  }

  /// What is written out as a group of operations.
  package enum Composition {
    case variance, deviation, clamp, silu, elu, least
    case linear, convolution1d, attention, recurrent, longShortTerm
    case layerNorm, batchNorm, groupNorm
    case logSoftmax, negativeLogLikelihood, crossEntropy
    case binaryCrossEntropy, binaryCrossEntropyOfLogits, squaredError, huber, smoothAbsolute
  }

  /// The name under which it is called.
  package let name: String
  /// How many arguments without a name it takes.
  package let arity: ClosedRange<Int>
  /// The arguments with a name that it takes.
  package let keywords: [String]
  /// How it is typed: `where(c, a, b)`.
  package let usage: String
  package let form: Form

  package init(
    _ name: String, _ form: Form, arity: ClosedRange<Int>, keywords: [String] = [], usage: String
  ) {
    self.name = name
    self.form = form
    self.arity = arity
    self.keywords = keywords
    self.usage = usage
  }
}

extension BuiltIn {
  /// All of them: those of the catalogue, under its names, and a few that are typed in other ways.
  package static let all: [BuiltIn] =
    Operation.allCases.compactMap(BuiltIn.init) + [
      BuiltIn(
        "matmul", .product, arity: 2...2, keywords: ["transposed"],
        usage: "matmul(A, B) or matmul(A, B, transposed=[1, 0])"),
      BuiltIn("dot", .dot, arity: 2...2, usage: "dot(u, v)"),
      BuiltIn("constant", .constant, arity: 1...1, usage: "constant(2)"),
    ] + added

  /// Those that came later than programs that may use their names for themselves.
  private static let added: [BuiltIn] =
    [
      BuiltIn(
        "var", .group(.variance), arity: 1...1, keywords: reducing + ["correction"],
        usage: "var(x) or var(x, axis=0, correction=1)"),
      BuiltIn(
        "std", .group(.deviation), arity: 1...1, keywords: reducing + ["correction"],
        usage: "std(x) or std(x, axis=0, correction=1)"),
      BuiltIn("clamp", .group(.clamp), arity: 3...3, usage: "clamp(x, low, high)"),
      BuiltIn("silu", .group(.silu), arity: 1...1, usage: "silu(x)"),
      BuiltIn("elu", .group(.elu), arity: 1...2, usage: "elu(x) or elu(x, 0.5)"),
      BuiltIn(
        "sort", .sorting, arity: 1...1, keywords: ["axis"], usage: "sort(x) or sort(x, axis=0)"),
      BuiltIn("onehot", .onehot, arity: 2...2, usage: "onehot(k, n)"),
      BuiltIn("grad", .gradient, arity: 2...2, usage: "grad(z, x)"),
      BuiltIn(
        "embedding", .operation(.indexSelect), arity: 2...2, usage: "embedding(W, indices)"),
      BuiltIn("σ", .operation(.sigmoid), arity: 1...1, usage: "σ(x)"),
    ] + ofModels

  /// Layers and losses of models, as groups.
  private static let ofModels: [BuiltIn] = [
    BuiltIn("linear", .group(.linear), arity: 2...3, usage: "linear(x, W, b)"),
    BuiltIn(
      "conv1d", .group(.convolution1d), arity: 2...3, keywords: moving,
      usage: "conv1d(x, kernel, b, stride=1, padding=0)"),
    BuiltIn(
      "attention", .group(.attention), arity: 3...4, keywords: ["causal", "scale"],
      usage: "attention(q, k, v) or attention(q, k, v, mask, causal=1)"),
    BuiltIn(
      "gruCell", .group(.recurrent), arity: 4...6, usage: "gruCell(x, h, Wx, Wh, bx, bh)"),
    BuiltIn(
      "lstmCell", .group(.longShortTerm), arity: 5...7,
      usage: "lstmCell(x, h, c, Wx, Wh, bx, bh)"),
    BuiltIn(
      "layerNorm", .group(.layerNorm), arity: 1...3, keywords: ["axes", "eps"],
      usage: "layerNorm(x, g, b, eps=1e-5)"),
    BuiltIn(
      "batchNorm", .group(.batchNorm), arity: 1...3, keywords: ["axis", "eps", "mean", "variance"],
      usage: "batchNorm(x, g, b, eps=1e-5)"),
    BuiltIn(
      "groupNorm", .group(.groupNorm), arity: 2...4, keywords: ["eps"],
      usage: "groupNorm(x, 2, g, b, eps=1e-5)"),
    BuiltIn(
      "logSoftmax", .group(.logSoftmax), arity: 1...1, keywords: ["axis"],
      usage: "logSoftmax(x) or logSoftmax(x, axis=0)"),
    BuiltIn(
      "nll", .group(.negativeLogLikelihood), arity: 2...2, keywords: labelled,
      usage: "nll(logSoftmax(scores), labels)"),
    BuiltIn(
      "crossEntropy", .group(.crossEntropy), arity: 2...2, keywords: labelled + ["smoothing"],
      usage: "crossEntropy(scores, labels, smoothing=0.1)"),
    BuiltIn(
      "bce", .group(.binaryCrossEntropy), arity: 2...2, keywords: weighted,
      usage: "bce(p, targets)"),
    BuiltIn(
      "bceLogits", .group(.binaryCrossEntropyOfLogits), arity: 2...2,
      keywords: weighted + ["positive"], usage: "bceLogits(scores, targets)"),
    BuiltIn(
      "huber", .group(.huber), arity: 2...2, keywords: weighted + ["delta"],
      usage: "huber(x, targets, delta=1)"),
    BuiltIn(
      "smoothL1", .group(.smoothAbsolute), arity: 2...2, keywords: weighted + ["beta"],
      usage: "smoothL1(x, targets, beta=1)"),
  ]

  /// What moves over an image takes these.
  private static let moving = ["stride", "padding", "dilation", "groups"]

  /// What a loss is made of and reduced to: the mean, unless it is the sum or each for itself.
  private static let weighted = ["weight", "sum", "each"]

  /// The same, with the axis of the classes.
  private static let labelled = weighted + ["axis"]

  /// What every reduction may be told.
  private static let reducing = ["axis", "keepdims"]

  /// The names of those that a program may give to something else.
  package static let softNames: Set<String> = Set(added.map(\.name)).union([
    "log1p", "expm1", "log2", "log10", "atan2", "sign", "floor", "round", "detach", "prod", "norm",
    "argmax", "cumsum", "cumprod", "arrange", "gather", "scatter", "rsqrt", "xlogy", "single",
    "half",
    "bfloat16", "permute", "indexSelect", "indexAdd", "gatherAlong", "scatterAdd", "averagePool2d",
    "opaque",
  ])

  /// The names that may be called without being defined.
  package static let names = Set(all.map(\.name))

  /// The one of a name.
  package static func named(_ name: String) -> BuiltIn? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// The function of an operation; `nil` for those that have a notation of their own, and for the
  /// largest element, which is the case of `max` with one argument.
  private init?(_ operation: Operation) {
    let name = operation.name
    switch operation {
    case .input, .constant, .slice, .stack, .largest: return nil
    case .sum, .mean, .logSumExp, .product, .norm, .argmax:
      self.init(
        name, .reduction(operation), arity: 1...1, keywords: Self.reducing,
        usage: "\(name)(x) or \(name)(x, axis=0)")
    case .softmax:
      self.init(
        name, .alongAxis(operation), arity: 1...1, keywords: ["axis"],
        usage: "\(name)(x) or \(name)(x, axis=0)")
    case .maximum:
      self.init(
        name, .chain(operation, alone: .largest), arity: 1...Int.max,
        keywords: Self.reducing + ["first"],
        usage: "max(a, b), max(x) or max(x, axis=0)")
    case .minimum:
      self.init(
        name, .chain(operation, alone: nil), arity: 1...Int.max,
        keywords: Self.reducing + ["first"],
        usage: "min(a, b), min(x) or min(x, axis=0)")
    case .cumulativeSum:
      self.init(
        name, .running(operation, mark: "reverse"), arity: 1...1, keywords: ["axis", "reverse"],
        usage: "cumsum(x) or cumsum(x, axis=0)")
    case .cumulativeProduct:
      self.init(
        name, .alongAxis(operation), arity: 1...1, keywords: ["axis"],
        usage: "cumprod(x) or cumprod(x, axis=0)")
    case .arrange:
      self.init(
        name, .arrangement, arity: 2...2, keywords: ["axis", "inverse"],
        usage: "arrange(x, keys) or arrange(x, keys, axis=0)")
    case .gather:
      self.init(
        name, .counted(operation, least: 0), arity: 2...Int.max, usage: "gather(x, 0, 2, 1)")
    case .scatter:
      self.init(
        name, .counted(operation, least: 0), arity: 3...Int.max, usage: "scatter(x, 0, 5, 2, 1)")
    case .leakyRelu:
      self.init(name, .leakyRelu, arity: 1...2, usage: "leakyRelu(x) or leakyRelu(x, 0.1)")
    case .reshape:
      self.init(name, .reshape, arity: 1...Int.max, usage: "reshape(x, 2, 3)")
    case .conv2d:
      self.init(
        name, .convolution(operation), arity: 2...3, keywords: Self.moving,
        usage: "conv2d(image, kernel, b, stride=1, padding=0)")
    case .conv2dTransposed, .conv2dKernel:
      let operands = operation == .conv2dKernel ? "image, response" : "response, kernel"
      self.init(
        name, .convolution(operation), arity: 4...4, keywords: Self.moving,
        usage: "\(name)(\(operands), 3, 3, stride=1, padding=0)")
    case .maxPool2d:
      self.init(
        name, .pooling(operation, mark: "first"), arity: 1...1,
        keywords: ["size", "stride", "padding", "first"],
        usage: "maxPool2d(image, size=2)")
    case .averagePool2d:
      self.init(
        name, .pooling(operation, mark: "zeros"), arity: 1...1,
        keywords: ["size", "stride", "padding", "zeros"],
        usage: "averagePool2d(image, size=2)")
    case .indexSelect, .gatherAlong:
      self.init(
        name, .indexed(operation), arity: 2...2, keywords: ["axis"],
        usage: "\(name)(x, indices, axis=0)")
    case .indexAdd:
      self.init(
        name, .indexed(operation), arity: 3...3, keywords: ["axis"],
        usage: "indexAdd(x, indices, 5, axis=0)")
    case .scatterAdd:
      self.init(
        name, .indexed(operation), arity: 3...Int.max, keywords: ["axis"],
        usage: "scatterAdd(x, indices, 2, 5, axis=1)")
    case .permute:
      self.init(
        name, .counted(operation, least: 0), arity: 2...Int.max, usage: "permute(x, 0, 2, 1)")
    case .meanSquaredError:
      self.init(
        name, .reducible(operation, .squaredError), arity: 2...2, keywords: Self.weighted,
        usage: "meanSquaredError(x, targets)")
    case .broadcast:
      self.init(
        name, .counted(operation, least: 1), arity: 2...Int.max, keywords: ["shape"],
        usage: "broadcast(x, 2, 3)")
    case .pad:
      self.init(name, .counted(operation, least: 0), arity: 2...Int.max, usage: "pad(x, 1, 2)")
    case .concatenate:
      self.init(
        name, .concatenation, arity: 1...Int.max, keywords: ["axis"],
        usage: "concat(a, b) or concat(a, b, axis=1)")
    default:
      guard name.utf8.first?.isLetter == true else { return nil }
      self.init(
        name, .operation(operation), arity: operation.arity, usage: Self.usage(of: operation))
    }
  }

  private static func usage(of operation: Operation) -> String {
    switch operation {
    case .select: "where(x > 0, a, b)"
    case .transpose: "transpose(A)"
    case .logisticLoss: "logisticLoss(scores, label)"
    case .sigmoidCrossEntropy: "sigmoidCrossEntropy(scores, targets)"
    case .opaque: "opaque(value, x, contribution)"
    case .atan2: "atan2(y, x)"
    default: "\(operation.name)(\(operation.arity.upperBound == 1 ? "x" : "x, y"))"
    }
  }

  /// What functions of other languages are called here.
  package static let foreignNames: [String: String] = [
    "ln": "type log(x)",
    "pow": "type x^y", "sqr": "type x^2", "cbrt": "type x^(1/3)", "cot": "type 1/tan(x)",
    "arcsin": "type asin(x)", "arccos": "type acos(x)", "arctan": "type atan(x)",
    "logistic": "type sigmoid(x)", "mse": "type meanSquaredError(x, targets)",
    "average": "type mean(x)", "avg": "type mean(x)", "size": "type the number itself",
    "range": "type for i in 0..<n:",
    "one_hot": "type onehot(k, n)",
    "cross_entropy": "type crossEntropy(scores, labels)",
    "log_softmax": "type logSoftmax(x)", "nll_loss": "type nll(logSoftmax(scores), labels)",
    "layer_norm": "type layerNorm(x, g, b)", "batch_norm": "type batchNorm(x, g, b)",
    "group_norm": "type groupNorm(x, 2, g, b)", "index_select": "type indexSelect(x, indices)",
    "scatter_add": "type scatterAdd(x, indices, 2, 5, axis=1)", "bmm": "type A @ B",
    "scaled_dot_product_attention": "type attention(q, k, v)",
    "avg_pool2d": "type averagePool2d(image, size=2)",
    "max_pool2d": "type maxPool2d(image, size=2)",
    "huber_loss": "type huber(x, targets)", "smooth_l1_loss": "type smoothL1(x, targets)",
    "binary_cross_entropy": "type bce(p, targets)",
    "binary_cross_entropy_with_logits": "type bceLogits(scores, targets)",
    "take_along_dim": "type gatherAlong(x, indices)", "bce_loss": "type bce(p, targets)",
    "swish": "type silu(x)",
    "sigma": "type sigmoid(x)", "clip": "type clamp(x, low, high)", "cat": "type [a; b]",
    "hstack": "type [a; b]", "argsort": "type arrange(x, keys)", "argmin": "type argmax(-x)",
    "amax": "type max(x, axis=0)", "amin": "type min(x, axis=0)", "ceil": "type -floor(-x)",
    "variance": "type var(x)", "heaviside": "type x > 0", "stop_gradient": "type detach(x)",
    "gradient": "type grad(z, x)", "diff": "type grad(z, x)", "zeros": "type 0*x",
    "ones": "type 0*x + 1", "vecnorm": "type norm(x)", "softsign": "type x/(1 + abs(x))",
    "elif": "type else if x > 0:",
    "if": "type where(x > 0, a, b)", "ifelse": "type where(x > 0, a, b)",
    "len": "type the number itself", "print": "type output z",
  ]
}
