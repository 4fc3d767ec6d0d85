import Interchange

extension Alert {
  /// What a log or a report says of an alert beside its time, each value in JSON.
  package var fields: [(name: String, text: String?)] {
    [
      ("alert", JSON.text(rule.rawValue)), ("level", JSON.text(level.rawValue)),
      ("layer", layer.map(JSON.text)), ("value", JSON.number(value)),
      ("threshold", JSON.number(threshold)), ("words", JSON.text(words)),
    ]
  }

  /// One object with the step and the epoch after the other fields.
  package var json: String {
    JSON.object(
      fields.map { ($0.name, $0.text ?? "null") } + [
        ("step", "\(step)"), ("epoch", JSON.number(epoch)),
      ])
  }
}
