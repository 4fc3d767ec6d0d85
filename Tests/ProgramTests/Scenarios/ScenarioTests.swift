import Foundation
import TestSupport
import Testing
import TextCanvas

/// Recorded sessions of the explorer, played in terminals of the usual types.
///
/// Each screen is compared with the frame of the model, character by character with its colours and
/// attributes. The four stories are played always, all others when `RETROGRADE_TERMINALS=1`.
@Suite(.needsTmux, .drivesPrograms) struct ScenarioTests {
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
    var pressed: [ScreenEvent] = []
    for part in try [[]] + scenario.keys {
      pressed += part
      try terminal.press(part)
      let frame = try scenario.frame(on: kind, after: pressed)
      try await terminal.waits(until: .shows(frame, of: scenario.name))
    }
  }
}

extension Terminal {
  /// Presses keys; characters are typed, and so is what a terminal reports of the mouse.
  fileprivate func press(_ events: [ScreenEvent]) throws {
    var typed = ""
    for event in events {
      switch event {
      case .key(.character(let character)): typed.append(character)
      case .mouse(let event): typed += event.report
      case .key(let key):
        if !typed.isEmpty { try type(typed) }
        typed = ""
        try press(key.description)
      default: break
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

extension MouseEvent {
  /// What a terminal sends of it.
  fileprivate var report: String {
    let (code, isRelease) = code
    let held =
      (modifiers.contains(.shift) ? 4 : 0) + (modifiers.contains(.alt) ? 8 : 0)
      + (modifiers.contains(.control) ? 16 : 0)
    return "\u{1B}[<\(code + held);\(position.x + 1);\(position.y + 1)\(isRelease ? "m" : "M")"
  }

  private var code: (Int, isRelease: Bool) {
    switch action {
    case .press(let button): (button.number, false)
    case .release(let button): (button.number, true)
    case .drag(let button): (32 + button.number, false)
    case .wheel(.up): (64, false)
    case .wheel(.down): (65, false)
    case .wheel(.left): (66, false)
    case .wheel(.right): (67, false)
    }
  }
}

extension MouseEvent.Button {
  fileprivate var number: Int {
    switch self {
    case .left: 0
    case .middle: 1
    case .right: 2
    }
  }
}
