import Autodiff

/// A function that every program may call.
struct BuiltIn: Sendable {
  /// How the arguments become a node.
  enum Form {
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
  }

  /// The name under which it is called.
  let name: String
  /// How many arguments without a name it takes.
  let arity: ClosedRange<Int>
  /// The arguments with a name that it takes.
  let keywords: [String]
  /// How it is typed: `where(c, a, b)`.
  let usage: String
  let form: Form

  init(
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
  static let all: [BuiltIn] =
    Operation.allCases.compactMap(BuiltIn.init) + [
      BuiltIn(
        "matmul", .product, arity: 2...2, keywords: ["transposed"],
        usage: "matmul(A, B) or matmul(A, B, transposed=[1, 0])"),
      BuiltIn("dot", .dot, arity: 2...2, usage: "dot(u, v)"),
      BuiltIn("constant", .constant, arity: 1...1, usage: "constant(2)"),
    ]

  /// The names that may be called without being defined.
  static let names = Set(all.map(\.name))

  /// The one of a name.
  static func named(_ name: String) -> BuiltIn? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// The function of an operation; `nil` for those that have a notation of their own, and for the
  /// largest element, which is the case of `max` with one argument.
  private init?(_ operation: Operation) {
    let name = operation.name
    switch operation {
    case .input, .constant, .slice, .stack, .largest: return nil
    case .sum, .mean, .logSumExp:
      self.init(
        name, .reduction(operation), arity: 1...1, keywords: ["axis"],
        usage: "\(name)(x) or \(name)(x, axis=0)")
    case .softmax:
      self.init(
        name, .alongAxis(operation), arity: 1...1, keywords: ["axis"],
        usage: "\(name)(x) or \(name)(x, axis=0)")
    case .maximum:
      self.init(
        name, .chain(operation, alone: .largest), arity: 1...Int.max, keywords: ["axis"],
        usage: "max(a, b), max(x) or max(x, axis=0)")
    case .minimum:
      self.init(name, .chain(operation, alone: nil), arity: 1...Int.max, usage: "min(a, b)")
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
        name, .counted(operation, least: 1), arity: 2...Int.max, usage: "broadcast(x, 2, 3)")
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
    default: "\(operation.name)(\(operation.arity.upperBound == 1 ? "x" : "x, y"))"
    }
  }

  /// What functions of other languages are called here.
  static let foreignNames: [String: String] = [
    "ln": "type log(x)", "log10": "type log(x)/log(10)", "log2": "type log(x)/log(2)",
    "pow": "type x^y", "sqr": "type x^2", "cbrt": "type x^(1/3)", "cot": "type 1/tan(x)",
    "arcsin": "type asin(x)", "arccos": "type acos(x)", "arctan": "type atan(x)",
    "logistic": "type sigmoid(x)", "mse": "type meanSquaredError(x, targets)",
    "average": "type mean(x)", "avg": "type mean(x)", "norm": "type sqrt(sum(x^2))",
    "if": "type where(x > 0, a, b)", "ifelse": "type where(x > 0, a, b)",
    "len": "type the number itself", "print": "type output z",
  ]
}
