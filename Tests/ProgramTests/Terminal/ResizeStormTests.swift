import TestSupport
import Testing

/// A terminal whose size changes all the time, while keys arrive.
@Suite(.needsTmux) struct ResizeStormTests {
  @Test(arguments: ["", "e"])
  func `after sixty sizes in three seconds the frame is right`(opening: String) async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    if !opening.isEmpty { try terminal.press(opening) }
    let pressed = try await storm(terminal, keys: ["n", "n", "N", "s", "S", "Left", "Right"])
    let frame = try Program.frame(
      "z = x*y + sin(x)", at: "x=2,y=3", columns: 80, rows: 24,
      keys: ([opening] + pressed).joined(separator: " "))
    try await terminal.waits(until: .shows(frame: frame))
    // Out of the prompt first, if there is one.
    try terminal.press(opening.isEmpty ? "C-c" : "C-c C-c")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `training goes on through it`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde train --epochs 1000")
    try await terminal.waits(until: .shows(" training "))
    _ = try await storm(terminal, keys: ["l", "?", ".", "Space"])
    try await terminal.waits(until: .shows(" retrograde  train "))
    try terminal.press("C-c")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  /// Sixty sizes, the extremes first, a key before each; then 80x24 and one key more. Returns the
  /// keys that were pressed.
  private func storm(_ terminal: Terminal, keys: [String]) async throws -> [String] {
    var generator = SplitMix64(seed: 7)
    var sizes = [(1, 1), (200, 60), (1, 60), (200, 1)]
    while sizes.count < 60 {
      sizes.append((generator.integer(below: 200) + 1, generator.integer(below: 60) + 1))
    }
    var pressed: [String] = []
    let start = ContinuousClock.now
    for (number, (columns, rows)) in sizes.enumerated() {
      pressed.append(keys[generator.integer(below: keys.count)])
      try terminal.press(pressed[number])
      try terminal.resize(columns: columns, rows: rows)
      try await Task.sleep(until: start.advanced(by: .milliseconds(50 * (number + 1))))
    }
    try terminal.resize(columns: 80, rows: 24)
    pressed.append(keys[0])
    try terminal.press(keys[0])
    return pressed
  }
}
