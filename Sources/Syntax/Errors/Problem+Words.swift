import Autodiff
import Basics

extension FormulaError.Problem {
  /// What is wrong and, after a semicolon, what to do about it.
  package var message: String {
    switch self {
    // The characters.
    case .invalidUTF8(let byte):
      "the byte 0x\(byte.hexadecimal) is not UTF-8; save the text as UTF-8"
    case .strayCharacter(let scalar): scalar.strayMessage
    case .unclosedQuote:
      "this name in quotes never ends; type another \"'\" at its end, on the same line"
    case .emptyName: "there is no name between these quotes; type one, as in 'layer 1'"
    case .misspelledOperator(let text): misspellingMessage(of: text)
    case .malformedNumber(let text):
      "\(text.quoted) is not a number; type it like 12, 1.5, 2e-3 or 1_000"
    case .numberTooLarge(let text):
      "\(text.shortened) is too large for a number; the largest is about 1.8e308"
    case .numberTooSmall(let text):
      "\(text.shortened) is too small to distinguish from 0; type 0, or at least 5e-324"

    // The limits.
    case .programTooLong(let limit):
      "the program is longer than \(limit) bytes; shorten it"
    case .nestedTooDeeply(let limit):
      "this is nested more than \(limit) deep; give an inner part a name on its own line"
    case .nameTooLong(let limit): "this name is longer than \(limit) bytes; shorten it"
    case .numberTooLong(let limit): "this number is longer than \(limit) characters; round it"
    case .tooManyErrors(let limit): "there are more than \(limit) errors; fix the first ones"

    // The brackets.
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

    // The operands and operators.
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
    case .primedFunction(let name): "a derivative is typed with grad, as in grad(\(name)(x), x)"
    case .normInBars(let operand): "a norm is typed norm(\(operand.shortened))"
    case .unknownWord(let word, let nearest):
      "no statement begins with \(word.quoted); did you mean '\(nearest)'?"
    case .foreignWord(let word):
      "'\(word)' is not part of this language; \(Self.foreignWords[word] ?? "remove it")"
    case .chainedComparison(let first, let second):
      "comparisons cannot be chained; type (a \(first) b)*(b \(second) c)"
    case .straySign(let sign): straySignMessage(sign)

    // The statements.
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
      "the parameter \(name.quoted) appears twice; give one of them another name"
    case .assignmentWithinExpression:
      "'=' gives a value only at the start of a statement; to compare, type '=='"
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
      "'output' starts its own statement; put ';' or a line break before it"

    // The arguments and indices.
    case .positionalAfterKeyword:
      "an argument without a name cannot follow one with a name; swap them"
    case .repeatedKeyword(let name): "the argument \(name.quoted) is given twice; remove one"
    case .sliceStep: "a slice has no step; type only its ends, as in x[0:4]"

    // The names.
    case .reboundName(let name):
      "\(name.quoted) is already defined; choose another name, as in \(name.shortened)2 = ..."
    case .usedBeforeAssignment(let name):
      "\(name.quoted) is used before it is defined; move its line up"
    case .usedInOwnValue(let name):
      "\(name.quoted) is used in its own definition; give the new value another name, "
        + "as in \(name.shortened)2 = ..."
    case .unknownFunction(let name, let nearest?):
      "no function is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownFunction(let name, nil):
      "no function is called \(name.quoted); define it first, as in \(name.shortened)(t) = t^2, "
        + "or for a product type \(name.shortened)*(...)"
    case .foreignFunction(let name, let cure): "no function is called \(name.quoted); \(cure)"
    case .callOfValue(let name):
      "\(name.quoted) is a value, not a function; for a product type \(name.shortened)*(...)"
    case .argumentCount(let function, let expected, let given, let usage):
      "\(function.quoted) takes \(expected.words("argument")), not \(given); type \(usage)"
    case .unknownKeyword(let keyword, let function, let usage):
      "\(function.quoted) has no argument \(keyword.quoted); type \(usage)"
    case .recursion(let circle): recursionMessage(circle)
    case .unknownOutput(let name, let nearest?, _):
      "no result is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownOutput(let name, nil, let names) where !names.isEmpty:
      "no result is called \(name.quoted); the program has \(Self.listed(names))"
    case .unknownOutput(let name, nil, _):
      "no result is called \(name.quoted); name it first, as in \(name.shortened) = ..."
    case .outputOfFunction(let name):
      "\(name.quoted) is a function; name a value of it first, as in y = \(name.shortened)(2)"
    case .noResult: "the program only defines functions; call one, as in y = f(2)"

    // The shapes.
    case .shapesDoNotFit(let operation, let shapes, let reason):
      shapeMessage(operation, shapes) ?? reason
    case .dotOfOthers(let shapes):
      "'dot' multiplies two vectors, not \(shapes.words); for matrices type A @ B"
    case .joinOfOthers(let shapes):
      "[a; b] joins vectors and numbers, not \(shapes.words); for matrices type concat(a, b)"
    case .argumentOfReduction(let name):
      "'\(name)' takes either values to compare or one array with axis=; "
        + "type \(name)(a, b) or \(name)(x, axis=0)"
    case .repeatedAxis(let axis): "axis \(axis) is listed twice; remove one"
    case .wrongFlag: "this says yes or no; type 1 or 0, as in sum(x, axis=0, keepdims=1)"
    case .tooFewElements(let count, let correction):
      "\(count.counted("element")) less correction=\(correction) leaves nothing to divide by; "
        + "leave correction= out"
    case .placeOutside(let text, let count):
      "there is no place \(text) among \(count); type 0 to \(count - 1)"
    case .severalIndexLists:
      "only one index can be a list here; type one after the other, as in x[[0, 2]][:, [1, 0]]"
    case .gradientOfArray: "'grad' is of a single number; type grad(sum(z), x)"
    case .gradientByData:
      "'grad' is by an input or a computed value, not by numbers or data; type grad(z, x)"
    case .gradientWithinIndex:
      "'grad' cannot stand in an index, a range or a condition; give it a name on its own line"
    case .computedAxis: "the axis must be a number, known before the program runs; type axis=0"
    case .axisOutside(let text, let shape):
      shape.isScalar
        ? "a single number has no axis; leave axis= out"
        : "there is no axis \(text) in \(shape.asWords); type \(shape.axisChoice)"
    case .computedExtent:
      "the new shape must be numbers, known before the program runs, as in reshape(x, 2, 3)"
    case .wrongExtent(let text):
      "\(text) cannot be the length of an axis; type a positive whole number, or -1 for the rest"
    case .wrongReshape([], let count):
      "\(count) elements cannot be reshaped to a single number; type the new lengths, as in "
        + "reshape(x, \(count))"
    case .wrongTransposition:
      "'transposed=' takes one value per matrix; type transposed=[1, 0]"
    case .constantOfComputed:
      "a constant is made of numbers, not of computed values; leave 'constant' out"
    case .wrongReshape(let extents, let count):
      "\(count) elements cannot become \(extents.map(\.description).joined(separator: "×")); "
        + "type lengths whose product is \(count)"
    case .computedCount(let usage):
      "this must be one number, known before the program runs, as in \(usage)"
    case .wrongCount(let text, let least):
      "\(text) does not fit here; type a whole number, at least \(least)"

    // The elements.
    case .tooManyIndices(_, let shape) where shape.isScalar:
      "a single number has no elements; leave the index out, or make it an array, as in x = [1, 2]"
    case .tooManyIndices(let given, let shape):
      "\(shape.asWords) has \(shape.rank.counted("axis", plural: "axes")), so \(given) indices "
        + "are too many; leave some out"
    case .indexOutside(let index, let axis, let shape):
      "there is no element \(index) on axis \(axis) of \(shape.asWords); "
        + "type 0 to \(shape.extents[axis] - 1), or -1 for the last"
    case .sliceOutside(let index, let axis, let shape):
      "\(index) lies outside axis \(axis) of \(shape.asWords); "
        + "type 0 to \(shape.extents[axis])"
    case .emptySlice: "this slice is empty; its end must be greater than its start"
    case .computedIndex:
      "an index must be known before the program runs; type a number or the name of an input"
    case .namedIndexOfOutput: "an index of an output must be a number here, as in y[0]"
    case .fractionalIndex(let text): "\(text) is not an index; type a whole number"

    // The size of the graph.
    case .calledTooDeeply(let limit):
      "function calls are nested more than \(limit) deep here; write some of them out"
    case .inlinedTooLarge(let limit):
      "expanded, the function calls make more than \(limit) expressions; use fewer calls"
    case .tooManyAxes(let count, let limit):
      "an array of \(count) axes has too many; the limit is \(limit)"
    case .tooManyElements(let limit):
      "this has more than \(limit) computed elements; build it in parts with concat(a, b)"
    case .arrayTooLarge(let shape, let limit):
      "an array of \(shape) is too large; the limit is \(limit) elements"
    case .arraysTooLarge(let limit):
      "all arrays together hold more than \(limit) elements here; make them smaller"
    case .graphTooLarge: "the program is too large; shorten it"

    // The values of inputs, and which of them move.
    case .settingWithoutName:
      "a name is missing; type name=value, as in x=2; put an array in brackets, as in x=[1,2]"
    case .nameInValue(let name):
      "\(name.quoted) is a name; give a value made of numbers, as in x=pi/2"
    case .repeatedSetting(let name): "\(name.quoted) is given a value twice; remove one"
    case .unknownInput(let name, let nearest?, _):
      "no input is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownInput(let name, nil, let inputs):
      "no input is called \(name.quoted); "
        + (inputs.isEmpty ? "the program has none" : "the program has \(Self.listed(inputs))")
    case .settingOfComputed(let name):
      "\(name.quoted) is computed, so its value cannot be set; change its line in the program"
    case .settingOfFunction(let name): "\(name.quoted) is a function, not an input"
    case .settingShape(let name, let shape, let given):
      "\(name.quoted) is \(shape.asWords), not \(given.asWords); keep the shape"
    case .missingSetting(let name):
      "a value for \(name.quoted) is missing; type a number, or an expression such as pi/2"
    case .wrongDirection: "only inputs and their elements can move; type W or 'W[0, 1]'"
    case .directionOfComputed(let name, let inputs):
      "\(name.quoted) is computed; only an input can move: \(Self.listed(inputs))"
    case .directionOfData(let name):
      "\(name.quoted) is data, with which nothing varies; type another input"
    case .givenFile(let problem): problem.message
    case .block(let problem): problem.message
    case .state(let problem): problem.message
    case .severalValues: "give a single value here, without a name, as in pi/2"

    // The graphs of other programs.
    case .json(let problem): problem.message
    case .graph(let problem): problem.message
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
      "',' is allowed only between arguments or elements; an array is [1, 2], a decimal fraction "
        + "1.5"
    case ":": "':' is allowed only in an index, as in x[0:2]; to give a name a value, type '='"
    case "|": "this '|' has no partner; an absolute value is typed |x|, a product a*|x|"
    default: "\(sign.quoted) is not allowed here; remove it"
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
      case "...", "..=": "type '..', which includes the end, or '..<', which does not"
      default: "type '\(text.dropFirst())', which already works element by element"
      }
    return "'\(text)' is not an operator; \(cure)"
  }

  /// Words with which statements of other languages begin, and what to type here.
  package static let foreignWords: [String: String] = [
    "let": "just type the name, as in x = 2",
    "var": "just type the name, as in x = 2",
    "const": "just type the name, as in x = 2",
    "func": "a function is typed f(t) = t^2",
    "fn": "a function is typed f(t) = t^2",
    "function": "a function is typed f(t) = t^2",
    "lambda": "a function is typed f(t) = t^2",
    "return": "the last line is the result, or type output z",
    "print": "the last line is the result, or type output z",
    "import": "every function is already available",
    "from": "every function is already available",
    "if": "type where(x > 0, a, b), or if x > 0: at the start of a line",
    "else": "type where(x > 0, a, b), or else: on a line of its own",
    "for": "a loop is typed for i in 0..<3: at the start of a line",
    "while": "a loop is typed for i in 0..<3: at the start of a line",
    "and": "type '*' between two comparisons that must both hold",
    "or": "type max(a, b) if one of two comparisons must hold",
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
    case .expression: "only a name can be given a value, as in x = 3; to compare, type '=='"
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
