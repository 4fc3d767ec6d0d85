import Autodiff
import Formula
import Inquiry
import Presentation
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer

/// The explorer on a program whose numbers are computed in single precision.
@Suite struct PrecisionTests {
  private static let size = Size(width: 80, height: 24)

  private func model(
    _ text: String, at values: String? = nil, _ commands: String...,
    mode: TimelineMode = .reverse
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(
      Program(text, at: values, precision: .single), size: Self.size, mode: mode)
    for command in commands { _ = try model.perform(DebuggerCommand.parse(command)) }
    return model
  }

  @Test(arguments: Example.all.map(\.name), [TimelineMode.reverse, .forward, .both])
  func `the end of an example has the bits of the sweeps in single precision`(
    _ name: String, mode: TimelineMode
  ) throws {
    let example = try #require(Example.all.first { $0.name == name })
    let program = try Program(example.text, precision: .single)
    var model = try ExplorerModel(program, size: Self.size, mode: mode)
    _ = try model.perform(DebuggerCommand.parse("goto end"))
    var sweeps = try program.evaluation(in: Float.self)
    sweeps.forward()
    if mode != .reverse {
      try sweeps.pushforward(
        along: program.movements.map { ($0.input, $0.tangent.map { Float($0) }) })
    }
    if mode != .forward { try sweeps.reverse(from: program.output) }
    for node in program.graph.nodes {
      #expect(model.timeline.value(of: node).elements.isSame(sweeps.value(of: node).elements))
      #expect(model.timeline.adjoint(of: node).elements.isSame(sweeps.adjoint(of: node).elements))
      #expect(model.timeline.tangent(of: node).elements.isSame(sweeps.tangent(of: node).elements))
    }
  }

  @Test func `changes, modes, undo and detours stay in single precision`() throws {
    var model = try model("a = x*y; z = exp(a)", at: "x=0.1,y=3", "set y 890", "goto end")
    let z = model.program.output
    #expect(model.timeline.value(of: z).scalar == .infinity)
    for command in ["set mode both", "set mode forward", "undo", "set y 890", "goto end"] {
      _ = try model.perform(DebuggerCommand.parse(command))
      #expect(model.timeline.precision == .single, "after \(command)")
    }
    #expect(model.timeline.value(of: z).scalar == .infinity)
    for detour in ["derivative", "hvp"] {
      _ = try model.perform(DebuggerCommand.parse(detour))
      #expect(model.timeline.precision == .single, "\(detour)")
      _ = try model.perform(DebuggerCommand.parse("return"))
    }
  }

  @Test func `a run forward and one backward stop at an overflow of single precision`() throws {
    var model = try model("a = x*y; b = exp(a); z = b/y", at: "x=89,y=1", "break nan", "c")
    #expect(model.timeline.lastEvent == .value(try model.scope.existingNode("b")))
    let position = model.timeline.position
    _ = try model.perform(DebuggerCommand.parse("goto end"))
    while model.timeline.position > position {
      _ = try model.perform(DebuggerCommand.parse("reverse"))
    }
    #expect(model.timeline.position == position)
  }

  @Test func `questions answer with numbers of single precision`() throws {
    var model = try model("x = [0.1, 0.7]; z = sum(x*x)", "goto end")
    let sheet = try MatrixSheet(model.jacobian(of: "z", by: "x"))
    #expect(sheet.elementText.plain == "dz/dx[0] = 0.2")
    let x = try model.scope.existingNode("x")
    for element in 0..<2 {
      let story = ElementTeller(model).story(of: .adjoint, x, element: element)
      for term in story.terms { #expect(term.amount == Double(Float(term.amount))) }
    }
    let reply = try model.perform(DebuggerCommand.parse("print x"))
    #expect(reply.answer.lines.first?.text.plain == "x = [0.1, 0.7]")
  }
}

extension [Double] {
  fileprivate func isSame(_ others: [Float]) -> Bool {
    elementsEqual(others) { $0.isNaN && $1.isNaN || $0.bitPattern == Double($1).bitPattern }
  }
}
