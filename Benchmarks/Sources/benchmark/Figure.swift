import Foundation

/// One line of the report: `name value unit`, and the goal where there is one.
struct Figure {
  /// What a figure should reach.
  enum Goal {
    case atMost(Double)
    case atLeast(Double)
  }

  let name: String
  let value: Double
  let unit: String
  let goal: Goal?

  init(_ name: String, _ value: Double, _ unit: String, goal: Goal? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.goal = goal
  }

  var line: String {
    let padding = String(repeating: " ", count: max(46 - name.count, 1))
    let words = "\(name)\(padding)\(Figure.text(value)) \(unit)"
    return goal.map { "\(words)  (\($0.words(for: value)))" } ?? words
  }

  /// Three digits that mean something; whole numbers whole.
  static func text(_ value: Double) -> String {
    if value == value.rounded() || value.magnitude >= 100 { return String(format: "%.0f", value) }
    return String(format: value.magnitude >= 10 ? "%.1f" : "%.2f", value)
  }
}

extension Figure.Goal {
  func words(for value: Double) -> String {
    switch self {
    case .atMost(let bound): "goal ≤ \(Figure.text(bound)): \(value <= bound ? "met" : "missed")"
    case .atLeast(let bound): "goal ≥ \(Figure.text(bound)): \(value >= bound ? "met" : "missed")"
    }
  }
}
