/// What can be wrong with an expression over a program's state, beside what can be wrong with any.
package enum StateProblem: Equatable, Sendable {
  case empty
  case unknownNode(String, nearest: String?)
  case nameOfFunction(String)
  case nameWithoutQuotes(String)
  case notAName(function: String)
  case argumentCount(function: String)
  case notAnOperand(String, of: String, operands: [String])
  case partialOfTensor(String)
  case severalStatements
  case functionWithBranch(String)
  /// Another program says nothing of this number, as `expected(adj(x))`.
  case notRecorded(String)
  /// `grad` is asked how a number of the state varies, which is known by itself alone.
  case gradientOfNumber(String, by: String)
}

extension StateProblem {
  /// What is wrong and what to type instead.
  package var message: String {
    switch self {
    case .empty: "an expression is missing; type one such as adj(x)*x"
    case .unknownNode(let name, let nearest?):
      "no node is called \(name.quoted); did you mean \(nearest)?"
    case .unknownNode(let name, nil): "no node is called \(name.quoted)"
    case .nameOfFunction(let name):
      "\(name.quoted) is a function here; the node of that name is typed in quotes, "
        + "\(name.quotedName)"
    case .nameWithoutQuotes(let name): "this name is typed with quotes, \(name.quotedName)"
    case .notAName(let function):
      "'\(function)' takes the name of a node; type \(Self.usage(of: function))"
    case .argumentCount("partial"):
      "'partial' takes a node and one of its operands; type partial(z, x)"
    case .argumentCount(let function):
      "'\(function)' takes the name of one node; type \(Self.usage(of: function))"
    case .notAnOperand(let name, let result, let operands):
      "\(name.quoted) is not an operand of \(result.quoted); "
        + (operands.isEmpty ? "it has none" : "it has \(operands.joined(separator: ", "))")
    case .partialOfTensor(let name):
      "\(name.quoted) or this operand of it has several elements, so there is no single partial"
    case .functionWithBranch(let name):
      "\(name.quoted) has an 'if', which is decided when a program is built; call it in the program"
    case .notRecorded(let spelling):
      "\(spelling) is not known: the program brings no recorded number for it"
    case .gradientOfNumber(let number, let name):
      "\(number) is only its number here, in which nothing varies with \(name.quoted); "
        + "type adj(\(name)), or write it out by \(name.quoted), as in grad(\(name)^2, \(name))"
    case .severalStatements: "type a single expression here; a comparison is typed '=='"
    }
  }

  private static func usage(of function: String) -> String {
    switch function {
    case "partial": "partial(z, x)"
    case "expected": "expected(x), or expected(adj(x)) for its adjoint"
    default: "\(function)(x), or \(function)(x)[0] for an element"
    }
  }
}
