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
    /// Two operands, `stride=` and `padding=`; then rows and columns, unless the result has no choice.
    case convolution(Operation)
    /// One operand and `size=`.
    case pooling(Operation)
    /// One operand and `axis=`, by default the last; then the mark of a direction.
    case running(Operation, mark: String)
    case arrangement, sorting, onehot, gradient
    /// Several operations that are remembered as a group.
    case group(Composition)
  }

  /// What is written out as a group of operations.
  package enum Composition {
    case variance, deviation, clamp, silu, elu, least
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
  private static let added: [BuiltIn] = [
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
    BuiltIn("σ", .operation(.sigmoid), arity: 1...1, usage: "σ(x)"),
  ]

  /// What every reduction may be told.
  private static let reducing = ["axis", "keepdims"]

  /// The names of those that a program may give to something else.
  package static let softNames: Set<String> = Set(added.map(\.name)).union([
    "log1p", "expm1", "log2", "log10", "atan2", "sign", "floor", "round", "detach", "prod", "norm",
    "argmax", "cumsum", "cumprod", "arrange", "gather", "scatter",
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
        name, .chain(operation, alone: .largest), arity: 1...Int.max, keywords: Self.reducing,
        usage: "max(a, b), max(x) or max(x, axis=0)")
    case .minimum:
      self.init(
        name, .chain(operation, alone: nil), arity: 1...Int.max, keywords: Self.reducing,
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
        name, .convolution(operation), arity: 2...2, keywords: ["stride", "padding"],
        usage: "conv2d(image, kernel, stride=1, padding=0)")
    case .conv2dTransposed, .conv2dKernel:
      let operands = operation == .conv2dKernel ? "image, response" : "response, kernel"
      self.init(
        name, .convolution(operation), arity: 4...4, keywords: ["stride", "padding"],
        usage: "\(name)(\(operands), 3, 3, stride=1, padding=0)")
    case .maxPool2d:
      self.init(
        name, .pooling(operation), arity: 1...1, keywords: ["size"],
        usage: "maxPool2d(image, size=2)")
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
    case .meanSquaredError: "meanSquaredError(x, targets)"
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
    "crossEntropy": "type logisticLoss(scores, label)", "one_hot": "type onehot(k, n)",
    "cross_entropy": "type logisticLoss(scores, label)", "swish": "type silu(x)",
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
