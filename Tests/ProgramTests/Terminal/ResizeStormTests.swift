import ArgumentParser
import Basics
import Explorer
import Glibc
import TestSupport
import Testing
import TextCanvas
import Widgets

@testable import Commands

/// A terminal whose size changes all the time, while keys arrive.
@Suite(.needsTmux, .drivesPrograms) struct ResizeStormTests {
  private static let program = ["z = x*y + sin(x)", "--at", "x=2,y=3"]

  /// Something that is open while it storms.
  struct Place: CustomTestStringConvertible {
    let name: String
    var program = ResizeStormTests.program
    /// What has to be seen before the storm begins.
    var sign = "event 0/11"
    /// The keys that lead there.
    var opening: [String] = []
    /// The keys that are pressed in it.
    let keys: [String]
    /// The keys that end it.
    var closing: [String] = []

    var testDescription: String { name }

    static let all = [
      // Not [ and ], whose limits depend on the size, nor arrows, which lead along the drawing of the
      // moment: that of a size may come before the next key or after it.
      Place(name: "stepping", keys: ["n", "n", "N", "s", "S", "u", "z", "Z", "b"]),
      Place(name: "a prompt", opening: ["e"], keys: ["n", "2", "Left", "BSpace", "Home", "End"]),
      Place(name: "an answer", opening: ["A"], keys: ["Down", "Up", "Home", "End"]),
      // How far one can scroll depends on the size; the top is the same in all.
      Place(
        name: "the help", opening: ["?"], keys: ["Down", "Down", "Up"],
        closing: Array(repeating: "Up", count: 120)),
      Place(name: "an animation", opening: ["-", "a"], keys: ["+", "-"], closing: ["g", "g"]),
      Place(
        name: "the start screen", program: [], sign: "a debugger for derivatives",
        keys: ["Down", "Down", "Up", "End"]),
      Place(
        name: "a tensor", program: ["four-equations"], sign: "event 0/",
        opening: ["n", "Enter"], keys: ["s", "S", "Down", "Right", "x"]),
    ]
  }

  @Test(arguments: Place.all)
  func `after two hundred sizes as fast as they come the frame is right`(_ place: Place)
    async throws
  {
    let terminal = try await Terminal()
    let before = try terminal.state
    let words = place.program.map { "'\($0)'" }.joined(separator: " ")
    try await terminal.run("retrograde \(words)")
    try await terminal.waits(until: .shows(place.sign))
    try place.opening.forEach { try terminal.press($0) }
    let pressed = try storm(terminal, keys: place.keys)
    try place.closing.forEach { try terminal.press($0) }
    // Once this is drawn, all keys have been taken.
    try terminal.resize(columns: place.program.isEmpty ? 79 : 20, rows: 4)
    try await terminal.waits(until: .shows(place.program.isEmpty ? "▸" : "too small"))
    try terminal.resize(columns: 80, rows: 24)
    let frame = try frame(of: place.program, place.opening + pressed + place.closing)
    try await terminal.waits(until: .shows(frame: frame))
    try terminal.signal(SIGTERM)
    try await terminal.waits(until: .isBack(to: before))
  }

  /// What the model shows after the keys and a change of its size.
  private func frame(of program: [String], _ keys: [String]) throws -> String {
    let command = try RenderExplorerCommand.parse(program)
    let size = Size(width: 80, height: 24)
    let typed = try KeySequence.parse(keys.joined(separator: " "))
    let screen = MemoryScreen(
      size: size, events: typed + [.resize(size)],
      capabilities: Capabilities(colors: .palette256))
    return try command.lastFrame(on: screen).canvas.text().withoutTrailingSpace
  }

  @Test func `training goes on through it, and the screen is whole`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde train --epochs 1000")
    try await terminal.waits(until: .shows(" training "))
    _ = try storm(terminal, keys: ["l", "Tab", "O"])
    try await terminal.waits(until: .shows(" retrograde  train "))
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    // What had begun before the pause is shown when it is done.
    try await terminal.waits(until: .isAtRest)
    let screen = try terminal.screen
    // Drawn again, it is the same: nothing of another size is left over. Help that comes and goes is seen
    // after that.
    try terminal.press("C-l ?")
    try await terminal.waits(until: .shows("╭ help ─"))
    try terminal.press("Escape")
    try await terminal.waits(until: .shows(frame: screen))
    try terminal.press("C-c q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  /// Two hundred sizes up to 300x100, the extremes first, a key before each; then 80x24 and one key
  /// more. Returns the keys that were pressed.
  private func storm(_ terminal: Terminal, keys: [String]) throws -> [String] {
    var generator = SplitMix64(seed: 7)
    var sizes = [(1, 1), (300, 100), (1, 100), (300, 1)]
    while sizes.count < 200 {
      sizes.append((generator.integer(below: 300) + 1, generator.integer(below: 100) + 1))
    }
    var pressed: [String] = []
    for (number, (columns, rows)) in sizes.enumerated() {
      pressed.append(keys[generator.integer(below: keys.count)])
      try terminal.press(pressed[number], thenResizeTo: (columns, rows))
    }
    pressed.append(keys[0])
    try terminal.press(keys[0], thenResizeTo: (80, 24))
    return pressed
  }
}
