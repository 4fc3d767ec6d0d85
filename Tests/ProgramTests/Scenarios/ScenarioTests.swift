import Foundation
import TestSupport
import Testing
import TextCanvas

/// Recorded sessions of the explorer, played in terminals of the usual types.
///
/// Each screen is compared with the frame of the model, character by character with its colours and
/// attributes. The four stories are played always, all others when `RETROGRADE_TERMINALS=1`.
@Suite(.needsTmux) struct ScenarioTests {
  private static var isThorough: Bool {
    ProcessInfo.processInfo.environment["RETROGRADE_TERMINALS"] == "1"
  }

  private static let stories: Set = [
    "story-double-where", "story-dying-chain", "story-reused-variable", "story-softmax-underflow",
  ]

  @Test(arguments: TerminalKind.all, ["C.UTF-8", "C"])
  func `a real terminal shows what the model draws`(
    kind: TerminalKind, locale: String
  ) async throws {
    let scenarios = try Scenario.all(named: "story-", "render-").filter {
      Self.isThorough || Self.stories.contains($0.name)
    }
    #expect(scenarios.count >= Self.stories.count)
    let terminal = try await Terminal()
    for scenario in scenarios {
      do {
        try await play(scenario, in: terminal, kind, locale)
      } catch {
        Issue.record(error, "\(scenario.name)")
      }
    }
  }

  private func play(
    _ scenario: Scenario, in terminal: Terminal, _ kind: TerminalKind, _ locale: String
  ) async throws {
    let size = try scenario.size
    try terminal.restart(
      [Program.path] + scenario.arguments, columns: size.width, rows: size.height,
      environment: ["TERM": kind.name, "LC_ALL": locale])
    var pressed: [Key] = []
    for part in try [[]] + scenario.keys {
      pressed += part
      try terminal.press(part)
      let frame = try scenario.frame(on: kind, after: pressed)
      try await terminal.waits(until: .shows(frame, of: scenario.name))
    }
  }
}

extension Terminal {
  /// Presses keys; characters are typed.
  fileprivate func press(_ keys: [Key]) throws {
    var typed = ""
    for key in keys {
      if case .character(let character) = key {
        typed.append(character)
      } else {
        if !typed.isEmpty { try type(typed) }
        typed = ""
        try press(key.description)
      }
    }
    if !typed.isEmpty { try type(typed) }
  }
}

extension Terminal.Condition {
  /// Every cell of the screen looks as in this frame.
  fileprivate static func shows(_ frame: ShownScreen, of name: String) -> Terminal.Condition {
    Terminal.Condition(
      words: "shows the frame of \(name)",
      complaint: { terminal in
        try ShownScreen(captured: terminal.coloredScreen).difference(from: frame) ?? ""
      },
      holds: { try ShownScreen(captured: $0.coloredScreen) == frame })
  }
}
