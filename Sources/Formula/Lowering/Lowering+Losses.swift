import Autodiff
import Syntax

/// Losses, composed of operations and remembered as one. They are the mean over all elements or rows
/// unless `sum=1` asks for the sum, or `each=1` for each by itself.
extension Lowering {
  mutating func loss(
    _ composition: BuiltIn.Composition, _ operands: [Term], _ keywords: [String: SyntaxID],
    at node: SyntaxID
  ) -> Term {
    let (x, target) = (operands[0], operands[1])
    switch composition {
    case .negativeLogLikelihood:
      return likelihood(of: x, target, keywords, smoothing: 0, at: node)
    case .crossEntropy:
      guard let smoothing = number(keywords["smoothing"], otherwise: 0, at: node),
        let axis = classAxis(keywords["axis"], of: x)
      else { return .refused }
      let logs = logSoftmax(x, axis: axis, at: node)
      return likelihood(of: logs, target, keywords, smoothing: smoothing, at: node)
    case .binaryCrossEntropy:
      return reduce(binary(x, target, at: node), keywords, at: node)
    case .binaryCrossEntropyOfLogits:
      let positive = keywords["positive"].map { frame[$0] }
      return reduce(binaryOfLogits(x, target, positive, at: node), keywords, at: node)
    case .squaredError:
      let error = operation(.subtract, [x, target], at: node)
      return reduce(operation(.square, [error], at: node), keywords, at: node)
    case .huber:
      guard let delta = number(keywords["delta"], otherwise: 1, at: node) else { return .refused }
      let losses = bent(x, target, at: delta, slope: delta, node)
      return reduce(losses, keywords, at: node)
    case .smoothAbsolute:
      guard let beta = number(keywords["beta"], otherwise: 1, at: node) else { return .refused }
      return reduce(bent(x, target, at: beta, slope: 1, node), keywords, at: node)
    default: return .refused
    }
  }

  /// Weighted and reduced: to the mean, the sum, or not at all.
  private mutating func reduce(
    _ losses: Term, _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    let weight = keywords["weight"].map { frame[$0] }
    let weighted = weight.map { operation(.multiply, [losses, $0], at: node) } ?? losses
    return reduction(of: weighted, keywords, at: node) { lowering in
      lowering.operation(.mean, [weighted], at: node)
    }
  }

  /// The sum, each for itself, or what `mean` makes of it.
  private mutating func reduction(
    of losses: Term, _ keywords: [String: SyntaxID], at node: SyntaxID,
    mean: (inout Lowering) -> Term
  ) -> Term {
    guard let isSum = keywords["sum"].map({ flag($0) }) ?? false,
      let isEach = keywords["each"].map({ flag($0) }) ?? false
    else { return .refused }
    if isEach { return losses }
    return isSum ? operation(.sum, [losses], at: node) : mean(&self)
  }

  /// `x - logsumexp(x)` along an axis, by default the last.
  mutating func logSoftmax(_ x: Term, _ axis: SyntaxID?, at node: SyntaxID) -> Term {
    guard let shape = shape(of: x) else { return .refused }
    guard let axis else { return logSoftmax(x, axis: max(shape.rank - 1, 0), at: node) }
    guard let number = axisNumber(axis, of: shape) else { return .refused }
    return logSoftmax(x, axis: number, at: node)
  }

  private mutating func logSoftmax(_ x: Term, axis: Int, at node: SyntaxID) -> Term {
    guard let shape = shape(of: x) else { return .refused }
    let axes = shape.isScalar ? nil : [axis]
    let total = reduced(.logSumExp, x, axes, of: shape, at: node)
    return operation(
      .subtract, [x, restored(total, axes, of: shape, at: node)], at: node)
  }

  /// The axis of the classes: the one that is said, else the second, of a vector the first.
  private mutating func classAxis(_ argument: SyntaxID?, of x: Term) -> Int? {
    guard let shape = shape(of: x) else { return nil }
    return argument.map { axisNumber($0, of: shape) } ?? (shape.rank > 1 ? 1 : 0)
  }

