import Autodiff
import Interchange

/// A node of a model with its operands, for the functions that make it nodes of a graph.
struct ONNXNode {
  let node: ONNXModel.Node
  /// `nil` for those left out.
  let operands: [ONNXTerm?]
  /// The places of operands that are whole numbers, or true and false.
  let wholeOperands: Set<Int>
  /// The version of the operations.
  let opset: Int

  var operation: String { node.operation }

  /// Whether all operands are whole numbers.
  var areWhole: Bool { operands.indices.allSatisfy { wholeOperands.contains($0) } }

  func has(_ place: Int) -> Bool { operands.indices.contains(place) && operands[place] != nil }

  func operand(_ place: Int) throws(ONNXRefusal) -> ONNXTerm {
    guard operands.indices.contains(place), let term = operands[place] else {
      throw .missingOperand(place)
    }
    return term
  }

  /// All operands, of an operation that takes any number.
  func allOperands() throws(ONNXRefusal) -> [ONNXTerm] {
    var terms: [ONNXTerm] = []
    for place in operands.indices { terms.append(try operand(place)) }
    guard !terms.isEmpty else { throw .missingOperand(0) }
    return terms
  }

  /// The whole numbers that an operand is known to be; `nil` when it is left out.
  func wholes(_ place: Int) throws(ONNXRefusal) -> [Int]? {
    guard has(place) else { return nil }
    guard case .known(let numbers) = try operand(place), let wholes = numbers.wholes else {
      throw .computedShape(operand: place)
    }
    return wholes
  }

  /// The numbers that an operand is known to be; `nil` when it is left out.
  func numbers(_ place: Int) throws(ONNXRefusal) -> [Double]? {
    guard has(place) else { return nil }
    guard case .known(let numbers) = try operand(place) else {
      throw .computedShape(operand: place)
    }
    return numbers.values
  }
}

// Attributes.
extension ONNXNode {
  func whole(_ name: String, default standard: Int) throws(ONNXRefusal) -> Int {
    switch node.attributes[name] {
    case nil: return standard
    case .whole(let whole)?: return whole
    default: throw .wrongAttribute(name)
    }
  }

  func number(_ name: String, default standard: Double) throws(ONNXRefusal) -> Double {
    switch node.attributes[name] {
    case nil: return standard
    case .number(let number)?: return number
    default: throw .wrongAttribute(name)
    }
  }

  func text(_ name: String, default standard: String) throws(ONNXRefusal) -> String {
    switch node.attributes[name] {
    case nil: return standard
    case .text(let text)?: return text
    default: throw .wrongAttribute(name)
    }
  }

  func texts(_ name: String) throws(ONNXRefusal) -> [String]? {
    switch node.attributes[name] {
    case nil: return nil
    case .texts(let texts)?: return texts
    default: throw .wrongAttribute(name)
    }
  }

  func wholes(_ name: String) throws(ONNXRefusal) -> [Int]? {
    switch node.attributes[name] {
    case nil: return nil
    case .wholes(let wholes)?: return wholes
    default: throw .wrongAttribute(name)
    }
  }

  /// Numbers that were an attribute and became an operand, as far as they are known.
  func numbers(_ name: String, orOperand place: Int) throws(ONNXRefusal) -> [Double]? {
    switch node.attributes[name] {
    case nil: return try numbers(place)
    case .numbers(let numbers)?: return numbers
    default: throw .wrongAttribute(name)
    }
  }

  /// Whole numbers that were an attribute and became an operand.
  func wholes(_ name: String, orOperand place: Int) throws(ONNXRefusal) -> [Int]? {
    if let wholes = try wholes(name) { return wholes }
    return try wholes(place)
  }

  /// An axis counted from the front, of a tensor of some rank.
  func axis(
    _ name: String = "axis", default standard: Int? = nil, rank: Int
  ) throws(ONNXRefusal) -> Int {
    guard let standard else {
      guard node.attributes[name] != nil else { throw .wrongAttribute(name) }
      return try Self.axis(try whole(name, default: 0), rank, name)
    }
    return try Self.axis(try whole(name, default: standard), rank, name)
  }

  static func axis(_ axis: Int, _ rank: Int, _ name: String) throws(ONNXRefusal) -> Int {
    guard axis >= -rank, axis < rank else { throw .wrongAttribute(name) }
    return axis < 0 ? axis + rank : axis
  }
}
