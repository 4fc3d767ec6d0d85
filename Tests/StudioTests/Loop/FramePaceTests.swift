import Autodiff
import Formula
import Learning
import TestSupport
import Testing
import TextCanvas

@testable import Explorer
@testable import Studio
@testable import Widgets

/// When frames are drawn and when Ctrl-C quits.
@Suite struct FramePaceTests {
  /// Steps forth and back over and over, with never a moment's rest, until so many frames have been shown.
  private struct Flood: Screen {
    let size = Size(width: 80, height: 24)
    let capabilities = Capabilities()
    let waker = Waker {}
    let wantedFrames: Int
    var frames = 0
    var isForth = false
    let deadline = ContinuousClock.now.advanced(by: .patience)

    mutating func show(_ canvas: Canvas, cursor: Position?) { frames += 1 }
    mutating func nextEvent(timeout: Duration?) -> ScreenEvent? {
      guard frames < wantedFrames, ContinuousClock.now < deadline else { return .ended }
      isForth.toggle()
      return .key(.character(isForth ? "n" : "N"))
    }
    func copy(_ text: String) {}
    func useMouse(_ isOn: Bool) {}
    func lend(to work: () -> Void) { work() }
    func redrawAll() {}
  }

  /// Some keys at a time, with a rest after each handful.
  private struct Typist: Screen {
    let size = Size(width: 80, height: 24)
    let capabilities = Capabilities()
    let waker = Waker {}
    var handfuls: [[ScreenEvent]]

    init(_ handfuls: [[ScreenEvent]]) { self.handfuls = handfuls }

    mutating func show(_ canvas: Canvas, cursor: Position?) {}
    mutating func nextEvent(timeout: Duration?) -> ScreenEvent? {
      guard !handfuls.isEmpty else { return .ended }
      guard handfuls[0].isEmpty else { return handfuls[0].removeFirst() }
      if timeout == .zero { return nil }
      handfuls.removeFirst()
      return nextEvent(timeout: timeout)
    }
    func copy(_ text: String) {}
    func useMouse(_ isOn: Bool) {}
    func lend(to work: () -> Void) { work() }
    func redrawAll() {}
  }

  private static let interrupt = ScreenEvent.key(.control("c"))
  private static let next = ScreenEvent.key(.character("n"))

  private func app() throws -> AppModel {
    var model = AppModel(size: Size(width: 80, height: 24))
    try model.open(Program("z = x*y + sin(x)", at: "x=2,y=3"))
    return model
  }

  private func position(after handfuls: [[ScreenEvent]]) throws -> Int? {
    var model = try app()
    var screen = Typist(handfuls)
    run(&model, on: &screen, training: .none)
    return model.explorer?.timeline.position
  }

  @Test func `frames are drawn while more and more is typed`() throws {
    var model = try app()
    var screen = Flood(wantedFrames: 4)
    run(&model, on: &screen, training: .none)
    #expect(screen.frames >= 4)
  }

  @Test func `Ctrl-C that was typed before the answer was shown does not quit`() throws {
    let (next, interrupt) = (Self.next, Self.interrupt)
    #expect(try position(after: [[next, interrupt], [next]]) == 2)
    #expect(try position(after: [[next, interrupt, interrupt, next], [next]]) == 3)
    #expect(try position(after: [[next], [.wake, next, interrupt], [next]]) == 3)
  }

  @Test func `Ctrl-C quits when the last frame has shown everything`() throws {
    let (next, interrupt) = (Self.next, Self.interrupt)
    #expect(try position(after: [[next], [interrupt], [next]]) == 1)
    // What comes by itself was not worked at for anybody.
    #expect(try position(after: [[next], [.wake, interrupt], [next]]) == 1)
    #expect(try position(after: [[interrupt], [next]]) == 0)
  }

  @Test func `Ctrl-C at the end of a script's keys is one that was pressed on purpose`() throws {
    var model = try app()
    var screen = MemoryScreen(
      size: Size(width: 80, height: 24),
      keys: [.character("n"), .control("c"), .character("n")])
    run(&model, on: &screen, training: .none, isScripted: true)
    #expect(model.explorer?.timeline.position == 1)
  }
}
