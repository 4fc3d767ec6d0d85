import Foundation
import TestSupport
import Testing

/// Ten faults that were planted in programs of PyTorch (`Tests/captures/faults.py`): one command or one
/// question names each, at the right node.
@Suite struct PlantedFaultTests {
  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "captures/faults/\(name).json").path
  }

  @Test(arguments: [
    ("wrong-reduction", "backward", "number of elements"),
    ("transposed-gradient", "backward: weight", "recorded: transposed"),
    ("missing-summand", "backward: values", "is missing"),
    ("sign", "backward", "with the opposite sign"),
    ("half-underflow", "forward", "-∞ at 2 of 6 elements, where a number should be"),
  ])
  func `diff says where it begins and what it looks like`(
    _ name: String, _ place: String, _ looks: String
  ) {
    let run = CommandRun(["diff", Self.path(name)])
    #expect(run.code == 1, "\(run.output)\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("first difference, \(place)") == true, "\(run.output)")
    #expect(lines.count > 2 && lines[2].contains(looks), "\(run.output)")
  }

  @Test(arguments: [
    (
      "detached", "2 inputs have no path to 'loss', so that their gradients are 0: 'encoder.weight'"
    ),
    ("bias-broadcast", "are broadcast: "),
  ])
  func `a note says it, though all numbers are equal`(_ name: String, _ note: String) {
    let run = CommandRun(["diff", Self.path(name)])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.errors.contains(note), "\(run.errors)")
  }

  @Test(arguments: [
    (
      "nan-by-where", "why",
      "roots does not choose it there, but 0 · NaN is still NaN on the way back. Choose inside as "
        + "well: b = sqrt(where(x > 0, x, 1))"
    ),
    ("norm-at-zero", "why", "the slope of sqrt(c) is infinite there: keep c away from 0"),
    ("dead-path", "signal gate.weight", "off in all 5 rows"),
  ])
  func `a question finds it`(_ name: String, _ question: String, _ words: String) {
    let run = CommandRun(["--plain", Self.path(name)], input: question)
    #expect(run.output.contains(words), "\(run.output)")
  }

  @Test func `nothing differs in captures of models without a fault`() throws {
    let folder = URL(filePath: Self.path("x")).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "models")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    #expect(names.count >= 15)
    for name in names.sorted() {
      let run = CommandRun(["diff", folder.appending(path: name).path])
      #expect(run.code == 0, "\(name): \(run.output)\(run.errors)")
    }
  }
}
