import Foundation
import TestSupport
import Testing

/// What a command says of a built-in example, in a file of its own.
///
/// `Golden/EXAMPLE/KIND.txt` holds standard output alone. `make frames` writes the files
/// again and fails once for each that changed, so that the change is read.
struct Golden: CustomTestStringConvertible, Sendable {
  /// A command and its format: one line for each.
  struct Kind: Sendable {
    let name: String
    let arguments: [String]
    /// Which examples it is recorded of; by default all.
    var examples: [String]?
  }

  static let kinds = [
    Kind(name: "export-dot", arguments: ["export", "--format", "dot"]),
    Kind(name: "export-mermaid", arguments: ["export", "--format", "mermaid"]),
    Kind(name: "export-json", arguments: ["export", "--format", "json"]),
    Kind(name: "export-adjoint", arguments: ["export", "--format", "adjoint"]),
    Kind(name: "export-tangent", arguments: ["export", "--format", "tangent"]),
    Kind(name: "check", arguments: ["check"]),
    Kind(name: "export-latex", arguments: ["export", "--format", "latex"]),
    Kind(name: "export-markdown", arguments: ["export", "--format", "markdown"]),
    Kind(
      name: "export-svg", arguments: ["export", "--format", "svg"],
      examples: ["sum-of-product-and-sine", "layer-jacobian"]),
    Kind(
      name: "export-svg-both",
      arguments: ["export", "--format", "svg", "--mode", "both", "--background", "light"],
      examples: ["cached-chain"]),
    Kind(name: "render-end", arguments: ["render", "--size", "100x30", "--keys", "G"]),
    Kind(
      name: "render-svg",
      arguments: ["render", "--size", "80x24", "--keys", "f n n", "--format", "svg"],
      examples: ["sum-of-product-and-sine"]),
    Kind(name: "trace-table", arguments: ["trace"]),
    Kind(name: "trace-json", arguments: ["trace", "--format", "json"]),
    Kind(name: "trace-csv", arguments: ["trace", "--format", "csv"]),
    Kind(name: "trace-forward", arguments: ["trace", "--mode", "forward"]),
    Kind(name: "trace-events", arguments: ["trace", "--events"]),
    Kind(name: "trace-events-json", arguments: ["trace", "--events", "--format", "json"]),
    Kind(name: "trace-events-csv", arguments: ["trace", "--events", "--format", "csv"]),
  ]

  /// The names of all examples, as the program lists them.
  static let examples = CommandRun(["examples"]).output.split(separator: "\n").compactMap { line in
    line.split(separator: " ").first.map(String.init)
  }

  /// Every kind of every example.
  static let all = kinds.flatMap { kind in
    (kind.examples ?? examples).map { Golden(example: $0, kind: kind) }
  }

  let example: String
  let kind: Kind

  var testDescription: String { "\(example) \(kind.name)" }

  fileprivate var file: RecordedText { RecordedText(name: "\(example)/\(kind.name).txt") }

  func check() throws {
    let run = CommandRun([kind.arguments[0], example] + kind.arguments.dropFirst())
    #expect(run.code == 0, "\(run.errors)")
    try file.check(run.output)
  }
}

/// A file in `Golden`, which holds what the program printed when it was recorded.
struct RecordedText: Sendable {
  let name: String
  /// Whether numbers in it were trained, so that their last digits show how a processor rounds.
  var isTrained = false

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  func check(_ text: String) throws {
    let url = Self.folder.appending(path: name)
    let recorded = try? String(contentsOf: url, encoding: .utf8)
    if isTrained, let recorded, TrainedText(text).agrees(with: TrainedText(recorded)) { return }
    if Recording.isOn, text != recorded {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded anew; read the difference")
      return
    }
    #expect(text == recorded)
  }
}

@Suite struct RecordedGoldenTests {
  @Test(arguments: Golden.all)
  func `every command says of every example what was recorded`(_ golden: Golden) throws {
    try golden.check()
  }

  /// An example that is gone, or a command that is, would leave files that nobody looks at.
  @Test func `nothing is recorded that is not compared`() throws {
    let recorded = try FileManager.default.subpathsOfDirectory(atPath: RecordedText.folder.path)
      .filter { $0.hasSuffix(".txt") }
    let compared =
      Golden.all.map(\.file.name) + ["render-train.txt"]
      + RecordedRenderTrainTests.opened.map { "render-train-\($0.name).txt" }
      + RecordedRenderTrainTests.convolutional.map { "render-train-\($0.name).txt" }
      + RecordedPaneFrameTests.names
      + RecordedRule.files + [RecordedRule.equations] + RecordedDrawingTests.names
      + RecordedIllRunTests.names + RecordedLearnerTests.names
      + RecordedSurfaceTests.names + RecordedLessonRunTests.names
    #expect(Set(recorded) == Set(compared))
  }
}
