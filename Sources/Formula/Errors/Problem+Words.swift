extension FormulaError.Problem {
  /// What is wrong and, after a semicolon, what to do about it.
  package var message: String {
    characterMessage ?? limitMessage ?? bracketMessage ?? operandMessage ?? statementMessage
      ?? argumentMessage ?? nameMessage ?? shapeMessage ?? elementMessage ?? sizeMessage
      ?? valueMessage ?? otherMessage
  }

  private var otherMessage: String {
    if case .json(let problem) = self { problem.message } else { "" }
  }

  private var characterMessage: String? {
    switch self {
    case .invalidUTF8(let byte):
      "the byte 0x\(byte.hexadecimal) is not UTF-8; save the text as UTF-8"
    case .strayCharacter(let scalar): scalar.strayMessage
    case .misspelledOperator(let text): misspellingMessage(of: text)
    case .malformedNumber(let text):
      "\(text.quoted) is not a number; type it like 12, 1.5, 2e-3 or 1_000"
    case .numberTooLarge(let text):
      "\(text.shortened) is too large for a number; the largest is about 1.8e308"
    case .numberTooSmall(let text):
      "\(text.shortened) is too small to tell from 0; type 0, or a number from 5e-324 on"
    default: nil
    }
  }

  private var limitMessage: String? {
    switch self {
    case .programTooLong(let limit):
      "the program is longer than \(limit) bytes; shorten it"
    case .nestedTooDeeply(let limit):
      "this is nested more than \(limit) deep; give an inner part a name in a line of its own"
    case .nameTooLong(let limit): "this name is longer than \(limit) bytes; shorten it"
    case .numberTooLong(let limit): "this number is longer than \(limit) characters; round it"
    case .tooManyErrors(let limit): "there are more than \(limit) errors; mend the first ones"
    default: nil
    }
  }

  private var bracketMessage: String? {
    switch self {
    case .unclosedBracket("|"): "this '|' is never closed; an absolute value is typed |x|"
    case .unclosedBracket(let opening):
      "this '\(opening)' is never closed; add '\(opening.partner)'"
    case .unopenedBracket(let closing):
      "this '\(closing)' closes nothing; remove it, or add '\(closing.partner)' before it"
    case .mismatchedBracket(let closing, let opening):
      "'\(closing)' cannot close '\(opening)'; type '\(opening.partner)'"
    case .emptyBrackets(.group): "there is nothing between these brackets; type a value"
    case .emptyBrackets(.array): "an array needs an element; type one, as in [0]"
    case .emptyBrackets(.index): "an index is missing; type which element, as in x[0]"
    case .semicolonInArray:
      "';' does not separate rows; type each row in brackets, as in [[1, 2], [3, 4]]"
    default: nil
    }
  }

  private var operandMessage: String? {
    switch self {
    case .emptyProgram: "the program is empty; type a formula such as z = x*y + sin(x)"
    case .missingOperand(let before, let after): missingOperandMessage(before, after)
    case .unfinishedLine(let before):
      "a value is missing after \(before.quoted); type one, or put brackets around the lines"
    case .missingOperator(let left, let right):
      "an operator is missing; for a product type \(left.shortened)*\(right.shortened)"
    case .missingComma(let left, let right):
      "a comma is missing; type \(left.shortened), \(right.shortened)"
    case .missingOperatorOrComma(let left, let right):
      "an operator or a comma is missing; type \(left.shortened)*\(right.shortened) "
        + "or \(left.shortened), \(right.shortened)"
    case .functionWithoutBrackets(let name, let argument?):
      "the argument of '\(name)' needs brackets; type \(name)(\(argument.shortened))"
    case .functionWithoutBrackets(let name, nil):
      "'\(name)' is a function; put its argument in brackets, as in \(name)(x)"
    case .powerOfFunction(let name):
      "the power of a function comes after its argument; type \(name)(x)^2"
    case .unknownWord(let word, let nearest):
      "no statement begins with \(word.quoted); did you mean '\(nearest)'?"
    case .foreignWord(let word):
      "'\(word)' is not a word of this language; \(Self.foreignWords[word] ?? "remove it")"
    case .chainedComparison(let first, let second):
      "comparisons cannot be chained; type (a \(first) b)*(b \(second) c)"
    case .straySign(let sign): straySignMessage(sign)
    default: nil
    }
  }

  private var statementMessage: String? {
    switch self {
    case .missingTarget: "a name is missing before '='; type one, as in x = 3"
    case .assignmentToFunction(let name):
      "\(name.quoted) is a function and cannot be given a value; choose another name"
    case .wrongTarget(let target): target.message
    case .wrongParameter(let text):
      "\(text.quoted) cannot be a parameter; type a name, as in f(t) = t^2"
    case .missingParameters(let name):
      "\(name.quoted) has no parameter; type \(name.shortened)(t) = ..., "
        + "or \(name.shortened) = ... for a value"
    case .repeatedParameter(let name):
      "the parameter \(name.quoted) is there twice; give one of them another name"
    case .assignmentWithinExpression:
      "'=' gives a value only at the start of a statement; to compare type '=='"
    case .repeatedAssignment:
      "a statement has only one '='; type two statements, as in y = 3; x = y"
    case .compoundAssignment(let name, let operation):
      "'\(operation)=' is not available; type a new name, as in "
        + "\(name.shortened)2 = \(name.shortened) \(operation) 1"
    case .outputAsName: "'output' is a reserved word; choose another name"
    case .missingOutputName: "'output' needs the name of a result; type it, as in output z"
    case .outputOfExpression:
      "'output' takes names only; name the value first, as in z = x + y; output z"
    case .outputWithinStatement:
      "'output' begins a statement of its own; put ';' or a line break before it"
    default: nil
    }
  }

  private var argumentMessage: String? {
    switch self {
    case .positionalAfterKeyword:
      "an argument without a name cannot follow one with a name; swap them"
    case .repeatedKeyword(let name): "the argument \(name.quoted) is given twice; remove one"
    case .sliceStep: "a slice has no step; type only its ends, as in x[0:4]"
    default: nil
    }
  }
}

