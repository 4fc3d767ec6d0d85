import Autodiff
import Basics

/// One node of a graph, computed by itself from operands that are given to it.
struct LocalNode {
  private var evaluation: Evaluation<Double>
  private let operands: [NodeID]
  private let result: NodeID
  private let receives: [Bool]

  /// `nil` for a node that computes nothing.
  init?(_ node: NodeID, of graph: Graph) {
    let places = graph.operands(of: node)
    guard !places.isEmpty else { return nil }
    var own = Graph()
    var operands: [NodeID] = []
    do {
      for operand in places {
        operands.append(
          try own.appendInput(graph.shape(of: operand), isData: !graph.hasAdjoint(operand)))
      }
      result = try own.append(
        graph.operation(of: node), operands, attributes: graph.attributes(of: node))
      evaluation = try Evaluation(of: own)
    } catch {
      return nil
    }
    self.operands = operands
    receives = places.indices.map { graph.receivesContribution(node, operand: $0) }
  }

  /// Its value at these values of the operands; `nil` where they are not as many.
  mutating func value(at values: [[Double]]) -> [Double]? {
    guard set(values) else { return nil }
    evaluation.forward()
    return evaluation.value(of: result).elements
  }

  /// What it sends to each operand when this adjoint has reached it; `nil` for those to which it sends
  /// nothing.
  mutating func contributions(at values: [[Double]], upstream: [Double]) -> [[Double]?]? {
    guard set(values) else { return nil }
    evaluation.forward()
    guard (try? evaluation.reverse(from: result, seed: upstream)) != nil else { return nil }
    return operands.indices.map { place in
      receives[place] ? evaluation.adjoint(of: operands[place]).elements : nil
    }
  }

  private mutating func set(_ values: [[Double]]) -> Bool {
    guard values.count == operands.count else { return false }
    for (operand, elements) in zip(operands, values) {
      guard (try? evaluation.setElements(elements, of: operand)) != nil else { return false }
    }
    return true
  }
}

// How far a node moves with what it is made of. It is moved, not bounded: what is left after errors
// have cancelled, as those of a mean that is taken off do, is what they come to.
extension LocalNode {
  /// Numbers that may be any between two: what lies in the middle, and how far they reach from there.
  struct Spread {
    var middle: [[Double]?]
    var width: [[Double]?]
  }

  /// How far a result may be off where its operands are off by so much.
  ///
  /// - Parameter allTogether: Whether all elements are moved the same way too, first up, then down.
  mutating func valueErrors(
    at values: [[Double]], _ errors: [[Double]?], around result: [Double],
    allTogether: Bool = false
  ) -> [Double] {
    var sum = [Double](repeating: 0, count: result.count)
    for (place, errors) in errors.enumerated() {
      guard let errors else { continue }
      var largest = [Double](repeating: 0, count: result.count)
      for signs in allTogether ? Signs.all : Signs.drawn {
        var moved = values
        moved[place] = signs.moved(values[place], by: errors)
        guard let found = value(at: moved) else { continue }
        Self.keepLargest(&largest, found, result)
      }
      for index in sum.indices { sum[index] += largest[index] }
    }
    return sum
  }

  /// How errors of the adjoint that is sent on come together.
  enum Gathering {
    /// What only adds up is bounded by the sum of all that may be off.
    case sum
    /// Errors of a type with few digits are bounded widely already; they add up as what goes either way.
    case squares
    case moved
  }

  /// Widens what is sent as the adjoint that is sent on is off by so much.
  mutating func widen(
    _ spread: inout Spread, at values: [[Double]], _ upstream: [Double], by errors: [Double],
    _ gathering: Gathering
  ) {
    if gathering == .squares {
      let found = contributions(
        at: values.map { $0.map { $0 * $0 } }, upstream: errors.map { $0 * $0 })
      return spread.add((found ?? []).map { $0?.map { $0.magnitude.squareRoot() } })
    }
    let isLinear = gathering == .sum
    var largest = spread.width.map { $0.map { $0.map { _ in 0.0 } } }
    let tries = isLinear ? [errors] : Signs.drawn.map { $0.moved([], by: errors) }
    let points = isLinear ? values.map { $0.map(\.magnitude) } : values
    for errors in tries {
      guard let found = contributions(at: points, upstream: errors) else { continue }
      for (place, found) in found.enumerated() {
        guard let found, var most = largest[place] else { continue }
        Self.keepLargest(&most, found, found.map { _ in 0 })
        largest[place] = most
      }
    }
    spread.add(largest)
  }

