import Basics
import Formula
import TestSupport

/// Programs of random shape, some with functions within functions, for laws that hold for any.
enum RandomPrograms {
  /// Functions that call one another, and results that use them and one another.
  static func text(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var lines = ["f(t) = sin(t)*t + t", "g(t, u) = f(t)*u + f(u)", "h(t) = g(t, t^2) - f(t)"]
    var names = ["x", "y", "w"]
    for number in 0..<(3 + random.integer(below: 12)) {
      let first = names[random.integer(below: names.count)]
      let second = names[random.integer(below: names.count)]
      let expression =
        switch random.integer(below: 6) {
        case 0: "f(\(first))"
        case 1: "g(\(first), \(second))"
        case 2: "h(\(second))"
        case 3: "\(first)*\(second)"
        case 4: "tanh(\(first))"
        default: "\(first) + \(second)"
        }
      lines.append("n\(number) = \(expression)")
      names.append("n\(number)")
    }
    return lines.joined(separator: "\n")
  }

  static func program(seed: UInt64) throws -> Program { try Program(text(seed: seed)) }

  /// A program of at most 40 nodes, with functions, vectors and matrices.
  static func small(seed: UInt64) throws -> Program {
    var random = SplitMix64(seed: seed)
    var lines = [
      "f(t) = sin(t)*t", "x = 2", "p = [1, -2, 0.5]", "W = [[1, 0.5, -1], [2, 0, 0.25]]",
    ]
    var (scalars, vectors) = (["x", "y"], ["p"])
    for number in 0..<(1 + random.integer(below: 16)) {
      let first = scalars[random.integer(below: scalars.count)]
      let second = scalars[random.integer(below: scalars.count)]
      let vector = vectors[random.integer(below: vectors.count)]
      let kind = random.integer(below: 9)
      let expression =
        switch kind {
        case 0: "f(\(first))"
        case 1, 2: "\(first)*\(second)"
        case 3: "\(first) + \(second)"
        case 4: "tanh(\(first))"
        case 5: "sum(\(vector))"
        case 6: "sum(W @ \(vector))"
        case 7: "\(vector)*\(first)"
        default: "exp(\(vector))"
        }
      lines.append("n\(number) = \(expression)")
      if kind >= 7 { vectors.append("n\(number)") } else { scalars.append("n\(number)") }
    }
    lines.append("z = \(scalars[scalars.count - 1]) + sum(\(vectors[vectors.count - 1]))")
    return try Program(lines.joined(separator: "\n"))
  }
}
