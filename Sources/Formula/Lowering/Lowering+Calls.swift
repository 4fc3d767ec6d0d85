import Autodiff
import Basics
import Syntax

/// Calls of the functions that every program may call. Their number of arguments and the names of
/// these have been checked.
extension Lowering {
  mutating func call(_ name: String, _ arguments: [SyntaxID], at node: SyntaxID) -> Term {
    guard let builtIn = BuiltIn.named(name) else { return .refused }
    var (positions, keywords) = ([SyntaxID](), [String: SyntaxID]())
    for argument in arguments {
      if case .keyword(let name, let value) = tree[argument].kind {
        keywords[tree[name]] = value
      } else {
        positions.append(argument)
      }
    }
    let (operands, axis) = (positions.map { frame[$0] }, keywords["axis"])
    guard let first = operands.first, !operands.contains(where: \.isRefused) else {
      return .refused
    }
    switch builtIn.form {
    case .group(let composition):
      return group(builtIn, composition, operands, keywords, at: node)
    case .reducible(let operation, let composition):
      return keywords.isEmpty
        ? self.operation(operation, operands, at: node)
        : group(builtIn, composition, operands, keywords, at: node)
    case .indexed(let operation): return indexed(operation, positions, axis, builtIn, at: node)
    case .running(let operation, let mark):
      return running(operation, [first], axis, mark: keywords[mark], at: node)
    case .arrangement:
      return running(.arrange, operands, axis, mark: keywords["inverse"], at: node)
    case .sorting: return running(.arrange, [first, first], axis, mark: nil, at: node)
    case .onehot: return onehot(operands, builtIn, at: node)
    case .gradient: return gradient(of: first, by: operands[1], at: node)
    case .operation(let operation): return self.operation(operation, operands, at: node)
    case .reduction(let operation): return reduction(operation, first, keywords, at: node)
    case .alongAxis(let operation): return alongAxis(operation, first, axis, at: node)
    case .chain(let operation, let alone):
      return chain(operation, alone, operands, keywords, at: node)
    case .leakyRelu:
      let slope = operands.count > 1 ? operands[1] : .number(0.01)
      return self.operation(.leakyRelu, [first, slope], at: node)
    case .dot: return dot(operands, at: node)
    case .reshape: return reshape(first, arguments.dropFirst(), at: node)
    case .counted(let operation, let least):
      guard let counts = counts(arguments.dropFirst(), least: least, of: builtIn) else {
        return .refused
      }
      return self.operation(operation, [first], attributes: counts, at: node)
    case .convolution(let operation):
      return convolution(operation, positions, keywords, builtIn, at: node)
    case .pooling(let operation, let mark):
      return pooling(operation, first, keywords, mark: keywords[mark], builtIn, at: node)
    case .concatenation: return concatenation(operands, axis, at: node)
    case .product: return product(operands, transposed: keywords["transposed"], at: node)
    case .constant: return constant(first, at: node)
    }
  }

