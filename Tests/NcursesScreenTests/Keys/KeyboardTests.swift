import Glibc
import TestSupport
import Testing
import TextCanvas

@testable import NcursesScreen

/// What a terminal sends while the program does something else.
@Suite struct KeyboardTests {
  @Test func `the rest of a sequence is read before Escape is believed`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    var keyboard = Keyboard(input: ends[0], sequences: [:])
    func send(_ text: String) { _ = text.withCString { write(ends[1], $0, strlen($0)) } }

    send("\u{1B}")
    let hasRead = keyboard.wait(until: nil)
    let early = keyboard.next()
    #expect(hasRead && early == nil)
    // Meanwhile a frame is drawn, which takes longer than Escape alone would be waited for.
    let drawn = ContinuousClock.now.advanced(by: .milliseconds(50))
    send("[A")
    while ContinuousClock.now < drawn { sched_yield() }
    let late = keyboard.next()
    #expect(late == .key(.up))
  }

  @Test func `Escape alone is the key once nothing follows`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    var keyboard = Keyboard(input: ends[0], sequences: [:])
    _ = "\u{1B}".withCString { write(ends[1], $0, 1) }

    let deadline = ContinuousClock.now.advanced(by: .patience)
    var event: ScreenEvent?
    while event == nil, keyboard.wait(until: deadline) { event = keyboard.next() }
    #expect(event == .key(.escape))
  }
}
