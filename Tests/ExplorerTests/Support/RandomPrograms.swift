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
}