extension FormulaError.Problem {
  private func missingOperandMessage(_ before: String?, _ after: String?) -> String {
    switch (before, after) {
    case (let before?, let after?):
      "a value is missing between \(before.quoted) and \(after.quoted); type a number or a name"
    case (let before?, nil):
      "a value is missing after \(before.quoted); type a number or a name"
    case (nil, let after?):
      "a value is missing before \(after.quoted); type a number or a name"
    case (nil, nil): "a value is missing; type a number or a name"
    }
  }

  private func straySignMessage(_ sign: String) -> String {
    switch sign {
    case ",":
      "',' stands only between arguments or elements; an array is [1, 2], a decimal fraction 1.5"
    case ":": "':' stands only in an index, as in x[0:2]; to give a name a value type '='"
    case "|": "this '|' has no partner; an absolute value is typed |x|, a product a*|x|"
    default: "\(sign.quoted) cannot stand here; remove it"
    }
  }

  private func misspellingMessage(of text: String) -> String {
    let cure =
      switch text {
      case ":=": "type '='"
      case "<>": "type '!='"
      case "=<": "type '<='"
      case "=>": "type '>='"
      case "//": "a quotient is typed '/', a comment begins with '#'"
      case "&&": "type '*' between two comparisons that must both hold"
      default: "type '\(text.dropFirst())', which works element by element already"
      }
    return "'\(text)' is not an operator; \(cure)"
  }

  /// Words with which statements of other languages begin, and what to type here.
  static let foreignWords: [String: String] = [
    "let": "just type the name, as in x = 2",
    "var": "just type the name, as in x = 2",
    "const": "just type the name, as in x = 2",
    "def": "a function is typed f(t) = t^2",
    "func": "a function is typed f(t) = t^2",
    "fn": "a function is typed f(t) = t^2",
    "function": "a function is typed f(t) = t^2",
    "lambda": "a function is typed f(t) = t^2",
    "return": "the last line is the result, or type output z",
    "print": "the last line is the result, or type output z",
    "import": "every function is there already",
    "from": "every function is there already",
    "if": "type where(x > 0, a, b)",
    "else": "type where(x > 0, a, b)",
    "for": "there are no loops; work on whole arrays, as in sum(x^2)",
    "while": "there are no loops; work on whole arrays, as in sum(x^2)",
    "and": "type '*' between two comparisons that must both hold",
    "or": "type max(a, b) for two comparisons of which one must hold",
    "not": "type 1 - c for the opposite of a comparison c",
  ]
}

extension FormulaError.Target {
  fileprivate var message: String {
    switch self {
    case .number: "a number cannot be given a value; type the name first, as in x = 3"
    case .element:
      "an element cannot be given a value; give the whole array one, as in x = [1, 2]"
    case .array: "only one name at a time can be given a value; type a statement for each"
    case .expression: "only a name can be given a value, as in x = 3; to compare type '=='"
    }
  }
}

extension String {
  /// The other one of a pair of brackets.
  fileprivate var partner: String {
    switch self {
    case "(": ")"
    case ")": "("
    case "[": "]"
    case "]": "["
    case "{": "}"
    default: self
    }
  }
}

extension UInt8 {
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }
}
