import Autodiff
import Formula
import Foundation
import TestSupport
import Testing

@testable import Lessons

/// What each engine does to each built-in example: where it first differs, or that the example cannot
/// tell. Recorded anew with the other frames, and then read.
@Suite struct RecordedEngineTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "engines.txt")

  @Test
  func
    `every engine but that of means is shown by an example, and every example says what it can tell`()
    throws
  {
    let table = try Example.all.map { try Self.section(of: $0) }.joined(separator: "\n")
    let recorded = try? String(contentsOf: Self.file, encoding: .utf8)
    if Recording.isOn, table != recorded {
      try table.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("engines.txt was recorded anew; read the difference")
    }
    #expect(table == recorded)
    // No example has a mean of several numbers.
    for engine in WrongEngine.allCases where engine != .noMean {
      let shows = try Example.all.filter { example in
        try WrongRun(Self.program(example).timeline(), engine: engine).firstDifference != nil
      }
      #expect(!shows.isEmpty, "no example shows \(engine.rawValue)")
    }
  }

  private static func program(_ example: Example) throws -> Program {
    try Program(example.text, origin: example.name)
  }

  private static func section(of example: Example) throws -> String {
    let program = try program(example)
    let scope = StateScope(program)
    let rows = try WrongEngine.allCases.map { engine in
      let wrong = try WrongRun(program.timeline(), engine: engine)
      let name = engine.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
      guard let difference = wrong.firstDifference else { return "  \(name) cannot tell" }
      let shape = program.graph.shape(of: difference.node)
      let element = shape.isScalar ? "" : ", element \(difference.element)"
      return "  \(name) event \(difference.event): adj(\(scope.spelling(of: difference.node)))"
        + "\(element) is \(number(difference.wrong)), should be \(number(difference.right))"
    }
    return "\(example.name)\n" + rows.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String { String(format: "%.6g", value) }
}
