import Syntax

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
    case .free, .constant, .function, .refused: nil
    }
  }
}

/// A function that the program defines.
struct UserFunction {
  let place: NamePlace
  /// The place of each parameter among the arguments.
  let parameters: [Name: Int]
  /// The expression that is its value; `nil` where the lines below its header are.
  let body: SyntaxID?
  /// The nodes of the definition, of which the body is made.
  let nodes: Range<Int>
  /// The places of its lines among the statements.
  let lines: Range<Int>
  /// The place of each name that its lines give a value, behind those of the parameters.
  var locals: [Name: Int] = [:]
  /// Whether something in it is wrong, which has been noted.
  var isRefused = false

  /// Where a call keeps the value of a parameter or of another name of its own.
  func slot(of name: Name) -> Int? { parameters[name] ?? locals[name] }

  /// How many values a call keeps.
  var slotCount: Int { parameters.count + locals.count }
}
