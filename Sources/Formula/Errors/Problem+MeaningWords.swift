import Autodiff

/// The words for programs that can be read but not computed.
extension FormulaError.Problem {
  /// What the related place has to do with the problem.
  var relation: String {
    switch self {
    case .reboundName: "it has its first meaning here"
    case .usedBeforeAssignment, .usedInOwnValue: "it gets its value here"
    case .mismatchedBracket: "this is the bracket to close"
    default: "the function is called here"
    }
  }

  var nameMessage: String? {
    switch self {
    case .reboundName(let name):
      "\(name.quoted) has a meaning already; choose another name, as in \(name.shortened)2 = ..."
    case .usedBeforeAssignment(let name):
      "\(name.quoted) is used before it has its value; move its line up"
    case .usedInOwnValue(let name):
      "\(name.quoted) is used within its own value; give the new value another name, "
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
    default: nil
    }
  }

  private func recursionMessage(_ circle: [String]) -> String {
    let name = circle.first?.quoted ?? "this"
    let others = circle.dropFirst().prefix(3).map(\.quoted).joined(separator: ", ")
    let way = others.isEmpty ? "" : " by way of \(others)" + (circle.count > 4 ? ", ..." : "")
    return "\(name) calls itself\(way), which would never end; write its steps out one by one"
  }

  var shapeMessage: String? {
    switch self {
    case .shapesDoNotFit(let operation, let shapes, let reason):
      shapeMessage(operation, shapes) ?? reason
    case .dotOfOthers(let shapes):
      "'dot' multiplies two vectors, not \(shapes.words); for matrices type A @ B"
    case .argumentOfReduction("max"):
      "'max' takes either values to compare or one array with axis=; "
        + "type max(a, b) or max(x, axis=0)"
    case .argumentOfReduction(let name):
      "'\(name)' compares two values or more; for the least element type -max(-x)"
    case .computedAxis: "the axis must be a number, known before the program runs; type axis=0"
    case .axisOutside(let text, let shape):
      shape.isScalar
        ? "a single number has no axis; leave axis= out"
        : "there is no axis \(text) in \(shape.asWords); type \(shape.axisChoice)"
    case .computedExtent:
      "the new shape must be numbers, known before the program runs, as in reshape(x, 2, 3)"
    case .wrongExtent(let text):
      "\(text) cannot be the length of an axis; type a whole number from 1 on, "
        + "or -1 for what is left"
    case .wrongReshape([], let count):
      "\(count) elements cannot become a single number; type the new lengths, as in "
        + "reshape(x, \(count))"
    case .wrongTransposition:
      "'transposed=' says of each matrix whether to transpose it; type transposed=[1, 0]"
    case .constantOfComputed:
      "a constant is made of numbers, not of what is computed; leave 'constant' out"
    case .wrongReshape(let extents, let count):
      "\(count) elements cannot become \(extents.map(\.description).joined(separator: "×")); "
        + "type lengths whose product is \(count)"
    case .computedCount(let usage):
      "this must be one number, known before the program runs, as in \(usage)"
    case .wrongCount(let text, let least):
      "\(text) does not fit here; type a whole number from \(least) on"
    default: nil
    }
  }

  private func shapeMessage(_ operation: Operation, _ shapes: [Shape]) -> String? {
    guard let first = shapes.first, let last = shapes.last else { return nil }
    switch operation {
    case .matrixProduct: return productMessage(first, last)
    case .transpose: return "only a matrix can be transposed, not \(first.asWords)"
    case .stack:
      let other = shapes.first { $0 != first } ?? first
      return "the elements of an array must be alike, not \([first, other].words); "
        + "give each the same shape"
    case .concatenate:
      return "\(shapes.words) cannot be joined; all axes but the joined one must be equally long"
    case .broadcast:
      return "\(first.asWords) cannot be broadcast to this shape; "
        + "counted from the last, axes must be equally long, or 1"
    case .pad:
      return "\(first.asWords) takes \((2 * first.rank).counted("count")), "
        + "of the zeros before and after each axis"
    case .logisticLoss:
      return "scores that are \(first.asWords) need \(first.labelWords), not \(last.asWords)"
    case .meanSquaredError, .sigmoidCrossEntropy:
      return "\(first.asWords) does not fit targets that are \(last.asWords); "
        + "the shapes must be the same"
    default:
      guard operation.isElementwise else { return nil }
      return "\(shapes.words) do not fit in '\(operation.name)'; "
        + "counted from the last, axes must be equally long, or 1"
    }
  }

  private func productMessage(_ left: Shape, _ right: Shape) -> String {
    guard let columns = left.extents.last, let rows = right.extents.first else {
      return "'@' multiplies vectors and matrices, not \([left, right].words); type '*'"
    }
    guard left.rank <= 2, right.rank <= 2 else {
      return "'@' multiplies vectors and matrices, not \([left, right].words)"
    }
    let message =
      "\([left, right].words) do not fit in '@'; the last axis of the first (\(columns)) "
      + "must be as long as the first axis of the second (\(rows))"
    if left.rank == 2, left.extents.first == rows { return message + ", as in transpose(A) @ B" }
    if right.rank == 2, right.extents.last == columns {
      return message + ", as in A @ transpose(B)"
    }
    return message
  }

