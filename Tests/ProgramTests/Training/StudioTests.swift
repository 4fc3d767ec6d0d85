import Foundation
import TestSupport
import Testing

/// A whole session on the training screen in a real terminal, with the run going on behind it.
///
/// On MNIST where RETROGRADE_MNIST names it, else on the digits that the program draws.
@Suite(.needsTmux, .drivesPrograms, .serialized) struct StudioTests {
  private static let environment = ProcessInfo.processInfo.environment.filter {
    $0.key == "RETROGRADE_MNIST"
  }

  private func studio(_ options: String) async throws -> Terminal {
    let terminal = try await Terminal(columns: 120, rows: 40, environment: Self.environment)
    try await terminal.run("retrograde train \(options)")
    try await terminal.waits(until: .shows(" training ", "samples/s"))
    return terminal
  }

  @Test func `pausing, single minibatches, another rate, drawing, saving and leaving all work`()
    async throws
  {
    let terminal = try await studio("--epochs 1000000 --schedule constant")
    try await pauseAndGoOn(terminal)
    try await changeRate(terminal)
    try await draw(terminal)
    try await saveAndLeave(terminal)
    try await expectSaved(terminal)
  }

  private func pauseAndGoOn(_ terminal: Terminal) async throws {
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    try await terminal.waits(until: .isAtRest)
    let step = try terminal.minibatch
    try terminal.press("n n")
    try await terminal.waits(until: .showsMinibatch(after: step, by: 2))
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" training "))
  }

  private func changeRate(_ terminal: Terminal) async throws {
    try terminal.press("i C-u")
    try terminal.type("0.0123")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("rate 0.0123", " training "))
  }

  /// A stroke from above to below is read as something, while minibatches go by.
  private func draw(_ terminal: Terminal) async throws {
    try terminal.press("0 Up Up Up Up Up Up p")
    try terminal.press(Array(repeating: "Down", count: 12).joined(separator: " "))
    try await terminal.waits(until: .shows("your drawing: predicted ", "pen down", " training "))
    let before = try terminal.screen
    try await terminal.waits(
      until: .init(words: "goes on") { try $0.screen != before && $0.screen.contains("predicted") })
  }

  private func saveAndLeave(_ terminal: Terminal) async throws {
    try terminal.type(":save run.safetensors")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("saved to run.safetensors after ", " training "))
    try terminal.press("q")
    try await terminal.waits(until: .shows("this run is not saved"))
    try terminal.press("q")
    try await terminal.waits(until: .shellHasTerminal)
    try await terminal.waits(
      until: .shows(
        "stopped after ", "train loss ", "saved to run.safetensors, except for the last"))
    try await terminal.expectsCode(0)
  }

  /// What was saved continues: the frame shows the rate that was set, and the minibatch.
  private func expectSaved(_ terminal: Terminal) async throws {
    try await terminal.run("clear; retrograde render train --resume run.safetensors --steps 0")
    try await terminal.waits(until: .shows("784 ⋅ 72 tanh ⋅ 10", " paused ", "rate 0.0123"))
  }

  @Test func `the way from the curve to the graph of a row leads back, and the run goes on`()
    async throws
  {
    let terminal = try await studio("--epochs 1000000 --schedule constant")
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    try await terminal.waits(until: .isAtRest)
    let step = try terminal.minibatch
    try terminal.press("1 Left Left o")
    try await terminal.waits(until: .shows("the rows of its minibatch", "gradient norm"))
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("label ", "predicted ", "event 0/"))
    try terminal.press("G W")
    try await terminal.waits(until: .shows("every number is finite"))
    // That answer is a line, and nothing has to be closed: Escape leads back at once.
    try terminal.press("Escape")
    try await terminal.waits(until: .shows("the rows of its minibatch"))
    try terminal.press("Escape")
    try await terminal.waits(until: .hides("the rows of its minibatch"))
    try await terminal.waits(until: .shows(" paused ", "samples/s"))
    #expect(try terminal.minibatch == step)
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" training "))
    try await terminal.waits(until: .init(words: "goes on") { try $0.minibatch != step })
    try terminal.press("q q")
    try await terminal.waits(until: .shellHasTerminal)
  }

  @Test func `a step is opened on a terminal, and printed in a pipe`() async throws {
    let terminal = try await Terminal(columns: 120, rows: 40, environment: Self.environment)
    try await terminal.run("retrograde step 14")
    try await terminal.waits(until: .shows("step 14: the rows of its minibatch", "gradient norm"))
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("step 14, row "))
    try terminal.press("Escape")
    try await terminal.waits(until: .shows("the rows of its minibatch"))
    try terminal.press("q q")
    try await terminal.waits(until: .shellHasTerminal)
    try await terminal.expectsCode(0)
    try await terminal.run("clear; retrograde step 14 | head -1")
    try await terminal.waits(until: .shows("step 14"))
  }

  @Test func `a step after the end of the run is not there, and sets the exit code`() async throws {
    let terminal = try await Terminal(columns: 120, rows: 40, environment: Self.environment)
    try await terminal.run("retrograde step 99999 --epochs 1")
    try await terminal.waits(until: .shows("there is no step 99999: the last one is step "))
    try await terminal.expectsCode(2)
  }

  @Test func `a run that ended by itself is summed up`() async throws {
    let terminal = try await studio("--epochs 1 --save end.safetensors")
    try await terminal.waits(until: .shows(" finished "))
    try terminal.press("q")
    try await terminal.waits(
      until: .shows("finished after 1 of 1 epochs, ", "saved to end.safetensors\n"))
    try await terminal.expectsCode(0)
  }

  @Test func `C-c asks as q does, then leaves and sums up`() async throws {
    let terminal = try await studio("--epochs 1000000")
    try terminal.press("C-c")
    try await terminal.waits(until: .shows("this run is not saved"))
    try terminal.press("C-c")
    try await terminal.waits(until: .shows("stopped after ", "train loss ", "not saved\n"))
    try await terminal.expectsCode(0)
  }

  @Test func `a loss that is not a number is reported, and sets the exit code`() async throws {
    let terminal = try await Terminal(columns: 120, rows: 40, environment: Self.environment)
    try await terminal.run("retrograde train --rate 3e38")
    try await terminal.waits(until: .shows("the run stopped"))
    try terminal.press("q")
    try await terminal.waits(until: .shows("stopped after ", "retrograde: "))
    try await terminal.expectsCode(4)
  }
}
