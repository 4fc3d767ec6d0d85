import Learning
import TextCanvas

/// A command that is typed on the training screen.
struct TrainingLine: Sendable {
  /// What a line asks for.
  enum Order: Hashable, Sendable {
    case set(TrainingControl, String)
    case pace(Double?)
    case goTo(Int?)
    case openStep(Int)
    case openImage(Int)
    case removeSavedRun
    case breakOn(String)
    case deleteBreaks([Int])
    case info
    /// A command about the lesson that is given.
    case lesson(String)
    case help
    case quit
  }

  let name: String
  let arguments: String
  let help: String
  /// Words that may follow, for completion.
  var words: [String] = []
  let parse: @Sendable (String) -> Order?

  /// All of them, in the order in which help lists them.
  static let all: [TrainingLine] = [
    .init(
      name: "break", arguments: "CONDITION",
      help: "stop before an update: break loss > 3*median(loss, 20), norm(adj(W1)) > 10, "
        + "dead(1) > 0.5 or nan",
      words: ["loss", "nan", "norm(adj(W1))", "dead(1)", "saturated(1)", "median(loss, 20)"]
    ) { $0.isEmpty ? nil : .breakOn($0) },
    .init(name: "delete", arguments: "[N …]", help: "delete the given conditions, or all") {
      let numbers = $0.split(separator: " ").map { Int($0) }
      return numbers.contains(nil) ? nil : .deleteBreaks(numbers.compactMap(\.self))
    },
    .init(name: "info", arguments: "", help: "list the conditions that stop the run") { _ in .info
    },
    .init(
      name: "set", arguments: "rate | batch | momentum VALUE",
      help: "change the run from the next minibatch on", words: ["rate", "batch", "momentum"]
    ) { text in
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      let controls: [String: TrainingControl] = [
        "rate": .rate, "batch": .batch, "momentum": .momentum,
      ]
      guard parts.count == 2, let control = controls[parts[0]] else { return nil }
      return .set(control, parts[1])
    },
    .init(
      name: "pace", arguments: "STEPS | off", help: "do at most so many minibatches a second",
      words: ["off"]
    ) { text in
      if text == "off" { return .pace(nil) }
      return Double(text).flatMap { $0.isFinite && $0 > 0 ? .pace($0) : nil }
    },
    .init(
      name: "goto", arguments: "STEP | now", help: "show the run as it was after a step",
      words: ["now"]
    ) { text in
      if text == "now" { return .goTo(nil) }
      return Int(text).flatMap { $0 >= 0 ? .goTo($0) : nil }
    },
    .init(name: "step", arguments: "STEP", help: "open a step: the rows of its minibatch") {
      Int($0).flatMap { $0 > 0 ? .openStep($0) : nil }
    },
    .init(name: "image", arguments: "NUMBER", help: "open the network on a test image") {
      Int($0).flatMap { $0 >= 0 ? .openImage($0) : nil }
    },
    .init(name: "save", arguments: "FILE", help: "save the run") { .set(.file, $0) },
    .init(name: "compare", arguments: "FILE", help: "show the curves of a saved run too") {
      $0.isEmpty ? nil : .set(.savedRun, $0)
    },
    .init(name: "uncompare", arguments: "", help: "remove the last saved run") { _ in
      .removeSavedRun
    },
    .init(name: "new", arguments: "SEED", help: "start a new run, and lose this one") {
      .set(.seed, $0)
    },
    .init(
      name: "lesson", arguments: "next | back | hint | restart | PAGE",
      help: "in a lesson: go on or back, show a hint, begin again, or open a page",
      words: ["next", "back", "hint", "restart"]
    ) { .lesson("lesson \($0)") },
    .init(
      name: "answer", arguments: "ANSWER",
      help: "in a lesson: answer the question; ? says that you are not sure"
    ) { $0.isEmpty ? nil : .lesson("answer \($0)") },
    .init(name: "help", arguments: "", help: "list the commands") { _ in .help },
    .init(name: "quit", arguments: "", help: "quit") { _ in .quit },
  ]

  /// `set rate | batch | momentum VALUE`
  var usage: String { arguments.isEmpty ? name : "\(name) \(arguments)" }

  /// The command of a name, or of what only one begins with.
  static func named(_ name: String) -> TrainingLine? {
    if let exact = all.first(where: { $0.name == name }) { return exact }
    let found = all.filter { $0.name.hasPrefix(name) }
    return found.count == 1 ? found[0] : nil
  }

  /// What a line may become: the text with the common beginning of all that fits, and these.
  static func completion(of text: String) -> (text: String, candidates: [String]) {
    let start = text.lastIndex { $0 == " " }.map { text.index(after: $0) } ?? text.startIndex
    let (before, word) = (String(text[..<start]), String(text[start...]))
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    let known = before.isEmpty ? all.map(\.name) : named(first)?.words ?? []
    let fitting = known.filter { $0.hasPrefix(word) }
    guard var common = fitting.first else { return (text, []) }
    for other in fitting { common = String(zip(common, other).prefix { $0 == $1 }.map(\.0)) }
    let ending = fitting.count == 1 && before.isEmpty ? " " : ""
    return (before + common + ending, fitting.count > 1 ? fitting : [])
  }
}
