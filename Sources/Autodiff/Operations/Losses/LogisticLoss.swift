/// Multiclass logistic loss from scores: `logsumexp(f) - f[y]`, the mean over the rows of a batch.
///
/// The operands are the scores, one row per example, and the numbers of the true classes. Its
/// gradient is `(softmax(f) - onehot(y)) / rows`. A label that is no class gives NaN.
/// The geometry is (rows, classes).
enum LogisticLoss: Rule {
  static let name = "logisticLoss"
  static let arity = 2...2

  static func isDifferentiable(inOperand operand: Int) -> Bool { operand == 0 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (scores, labels) = (operands[0], operands[1])
    guard (1...2).contains(scores.rank), labels.extents == Array(scores.extents.dropLast()) else {
      throw ShapeMismatch("scores of shape \(scores) do not go with labels of shape \(labels)")
    }
    return .scalar
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    [operands[1].count, operands[0].extents.last ?? 1]
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "(softmax(\(names[0])) - onehot(\(names[1])))/rows"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (rows, classes) = (node.geometry[0], node.geometry[1])
    let (scores, labels) = (node.value(0), node.value(1))
    var total: T = 0
    for row in 0..<rows {
      let line = scores + row * classes
      let score = classIndex(labels[row], of: classes).map { line[$0] } ?? .nan
      total += LogSumExp.logSumExp(line, count: classes, stride: 1) - score
    }
    node.output[0] = total / T(rows)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(0)
    let factor = node.upstream[0] / T(node.geometry[0])
    forEachPartial(of: node) { place, partial in adjoint[place] += factor * partial }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    let tangent = node.tangent(0)
    var total: T = 0
    forEachPartial(of: node) { place, partial in total += tangent[place] * partial }
    node.outputTangent[0] = total / T(node.geometry[0])
  }

  /// Calls `body` with each score's softmax less one for the true class.
  @inline(__always)
  private static func forEachPartial<T>(
    of node: KernelCall<T>, _ body: (_ place: Int, _ partial: T) -> Void
  ) {
    let (rows, classes) = (node.geometry[0], node.geometry[1])
    for row in 0..<rows {
      let line = node.value(0) + row * classes
      let soft = LogSumExp.logSumExp(line, count: classes, stride: 1)
      let label = classIndex(node.value(1)[row], of: classes)
      for index in 0..<classes {
        let isTrue: T = label == nil ? .nan : label == index ? 1 : 0
        body(row * classes + index, T.exp(line[index] - soft) - isTrue)
      }
    }
  }

  /// The label as an index, unless it is not a whole number below the number of classes.
  private static func classIndex<T: Scalar>(_ label: T, of classes: Int) -> Int? {
    guard label >= 0, label < T(classes), label == label.rounded() else { return nil }
    return Int(label)
  }
}
