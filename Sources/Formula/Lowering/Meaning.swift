/// What a name of a program stands for, wherever it is said.
enum Meaning {
  /// A name that nothing binds: an input whose value is given from outside.
  case free
  /// `pi`, `e`, `inf` or `nan`.
  case constant(Double)
  /// A name bound to a literal, by its statement: an input.
  case literal(statement: Int)
  /// A name bound to a computation, by its statement.
  case computed(statement: Int)
  /// A function of the program, by its place in the list of them.
  case function(Int)
  /// A name whose statement was refused.
  case refused

  /// The statement that gives the name its value.
  var statement: Int? {
    switch self {
    case .literal(let statement), .computed(let statement): statement
    default: nil
    }
  }

  /// The numbers that have a name of their own.
  static let constants: [String: Double] = [
    "pi": .pi, "e": 2.718281828459045, "inf": .infinity, "nan": .nan,
  ]
}

/// A function that the program defines.
struct UserFunction {
  let place: NamePlace
  /// The place of each parameter among the arguments.
  let parameters: [Name: Int]
  let body: SyntaxID
  /// The nodes of the definition, of which the body is made.
  let nodes: Range<Int>
  /// Whether something in it is wrong, which has been noted.
  var isRefused = false
}
