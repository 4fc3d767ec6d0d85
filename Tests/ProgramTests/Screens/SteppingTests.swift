import TestSupport
import Testing

/// From one end of the timeline to the other and back, on a real terminal.
@Suite(.needsTmux, .drivesPrograms) struct SteppingTests {
  private func frame(columns: Int = 80, rows: Int = 24, keys: String) throws -> String {
    try Program.frame(
      "z = x*y + sin(x)", at: "x=2,y=3", columns: columns, rows: rows, keys: keys)
  }

  @Test func `n to the end shows values and adjoints, N takes them back, q leaves no trace`()
    async throws
  {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    #expect(try terminal.state != before)

    for press in 1...9 {
      try terminal.press("n")
      let keys = String(repeating: "n ", count: press)
      try await terminal.waits(until: .shows(frame: frame(keys: keys)))
    }
    let end = try terminal.screen
    for shown in ["event 11/11", "v 6.9093", "x̄ 2.5839", "ȳ 2"] { #expect(end.contains(shown)) }

    try terminal.press("N N N N N N N N N")
    try await terminal.waits(until: .shows(frame: frame(keys: "")))
    let start = try terminal.screen
    for gone in ["6.9093", "2.5839", "ȳ 2"] { #expect(!start.contains(gone)) }

    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `a resize shows the frame of the new size, and back again`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    let keys = "n n n n n n n s"
    try terminal.press(keys)
    try await terminal.waits(until: .shows(frame: frame(keys: keys)))
    for (columns, rows) in [(40, 10), (80, 24), (120, 40), (10, 3), (80, 24)] {
      try terminal.resize(columns: columns, rows: rows)
      try await terminal.waits(
        until: .shows(frame: frame(columns: columns, rows: rows, keys: keys)))
    }
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
  }
}
