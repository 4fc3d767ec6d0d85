import Autodiff
import Formula
import Foundation
import Lessons
import TestSupport
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry
@testable import Studio
@testable import TrainingScreen

/// Keys, commands and sizes at random: nothing may trap, and what must hold always holds.
///
/// `RETROGRADE_HUNT=100` runs a hundred times as long.
@Suite struct RandomKeyTests {
  private static var length: Int {
    ProcessInfo.processInfo.environment["RETROGRADE_HUNT"].flatMap { Int($0) } ?? 1
  }

  private static let size = Size(width: 80, height: 24)

  @Test(arguments: Example.all)
  func `whatever is pressed in an example, the frame keeps its shape`(_ example: Example) throws {
    let program = try Program(example.text, origin: example.name)
    for seed in 0..<UInt64(Self.length) {
      var model = AppModel(size: Self.size)
      try model.open(program)
      try Hunt(seed: seed, names: program.nodeNames).press(120, in: &model)
    }
  }

  @Test func `whatever is pressed in a lesson about a run, the frame keeps its shape`() throws {
    let play = try LessonPlay(try Lesson(LessonRunTests.text, name: "own"), seed: "1")
    for seed in 0..<UInt64(Self.length * 4) {
      var model = AppModel(size: Self.size)
      try model.open(LessonSession(play))
      try Hunt(seed: seed, names: ["x", "loss"]).press(120, in: &model)
    }
  }

  @Test func `whatever is pressed on the start screen, the frame keeps its shape`() throws {
    for seed in 0..<UInt64(Self.length * 4) {
      var model = AppModel(size: Self.size)
      try Hunt(seed: seed, names: ["x", "z"]).press(80, in: &model)
    }
  }

  @Test(arguments: Example.all)
  func `what was changed can be taken back`(_ example: Example) throws {
    let program = try Program(example.text, origin: example.name)
    for seed in 0..<UInt64(Self.length) {
      var model = try ExplorerModel(program, size: Self.size)
      var keys = RandomKeys(seed: seed + 100, names: program.nodeNames)
      // As many as the memory for changes holds.
      for _ in 0..<80 { for event in keys.next() { model.press(event) } }
      try model.press("Escape Escape Escape C-c")
      // A detour has changes of its own.
      for _ in model.detour.waiting { try model.press("o") }
      try model.press("1000 U")
      #expect(model.debugger.past.isEmpty)
      #expect(model.program.text == program.text)
      #expect(model.debugger.whatIf.isEmpty)
    }
  }

  @Test(arguments: Example.all)
  func `back at the start, all is as it was`(_ example: Example) throws {
    let program = try Program(example.text, origin: example.name)
    for seed in 0..<UInt64(Self.length * 2) {
      var model = try ExplorerModel(program, size: Size(width: 120, height: 40))
      var keys = RandomKeys(seed: seed + 200, names: [])
      try model.press("b g")
      let first = model
      for _ in 0..<40 {
        for event in keys.nextTravel() { model.press(event) }
        while model.isBusy { model.proceed() }
      }
      try model.press("g")
      // The camera stays where it was last needed.
      model.camera = first.camera
      #expect(model.view() == first.view())
    }
  }
}

/// Presses keys at random, and looks after each whether what always holds still does.
private struct Hunt {
  let seed: UInt64
  let names: [String]

  func press(_ count: Int, in model: inout AppModel) throws {
    var keys = RandomKeys(seed: seed, names: names)
    var size = Size(width: 80, height: 24)
    var pressed: [ScreenEvent] = []
    for _ in 0..<count {
      for event in keys.next() {
        pressed.append(event)
        if case .resize(let new) = event { size = new }
        for effect in model.update(event) { perform(effect, in: &model) }
        if let answer = model.takeWantedDrawing()?.answer() { model.show(answer) }
      }
      try finish(&model, size, pressed)
      let frame = model.view()
      guard frame.canvas.size == size else {
        throw Finding("a frame of another size", size, pressed)
      }
      guard frame.cursor.map({ Rect(size).contains($0) }) ?? true else {
        throw Finding("a cursor outside the frame", size, pressed)
      }
    }
  }

  /// Does what the run loop would do; nobody writes files here, and nobody quits.
  private func perform(_ effect: Effect, in model: inout AppModel) {
    switch effect {
    case .screen(.switchScreen): model.openTraining(TrainingPort.none.snapshot())
    case .file(let effect):
      for next in model.perform(effect, with: .none) { perform(next, in: &model) }
    case .openAgain(let program):
      for next in model.openAgain(program, with: .none) { perform(next, in: &model) }
    case .edit(let text): model.finishEditing(text, .success(text + "\nw = x"))
    case .screen(.quit), .screen(.redrawAll), .screen(.toggleMouse), .screen(.goBack), .useMouse,
      .open, .openText, .openLesson, .lesson, .beginRun, .remember, .copy, .showLine, .train,
      .compare, .openImage,
      .showImage,
      .replay,
      .openRow, .openMinibatch:
      break
    }
  }

  /// What continues by itself comes to an end.
  private func finish(_ model: inout AppModel, _ size: Size, _ pressed: [ScreenEvent]) throws {
    var rounds = 0
    while model.isBusy {
      model.proceed()
      rounds += 1
      if rounds > 100_000 { throw Finding("no end", size, pressed) }
    }
  }
}

/// What a hunt has found, and what led to it.
private struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, _ size: Size, _ pressed: [ScreenEvent]) {
    description = "\(what) at \(size) after \(pressed.suffix(60))"
  }
}

extension Program {
  /// What its nodes are called, and a name that none has.
  fileprivate var nodeNames: [String] {
    let names = StateScope(self).names
    return graph.nodes.map { names[$0] } + ["nothing"]
  }
}
