/// Multiclass logistic loss from scores: `logsumexp(f) - f[y]`, the mean over the rows of a batch.
///
/// The operands are the scores, one row per example, and the numbers of the true classes. Its
/// gradient is `(softmax(f) - onehot(y)) / rows`. A label that is not a class gives NaN.
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
      throw ShapeMismatch("scores of shape \(scores) do not match labels of shape \(labels)")
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
    var total: T = 0
    forEachRow(of: node) { _, line, label in
      total += LogSumExp.logSumExp(line) - (label.map { line.start[$0] } ?? .nan)
    }
    node.output[0] = total / T(node.geometry[0])
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(0)
    let factor = node.upstream[0] / T(node.geometry[0])
    forEachRow(of: node) { start, line, label in
      let (peak, sum) = LogSumExp.peakAndSum(line)
      T.addSoftmax(
        line, less: peak, sum: sum, hot: label, times: label == nil ? .nan : factor,
        to: adjoint + start)
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    let tangent = node.tangent(0)
    var total: T = 0
    forEachRow(of: node) { start, line, label in
      let (peak, sum) = LogSumExp.peakAndSum(line)
      for index in 0..<line.count {
        let isTrue: T = label == nil ? .nan : label == index ? 1 : 0
        total += tangent[start + index] * (T.exp(line.start[index] - peak) / sum - isTrue)
      }
    }
    node.outputTangent[0] = total / T(node.geometry[0])
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    upstream / .number(Double(node.operands[1].shape.count)) * partial(node)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    (node.filled(tangents)[0] * partial(node)).sum(along: nil)
      / .number(Double(node.operands[1].shape.count))
  }

  /// The softmax less one for the true class; a label that is not a class has made the loss NaN.
  private static func partial(_ node: SymbolicCall) -> Symbol {
    let (scores, labels) = (node.operands[0], node.operands[1])
    let classes = (0..<(scores.shape.extents.last ?? 1)).map(Double.init)
    let column = labels.restoring(axis: scores.shape.rank - 1, of: scores.shape)
    let soft = Symbol.apply(.softmax, [scores], attributes: [scores.shape.rank - 1])
    return (soft - .equal(column, node.tape.vector(classes))).carryingNaN(of: node.result)
  }

  /// Calls `body` with each row's place, its scores and the number of its true class, which is
  /// `nil` when the label is not a class.
  @inline(__always)
  private static func forEachRow<T>(
    of node: KernelCall<T>, _ body: (_ start: Int, _ line: Line<T>, _ label: Int?) -> Void
  ) {
    let (rows, classes) = (node.geometry[0], node.geometry[1])
    for row in 0..<rows {
      let line = Line(start: node.value(0) + row * classes, count: classes, stride: 1)
      body(row * classes, line, classIndex(node.value(1)[row], of: classes))
    }
  }

  /// The label as an index, unless it is not a whole number below the number of classes.
  private static func classIndex<T: Scalar>(_ label: T, of classes: Int) -> Int? {
    guard label >= 0, label < T(classes), label == label.rounded() else { return nil }
    return Int(label)
  }
}