  /// Along the last axis, unless another is given; a vector has no other.
  private mutating func alongAxis(
    _ operation: Operation, _ operand: Term, _ axis: SyntaxID?, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operand) else { return .refused }
    guard let axis else {
      let last = shape.rank > 1 ? [shape.rank - 1] : []
      return self.operation(operation, [operand], attributes: last, at: node)
    }
    guard let number = axisNumber(axis, of: shape) else { return .refused }
    return self.operation(operation, [operand], attributes: [number], at: node)
  }

  /// The same with a mark of 0 or 1 behind the axis.
  private mutating func running(
    _ operation: Operation, _ operands: [Term], _ axis: SyntaxID?, mark: SyntaxID?,
    at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operands[0]) else { return .refused }
    var attributes: [Int] = []
    if let axis {
      guard let number = axisNumber(axis, of: shape) else { return .refused }
      attributes = [number]
    } else if shape.rank > 1 || (mark != nil && shape.rank == 1) {
      attributes = [shape.rank - 1]
    }
    if let mark, !attributes.isEmpty {
      guard let isMarked = flag(mark) else { return .refused }
      attributes.append(isMarked ? 1 : 0)
    }
    return self.operation(operation, operands, attributes: attributes, at: node)
  }

  /// `max(a, b, c)` is `max(max(a, b), c)`, and `max(x)` the largest element.
  private mutating func chain(
    _ operation: Operation, _ alone: Operation?, _ operands: [Term],
    _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard operands.count == 1 || !keywords.isEmpty else {
      return operands.dropFirst().reduce(operands[0]) { left, right in
        self.operation(operation, [left, right], at: node)
      }
    }
    guard operands.count == 1 else {
      note(.argumentOfReduction(operation.name), atNode: node)
      return .refused
    }
    guard let alone else {
      guard let builtIn = BuiltIn.named("min") else { return .refused }
      return group(builtIn, .least, operands, keywords, at: node)
    }
    return reduction(alone, operands[0], keywords, at: node)
  }

  private mutating func dot(_ operands: [Term], at node: SyntaxID) -> Term {
    let shapes = operands.compactMap { shape(of: $0) }
    guard shapes.allSatisfy({ $0.rank == 1 }) else {
      note(.dotOfOthers(shapes), atNode: node)
      return .refused
    }
    return operation(.matrixProduct, operands, at: node)
  }

  /// `transposed=[1, 0]` reads the first matrix along its columns, without a copy.
  private mutating func product(
    _ operands: [Term], transposed: SyntaxID?, at node: SyntaxID
  ) -> Term {
    guard let transposed else { return operation(.matrixProduct, operands, at: node) }
    guard !frame[transposed].isRefused else { return .refused }
    guard let marks = literal(of: frame[transposed])?.values, marks.count == 2,
      marks.allSatisfy({ $0 == 0 || $0 == 1 })
    else {
      note(.wrongTransposition, atNode: transposed)
      return .refused
    }
    return operation(
      .matrixProduct, operands, attributes: marks.map { $0 == 1 ? 1 : 0 }, at: node)
  }

  /// A node of its own, which may bear a name: `k = 2` would be an input.
  private mutating func constant(_ operand: Term, at node: SyntaxID) -> Term {
    guard let literal = literal(of: operand) else {
      note(.constantOfComputed, atNode: node)
      return .refused
    }
    return ownConstant(literal, at: tree[node].span)
  }

  private mutating func concatenation(
    _ operands: [Term], _ axis: SyntaxID?, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operands[0]) else { return .refused }
    guard let axis else {
      return operation(.concatenate, operands, attributes: [0], at: node)
    }
    guard let number = axisNumber(axis, of: shape) else { return .refused }
    return operation(.concatenate, operands, attributes: [number], at: node)
  }

  /// The whole numbers that arguments say, typed one by one or as an array.
  mutating func counts(
    _ arguments: ArraySlice<SyntaxID>, least: Int, of builtIn: BuiltIn
  ) -> [Int]? {
    var counts: [Int] = []
    for argument in arguments {
      guard let numbers = knownNumbers(frame[argument]) else {
        note(.computedCount(usage: builtIn.usage), atNode: argument)
        return nil
      }
      for value in numbers {
        guard let count = Int(exactly: value), count >= least else {
          note(.wrongCount(value.spelled, least: least), atNode: argument)
          return nil
        }
        counts.append(count)
      }
    }
    return counts
  }

  /// The whole number that a named argument says, or another one where it is left out.
  mutating func count(
    _ argument: SyntaxID?, least: Int, otherwise: Int, of builtIn: BuiltIn
  ) -> Int? {
    guard let argument else { return otherwise }
    guard let counts = counts([argument], least: least, of: builtIn) else { return nil }
    if counts.count != 1 { note(.computedCount(usage: builtIn.usage), atNode: argument) }
    return counts.count == 1 ? counts[0] : nil
  }

  /// The numbers that a term is known to be before the program runs.
  private mutating func knownNumbers(_ term: Term) -> [Double]? {
    literal(of: term)?.values ?? knownNumber(term).map { [$0] }
  }

  /// The shape is typed as numbers or as an array; one -1 among them stands for what is left.
  private mutating func reshape(
    _ operand: Term, _ arguments: ArraySlice<SyntaxID>, at node: SyntaxID
  ) -> Term {
    guard let count = shape(of: operand)?.count else { return .refused }
    var extents: [Int] = []
    for argument in arguments {
      guard let numbers = knownNumbers(frame[argument]) else {
        note(.computedExtent, atNode: argument)
        return .refused
      }
      for value in numbers {
        guard let extent = Int(exactly: value), extent > 0 || extent == -1 else {
          note(.wrongExtent(value.spelled), atNode: argument)
          return .refused
        }
        extents.append(extent)
      }
    }
    guard let shape = Shape(completing: extents, count: count) else {
      note(.wrongReshape(extents, count: count), atNode: node)
      return .refused
    }
    return operation(.reshape, [operand], attributes: shape.extents, at: node)
  }

  /// The axis that an argument says, counted from 0; a negative one counts from the end.
  mutating func axisNumber(_ argument: SyntaxID, of shape: Shape) -> Int? {
    guard !frame[argument].isRefused else { return nil }
    guard let value = knownNumber(frame[argument]) else {
      note(.computedAxis, atNode: argument)
      return nil
    }
    guard let number = Int(exactly: value), (-shape.rank..<shape.rank).contains(number) else {
      note(.axisOutside(value.spelled, shape), atNode: argument)
      return nil
    }
    return number < 0 ? number + shape.rank : number
  }
}

extension Shape {
  /// The shape of so many elements in which one extent may be -1, for what is left.
  fileprivate init?(completing extents: [Int], count: Int) {
    let known = extents.filter { $0 > 0 }
    guard let shape = Shape(known), shape.count > 0, extents.count - known.count <= 1,
      count.isMultiple(of: shape.count)
    else { return nil }
    self.init(extents.map { $0 > 0 ? $0 : count / shape.count })
    guard self.count == count else { return nil }
  }
}
