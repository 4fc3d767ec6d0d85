package import Autodiff

extension TensorText {
  /// How many elements are spelled out in a table.
  static let tableLimit = 16

  /// What stands for elements that are not spelled out: `[72×784]`, and `[×3]` for three numbers in a
  /// row, which `[3]` would not be told from an array that holds a 3.
  package static func shape(_ shape: Shape) -> String {
    shape.extents.count == 1 ? "[×\(shape)]" : "[\(shape)]"
  }

  /// As `short` says it, and of a tensor whose numbers are not spelled out how large they are:
  /// `[72×784] ‖5.339‖ 3 NaN/∞`.
  package static func sized(
    _ tensor: Tensor<Double>, elements limit: Int, digits: Int = 5
  ) -> String {
    let text = short(tensor, elements: limit, digits: digits)
    guard !tensor.shape.isScalar, tensor.elements.count > limit else { return text }
    let tally = tensor.elements.withUnsafeBufferPointer { NumberTally($0) }
    return TensorSummary(tally).size(digits: digits).map { "\(text) \($0)" } ?? text
  }

  /// In at most so many columns: with fewer digits if need be, then only the shape with the least and
  /// the greatest element, `[72×784] -0.5 … 0.5`, at last only the shape.
  package static func summary(_ tensor: Tensor<Double>, columns: Int) -> String {
    let shape = shape(tensor.shape)
    guard !tensor.shape.isScalar else { return fitting(tensor, columns: columns) }
    if tensor.elements.count <= tableLimit {
      let spelled = fitting(tensor, columns: columns)
      if spelled != shape { return spelled }
    }
    for digits in stride(from: 5, through: 2, by: -1) {
      let text = "\(shape) \(range(of: tensor, digits: digits))"
      if text.count <= columns { return text }
    }
    return shape
  }

  /// `-0.5 … 0.5`, and how many elements are no numbers.
  private static func range(of tensor: Tensor<Double>, digits: Int) -> String {
    let numbers = tensor.elements.filter { !$0.isNaN }
    let missing = tensor.elements.count - numbers.count
    let remark = missing > 0 ? "\(missing) NaN" : nil
    guard let least = numbers.min(), let greatest = numbers.max() else { return remark ?? "empty" }
    let ends = [least, greatest].map { NumberText.short($0, digits: digits) }
    let range = ends[0] == ends[1] ? "all \(ends[0])" : ends.joined(separator: " … ")
    return [range, remark].compactMap { $0 }.joined(separator: ", ")
  }
}
