import Autodiff
import Basics
import Interchange
import Syntax

extension GraphObject {
  /// A number, numbers in nested arrays, or a tensor in a file beside the graph; of a certain shape
  /// when that is known.
  func literal(
    _ name: String, shape: Shape?, _ tensors: inout SideTensors
  ) throws(FormulaError) -> Literal? {
    guard let value = try value(name) else { return nil }
    if case .object = value.kind {
      let literal = try tensors.literal(value)
      guard let shape, shape != literal.shape else { return literal }
      throw FormulaError(
        .graph(.wrongShape(given: "\(literal.shape)", computed: "\(shape)")), at: value.span)
    }
    var numbers: [Double] = []
    var extents: [Int] = []
    var first = value
    while case .array(let elements) = first.kind {
      extents.append(elements.count)
      guard let next = elements.first else { break }
      first = next
    }
    try append(value, extents[...], to: &numbers)
    guard let own = Shape(extents) else { throw wrong(name, value) }
    guard let shape, shape != own else { return Literal(values: numbers, shape: own) }
    // Of an array with a length of 0 the other lengths cannot be seen.
    guard shape.count == 0, numbers.isEmpty else {
      throw FormulaError(
        .graph(.wrongShape(given: "\(own)", computed: "\(shape)")), at: value.span)
    }
    return Literal(values: [], shape: shape)
  }

  // As deep as JSON may nest.
  private func append(
    _ value: JSONValue, _ extents: ArraySlice<Int>, to numbers: inout [Double]
  ) throws(FormulaError) {
    guard let extent = extents.first else {
      guard let number = value.number else {
        throw FormulaError(.graph(.unevenArray), at: value.span)
      }
      return numbers.append(number)
    }
    guard case .array(let elements) = value.kind, elements.count == extent else {
      throw FormulaError(.graph(.unevenArray), at: value.span)
    }
    for element in elements { try append(element, extents.dropFirst(), to: &numbers) }
  }
}