  var elementMessage: String? {
    switch self {
    case .tooManyIndices(_, let shape) where shape.isScalar:
      "a single number has no elements; leave the index out, or make it an array, as in x = [1, 2]"
    case .tooManyIndices(let given, let shape):
      "\(shape.asWords) has \(shape.rank.counted("axis", plural: "axes")), so that \(given) indices are too many; leave some out"
    case .indexOutside(let index, let axis, let shape):
      "there is no element \(index) on axis \(axis) of \(shape.asWords); "
        + "type 0 to \(shape.extents[axis] - 1), or -1 for the last"
    case .sliceOutside(let index, let axis, let shape):
      "\(index) lies outside axis \(axis) of \(shape.asWords); "
        + "type 0 to \(shape.extents[axis])"
    case .emptySlice: "this slice holds no element; its end must lie behind its start"
    case .computedIndex:
      "an index must be known before the program runs; type a number or the name of an input"
    case .fractionalIndex(let text): "\(text) is no index; type a whole number"
    default: nil
    }
  }

  var sizeMessage: String? {
    switch self {
    case .calledTooDeeply(let limit):
      "functions call one another more than \(limit) deep here; write some of them out"
    case .inlinedTooLarge(let limit):
      "written out, the functions make more than \(limit) expressions; call them less often"
    case .tooManyAxes(let count, let limit):
      "an array of \(count) axes has too many; the limit is \(limit)"
    case .tooManyElements(let limit):
      "this has more than \(limit) computed elements; build it in parts with concat(a, b)"
    case .arrayTooLarge(let shape, let limit):
      "an array of \(shape) is too large; the limit is \(limit) elements"
    case .arraysTooLarge(let limit):
      "all arrays together hold more than \(limit) elements here; make them smaller"
    case .graphTooLarge: "the program is too large; shorten it"
    default: nil
    }
  }

  var valueMessage: String? {
    switch self {
    case .settingWithoutName:
      "a name is missing; type name=value, as in x=2; an array stands in brackets, as in x=[1,2]"
    case .nameInValue(let name):
      "\(name.quoted) is a name; a value given here is made of numbers, as in x=pi/2"
    case .repeatedSetting(let name): "\(name.quoted) is given a value twice; remove one"
    case .unknownInput(let name, let nearest?, _):
      "no input is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownInput(let name, nil, let inputs):
      "no input is called \(name.quoted); "
        + (inputs.isEmpty ? "the program has none" : "the program has \(Self.listed(inputs))")
    case .settingOfComputed(let name):
      "\(name.quoted) is computed, its value cannot be given; change the program's line"
    case .settingOfFunction(let name): "\(name.quoted) is a function, no input"
    case .settingShape(let name, let shape, let given):
      "\(name.quoted) is \(shape.asWords), not \(given.asWords); keep the shape"
    case .missingSetting(let name):
      "a value for \(name.quoted) is missing; type a number, or an expression such as pi/2"
    case .wrongDirection: "only an input can move, or an element of one; type W or 'W[0, 1]'"
    case .directionOfComputed(let name, let inputs):
      "\(name.quoted) is computed; only an input can move: \(Self.listed(inputs))"
    case .directionOfData(let name):
      "\(name.quoted) only chooses elements, so that nothing varies with it; type another input"
    case .state(let problem): problem.message
    case .severalValues: "one value is enough here, without a name, as in pi/2"
    default: nil
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(5).map(\.shortened).joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
  }
}

extension Shape {
  /// `a vector of 3`, `a matrix of 2×3`.
  fileprivate var asWords: String {
    switch rank {
    case 0: "a single number"
    case 1: "a vector of \(self)"
    case 2: "a matrix of \(self)"
    default: "an array of \(self)"
    }
  }

  fileprivate var axisChoice: String {
    rank == 1 ? "axis=0" : "axis=0 to axis=\(rank - 1)"
  }

  /// The labels that go with scores of this shape.
  fileprivate var labelWords: String {
    switch rank {
    case 1: "one label, a single number"
    case 2: "a vector of \(extents[0]) labels"
    default: "to be a vector, or a matrix with a row for each example"
    }
  }
}

extension [Shape] {
  fileprivate var words: String { map(\.asWords).joined(separator: " and ") }
}

extension ClosedRange<Int> {
  fileprivate func words(_ noun: String) -> String {
    if lowerBound == upperBound { return lowerBound.counted(noun) }
    if upperBound == lowerBound + 1 { return "\(lowerBound) or \(upperBound.counted(noun))" }
    return upperBound == .max
      ? "at least \(lowerBound.counted(noun))" : "\(lowerBound) to \(upperBound.counted(noun))"
  }
}

extension Int {
  fileprivate func counted(_ noun: String, plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
