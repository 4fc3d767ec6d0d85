import Autodiff
import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// What the pane of the event says of tensors that are too large to be spelled out.
@Suite struct EventSizeTests {
  private static let text = """
    W = [[3, 0, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0], [0, 0, 0, 12]]; y = 2 * W; l = log(W - 3)
    z = sum(y) + sum(l)
    """

  private func model() throws -> ExplorerModel {
    try ExplorerModel(Self.text, size: Size(width: 120, height: 40))
  }

  /// What is said of the first event of which the words contain others.
  private func words(containing part: String) throws -> String {
    var model = try model()
    while model.timeline.position < model.timeline.count {
      try model.press("s")
      let words = model.eventStages(.most).joined().map(\.plain).joined(separator: "\n")
      if words.contains(part) { return words }
    }
    return ""
  }

  @Test func `a value has its shape and its norm`() throws {
    #expect(try words(containing: "W = ") == "W = [4×4] ‖13‖\ngiven")
    #expect(try words(containing: "y = ").contains("= 2*[4×4] = [4×4] ‖26‖"))
  }

  @Test func `so does an adjoint after a contribution`() throws {
    let words = try words(containing: "is now [4×4] ‖4‖")
    #expect(words.contains("(1 of 1)"), "\(words)")
  }

  @Test func `the pane shows it, and what is not finite in alarm`() throws {
    var model = try model()
    while !model.rows.joined().contains("NaN/∞") || model.timeline.position < 2 {
      try model.press("s")
      guard model.timeline.position < model.timeline.count else { break }
    }
    let parts = model.eventStages(.most).joined().flatMap(\.parts)
    let size = try #require(parts.first { $0.text.contains("NaN/∞") }, "\(parts)")
    #expect(size.text == "14 NaN/∞" && size.role == .alarm)
    #expect(model.rows.contains { $0.contains("= [4×4] 14 NaN/∞") })
  }

  @Test func `a step of a descent says how large gradient and weights are`() throws {
    // The gradient is W itself.
    var model = try ExplorerModel(
      "W = [[3, 0, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0], [0, 0, 0, 12]]; L = sum(W^2)/2",
      size: Size(width: 120, height: 40))
    try model.press("':descend 0.5 1' Enter")
    while model.isBusy { model.proceed() }
    let wanted = "W -= 0.5 · [4×4] ‖13‖ = [4×4] ‖6.5‖"
    #expect(model.eventStages(.most).joined().map(\.plain).contains(wanted))
    #expect(model.rows.contains { $0.contains(wanted) })
    #expect(model.eventStages(.least).joined().contains { $0.plain == "W -= 0.5 · [4×4] = [4×4]" })
  }

  @Test func `so do the variables of an algorithm`() throws {
    var model = try model()
    try model.press("':algorithm parents' Enter s")
    #expect(model.rows.contains { $0.contains("[4×4] ‖13‖") && $0.contains("vᵢ") })
  }

  @Test func `where there is no room only the shape is left`() throws {
    var model = try model()
    try model.press("s")
    #expect(model.eventStages(.least).joined().map(\.plain) == ["W = [4×4]", "given"])
  }

  @Test func `the size of an event's tensor is remembered for the next frame`() throws {
    var model = try model()
    try model.press("s")
    #expect(model.tallies.count == 0)
    _ = model.eventStages(.most)
    #expect(model.tallies.count == 1)
  }
}