  /// The negative logarithms of the labelled classes; smoothing gives part of each to all classes.
  private mutating func likelihood(
    of logs: Term, _ labels: Term, _ keywords: [String: SyntaxID], smoothing: Double,
    at node: SyntaxID
  ) -> Term {
    guard let axis = classAxis(keywords["axis"], of: logs), let shape = shape(of: logs),
      let labelShape = self.shape(of: labels)
    else { return .refused }
    var rows = shape.extents
    if rows.indices.contains(axis) { rows.remove(at: axis) }
    guard !shape.isScalar, labelShape.extents == rows else {
      note(
        .shapesDoNotFit(
          .gatherAlong, [shape, labelShape],
          reason: "scores of shape \(shape) with their classes on axis \(axis) do not match labels "
            + "of shape \(labelShape)"),
        atNode: node)
      return .refused
    }
    let weight = keywords["weight"].map { frame[$0] }
    let column = restored(labels, [axis], of: shape, at: node)
    let picked = operation(.gatherAlong, [logs, column], attributes: [axis], at: node)
    let chosen = operation(.reshape, [picked], attributes: rows, at: node)
    var losses = operation(.negate, [chosen], at: node)
    let weights = weight.map { operation(.indexSelect, [$0, labels], at: node) }
    if let weights { losses = operation(.multiply, [losses, weights], at: node) }
    if smoothing != 0 {
      losses = smoothed(losses, logs, axis, weight, by: smoothing, at: node)
    }
    return reduction(of: losses, keywords, at: node) { lowering in
      guard let weights else { return lowering.operation(.mean, [losses], at: node) }
      // A mean in which a row counts as much as its class.
      let (sum, total) = (
        lowering.operation(.sum, [losses], at: node), lowering.operation(.sum, [weights], at: node)
      )
      return lowering.operation(.divide, [sum, total], at: node)
    }
  }

  /// `(1 - s)·losses + s·(the mean of the losses of all classes)`.
  private mutating func smoothed(
    _ losses: Term, _ logs: Term, _ axis: Int, _ weight: Term?, by smoothing: Double,
    at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: logs) else { return .refused }
    let scores =
      weight.map { weight in
        operation(
          .multiply, [logs, alongAxis(weight, axis, of: logs, at: node)], at: node)
      } ?? logs
    let all = operation(
      .negate, [reduced(.mean, scores, [axis], of: shape, at: node)], at: node)
    let own = operation(.multiply, [.number(1 - smoothing), losses], at: node)
    let shared = operation(.multiply, [.number(smoothing), all], at: node)
    return operation(.add, [own, shared], at: node)
  }

  /// `-(t·log p + (1 - t)·log(1 - p))`, in which no logarithm is below -100, so that a certain error has
  /// a finite loss.
  private mutating func binary(_ p: Term, _ target: Term, at node: SyntaxID) -> Term {
    let log = bounded(operation(.log, [p], at: node), at: node)
    let rest = operation(.subtract, [.number(1), p], at: node)
    let logOfRest = bounded(operation(.log, [rest], at: node), at: node)
    let others = operation(.subtract, [.number(1), target], at: node)
    let sum = operation(
      .add,
      [
        operation(.multiply, [target, log], at: node),
        operation(.multiply, [others, logOfRest], at: node),
      ], at: node)
    return operation(.negate, [sum], at: node)
  }

  private mutating func bounded(_ log: Term, at node: SyntaxID) -> Term {
    operation(.maximum, [log, .number(-100)], at: node)
  }

  /// `softplus(x) - t·x`, or with a weight of the positive ones
  /// `(1 - t)·x + (1 + (w - 1)·t)·softplus(-x)`.
  private mutating func binaryOfLogits(
    _ x: Term, _ target: Term, _ positive: Term?, at node: SyntaxID
  ) -> Term {
    guard let positive else {
      let product = operation(.multiply, [target, x], at: node)
      return operation(
        .subtract, [operation(.softplus, [x], at: node), product], at: node)
    }
    let excess = operation(.subtract, [positive, .number(1)], at: node)
    let weight = operation(
      .add, [.number(1), operation(.multiply, [excess, target], at: node)], at: node)
    let others = operation(.subtract, [.number(1), target], at: node)
    let curve = operation(.softplus, [operation(.negate, [x], at: node)], at: node)
    return operation(
      .add,
      [
        operation(.multiply, [others, x], at: node),
        operation(.multiply, [weight, curve], at: node),
      ], at: node)
  }

  /// A parabola up to a bend and straight behind it: `slope/(2·bend)·d²`, and `slope·(|d| - bend/2)`.
  private mutating func bent(
    _ x: Term, _ target: Term, at bend: Double, slope: Double, _ node: SyntaxID
  ) -> Term {
    let error = operation(.subtract, [x, target], at: node)
    let distance = operation(.abs, [error], at: node)
    let line = operation(
      .multiply,
      [.number(slope), operation(.subtract, [distance, .number(bend / 2)], at: node)], at: node)
    guard bend > 0 else { return line }
    let curve = operation(
      .multiply, [.number(slope / (2 * bend)), operation(.square, [error], at: node)], at: node)
    let isNear = operation(.less, [distance, .number(bend)], at: node)
    return operation(.select, [isNear, curve, line], at: node)
  }
}
