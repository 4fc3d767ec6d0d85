import Basics

/// Programs that are larger than anybody types, for figures that must not grow with them.
package enum LargePrograms {
  /// So many results, each of two of the sixty before it: dense, and as wide as it is long.
  package static func tangle(_ count: Int) -> String {
    var random = SplitMix64(seed: 3)
    var lines = ["x = 0.5", "y = -0.3"]
    var names = ["x", "y"]
    for number in 0..<count {
      let recent = names.suffix(60)
      let first = recent[recent.startIndex + random.integer(below: recent.count)]
      let second = recent[recent.startIndex + random.integer(below: recent.count)]
      lines.append("n\(number) = tanh(\(first) \(number % 2 == 0 ? "*" : "+") \(second))")
      names.append("n\(number)")
    }
    return lines.joined(separator: "\n")
  }

  /// A recurrence as people write one: each state of the last, of one input and of two weights.
  package static func recurrence(_ count: Int) -> String {
    var lines = ["w = 0.9", "u = 0.3", "h0 = 0.1"]
    for step in 1...max(count / 4, 1) {
      lines.append("x\(step) = 0.5")
      lines.append("h\(step) = tanh(w*h\(step - 1) + u*x\(step))")
    }
    return lines.joined(separator: "\n")
  }

  /// One input that so many results are computed from, which are added up.
  package static func fan(_ count: Int) -> String {
    let lines = (0..<count).map { "f\($0) = x*\($0).5" }
    let sum = (0..<count).map { "f\($0)" }.joined(separator: "+")
    return (["x = 0.5"] + lines + ["z = \(sum)"]).joined(separator: "\n")
  }
}
