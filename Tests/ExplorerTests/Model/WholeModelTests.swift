import Autodiff
import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Laws about the explorer as one value.
@Suite struct WholeModelTests {
  private static let programs = [
    "z = x*y + sin(x)", "phi(t) = tanh(t); z = phi(phi(x)*w) + w", "z = sum([x, y] * [2, 3])",
    "z = log(x - 1)*0", "x = 0; z = 1/x",
  ]

  @Test(arguments: programs)
  func `equal models draw equal frames`(_ text: String) throws {
    var (one, other) = (try ExplorerModel(text), try ExplorerModel(text))
    var seen: [ExplorerModel] = []
    for key in "n n s N x x n n f b w l h C c G g W Escape m n n P Escape r".split(separator: " ") {
      try one.press(String(key))
      try other.press(String(key))
      #expect(one == other, "after \(key)")
      for former in seen where former == one { #expect(former.view() == one.view()) }
      seen.append(one)
    }
    #expect(seen.contains { $0 != one })
  }

  @Test(arguments: programs)
  func `what is undone and made again is as it was`(_ text: String) throws {
    for (position, change) in [(0, "set x 3"), (3, "seed z 2"), (2, "edit z = x^2 + x*y*w")] {
      var model = try ExplorerModel(text)
      try model.perform("goto \(position)")
      let before = model
      guard (try? model.perform(change)) != nil else { continue }
      let after = model
      try model.press("U")
      #expect(model.forgettingChanges == before.forgettingChanges, "\(change), taken back")
      try model.press("C-r")
      #expect(model.withoutNotice == after.withoutNotice, "\(change), made again")
    }
  }

  @Test(arguments: programs)
  func `a session that is resumed is where it was saved`(_ text: String) throws {
    var model = try ExplorerModel(text)
    for command in ["set x 3", "goto 4", "break z", "watch x*2", "select z", "set duals on"] {
      try model.perform(command)
    }
    let saved = try SessionFile(SessionFile.text(of: model), origin: "test")
    var resumed = try ExplorerModel(saved.program, size: model.size)
    #expect(resumed.resume(saved, path: "test").problems.isEmpty)
    let later = try SessionFile(SessionFile.text(of: resumed), origin: "test")
    var again = try ExplorerModel(later.program, size: model.size)
    again.resume(later, path: "test")
    #expect(again == resumed)
    #expect(resumed.timeline == model.timeline)
    #expect(resumed.debugger.breakpoints == model.debugger.breakpoints)
    #expect(resumed.debugger.watches.all.map(\.text) == model.debugger.watches.all.map(\.text))
    #expect(resumed.selection == model.selection && resumed.showsDuals == model.showsDuals)
  }

  @Test(arguments: programs, ["hvp x=1", "derivative"])
  func `back from a detour all is as it was`(_ text: String, _ detour: String) throws {
    var model = try ExplorerModel(text, keys: "n n n b w")
    let before = model
    guard (try? model.perform(detour)) != nil else { return }
    try model.press("n n s f l")
    #expect(model != before)
    try model.press("Escape")
    #expect(model.withoutNotice == before.withoutNotice)
  }

  @Test func `a model is another one after each kind of change`() throws {
    let first = try ExplorerModel("z = x*y + sin(x)")
    let keys = ["n", "l", "b", "w", "z", "O", "F2", "m", "?", ":", "7", "+", "]"]
    for key in keys {
      var model = first
      try model.press(key)
      #expect(model.withoutNotice != first.withoutNotice, "\(key)")
    }
  }
}

extension ExplorerModel {
  /// Does a command as it is typed.
  fileprivate mutating func perform(_ text: String) throws {
    let command = try DebuggerCommand.parse(text)
    _ = try perform(command)
    finishLayout()
  }

  fileprivate var withoutNotice: ExplorerModel {
    var model = self
    model.notice = nil
    return model
  }

  /// The same, as if it could neither be undone nor made again.
  fileprivate var forgettingChanges: ExplorerModel {
    var model = withoutNotice
    (model.debugger.past, model.debugger.future) = ([], [])
    return model
  }
}