  /// Widens what is sent as operands are off by so much; where slopes meet, to all between them.
  mutating func widen(
    _ spread: inout Spread, around sent: [[Double]?], at values: [[Double]], _ upstream: [Double],
    moving errors: [[Double]?], isKinked: Bool
  ) {
    var (low, high) = (sent, sent)
    for (place, errors) in errors.enumerated() {
      guard let errors else { continue }
      for signs in isKinked ? Signs.all : Signs.drawn {
        var moved = values
        moved[place] = signs.moved(values[place], by: errors)
        guard let found = contributions(at: moved, upstream: upstream) else { continue }
        Self.stretch(&low, found) { min($0, $1) }
        Self.stretch(&high, found) { max($0, $1) }
      }
    }
    for (receiver, own) in sent.enumerated() {
      guard let own, let low = low[receiver], let high = high[receiver] else { continue }
      spread.widen(receiver, own, low, high, isKinked)
    }
  }

  private static func stretch(
    _ ends: inout [[Double]?], _ found: [[Double]?], _ further: (Double, Double) -> Double
  ) {
    for (receiver, found) in found.enumerated() {
      guard let found, var end = ends[receiver] else { continue }
      for (index, number) in found.enumerated() where number.isFinite {
        end[index] = further(end[index], number)
      }
      ends[receiver] = end
    }
  }

  private static func keepLargest(_ largest: inout [Double], _ found: [Double], _ own: [Double]) {
    for index in largest.indices {
      let distance = (found[index] - own[index]).magnitude
      // A point beyond a singularity says nothing about the one before it.
      if distance.isFinite { largest[index] = max(largest[index], distance) }
    }
  }
}

extension LocalNode.Spread {
  fileprivate mutating func add(_ widths: [[Double]?]) {
    for (receiver, widths) in widths.enumerated() {
      guard let widths else { continue }
      for (index, width) in widths.enumerated() { self.width[receiver]?[index] += width }
    }
  }

  fileprivate mutating func widen(
    _ receiver: Int, _ own: [Double], _ low: [Double], _ high: [Double], _ isKinked: Bool
  ) {
    for index in own.indices where low[index] < high[index] {
      if isKinked {
        middle[receiver]?[index] = (low[index] + high[index]) / 2
        width[receiver]?[index] += (high[index] - low[index]) / 2
      } else {
        width[receiver]?[index] += max(high[index] - own[index], own[index] - low[index])
      }
    }
  }
}

/// In which directions elements are moved, each by itself.
private struct Signs {
  private enum Choice {
    /// All the same way.
    case all(Double)
    /// Each as it is drawn, or the other way round.
    case drawn(seed: UInt64, times: Double)
  }

  private let choice: Choice

  /// Two draws, since that errors cancel in one says little, and the opposite of one: the other side may
  /// lie beyond a singularity.
  static let drawn = [
    Signs(choice: .drawn(seed: 1, times: 1)), Signs(choice: .drawn(seed: 1, times: -1)),
    Signs(choice: .drawn(seed: 2, times: 1)),
  ]
  static let all = [Signs(choice: .all(1)), Signs(choice: .all(-1))] + drawn

  func moved(_ numbers: [Double], by errors: [Double]) -> [Double] {
    switch choice {
    case .all(let sign):
      return zip(numbers, errors).map { $0 + sign * $1 }
    case .drawn(let seed, let sign):
      var random = SplitMix64(seed: seed)
      return errors.indices.map { place in
        let own = Bool.random(using: &random) ? sign : -sign
        return (numbers.isEmpty ? 0 : numbers[place]) + own * errors[place]
      }
    }
  }
}
