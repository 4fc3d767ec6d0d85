import TestSupport
import Testing

/// An event of each kind of operation, as the pane "this event" explains it.
struct RecordedRule: CustomTestStringConvertible, Sendable {
  let name: String
  let program: String
  /// The keys to the event in reverse and in forward mode.
  let keys: (reverse: String, forward: String)

  var testDescription: String { name }

  static let all = [
    RecordedRule(
      name: "scalar-product", program: "x = 2; y = 3; z = x*y",
      keys: ("':break accumulate x' Enter c", "G")),
    RecordedRule(
      name: "matrix-product", program: "W = [[1, 2], [3, 4]]; x = [0.5, -1]; z = W @ x; s = z*z",
      keys: ("':break accumulate W' Enter c", "':seed x [1, 1]' Enter ':goto end' Enter N")),
    RecordedRule(
      name: "elementwise-activation", program: "z = [0.5, -1, 2]; a = sigmoid(z); C = sum(a^2)",
      keys: ("':break accumulate z' Enter c", "':goto 4' Enter")),
    RecordedRule(
      name: "broadcast-bias",
      program: "data X = [[1, 2], [3, 4]]; b = [0.5, -1]; z = X + b; C = sum(z^2)",
      keys: ("':break accumulate b' Enter c", "':goto 5' Enter")),
    RecordedRule(
      name: "softmax", program: "f = [2, 1, -1]; p = softmax(f); L = sum(p^2)",
      keys: ("':break accumulate f' Enter c", "':goto 4' Enter")),
    RecordedRule(
      name: "reduction", program: "x = [1, 2, 3]; s = sum(x); z = s^2",
      keys: ("':break accumulate x' Enter c", "':goto 4' Enter")),
  ]

  /// What the files are called.
  static let files = all.flatMap { rule in
    ["reverse", "forward"].map { "rules/\(rule.name)-\($0).txt" }
  }

  static let equations = "rules/four-equations.txt"

  /// All notations on small and large screens, a frame below another.
  func frames(mode: String) -> String {
    let keys = mode == "reverse" ? keys.reverse : keys.forward
    let sizes = ["80x24", "120x40"]
    return ["bar", "arrow", "g", "leibniz", "delta"].flatMap { notation in
      sizes.map { size in
        let run = CommandRun([
          "render", program, "--mode", mode, "--notation", notation, "--size", size, "--keys", keys,
        ])
        return "\(notation), \(size)\n\(run.output)\(run.errors)"
      }
    }.joined(separator: "\n")
  }
}

@Suite struct RecordedRuleTests {
  @Test(arguments: RecordedRule.all, ["reverse", "forward"])
  func `an event is explained as recorded`(_ rule: RecordedRule, _ mode: String) throws {
    try RecordedText(name: "rules/\(rule.name)-\(mode).txt").check(rule.frames(mode: mode))
  }

  /// The four equations on the example and on a copy with other names in another order.
  @Test func `the four equations are named as recorded`() throws {
    let renamed =
      "v = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]; u = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]; "
      + "q = [0, 0.2]; p = [0.1, 0, -0.1]; e1 = [0.5, -1]; t = [1, 0]; h = p + u @ e1; "
      + "k = sigmoid(h); g = q + v @ k; o = sigmoid(g); E = sum((o - t)^2)/2"
    let programs = [
      ("four-equations", ["z2", "z1", "b1", "W2"]), (renamed, ["g", "h", "p", "v"]),
    ]
    let frames = programs.flatMap { program, nodes in
      nodes.map { node in
        CommandRun([
          "render", program, "--size", "120x40", "--keys", "':break accumulate \(node)' Enter c",
        ]).output
      }
    }
    let names = ["BP1", "BP2", "BP3", "BP4"]
    for (frame, name) in zip(frames, names + names) { #expect(frame.contains(name)) }
    try RecordedText(name: RecordedRule.equations).check(frames.joined(separator: "\n"))
  }
}
