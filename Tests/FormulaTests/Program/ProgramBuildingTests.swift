import Autodiff
import Formula
import Testing

/// Graphs that were built by code, which have no text.
@Suite struct ProgramBuildingTests {
  private static func layer(
    _ weights: [Double] = [1, 2, 3, 4], precision: Precision = .double
  ) throws -> Program? {
    var graph = Graph()
    let matrix = try graph.appendInput(try #require(Shape([2, 2])))
    let vector = try graph.appendInput(try #require(Shape([2])))
    graph.notes.name(matrix, "W1")
    graph.notes.name(vector, "x")
    let product = try graph.append(.matrixProduct, [matrix, vector])
    let sum = try graph.append(.sum, [product])
    return Program(
      graph, title: "step 12, row 3", inputs: [(matrix, weights), (vector, [5, 6])],
      outputs: [sum], precision: precision)
  }

  @Test func `a built graph is run as a program that was read`() throws {
    let program = try #require(try Self.layer())
    var timeline = try program.timeline()
    timeline.seek(to: timeline.count)
    #expect(timeline.value(of: program.output).elements == [56])
    #expect(timeline.adjoint(of: program.inputs[0].node).elements == [5, 6, 5, 6])
    #expect(StateScope(program).node(named: "W1") == program.inputs[0].node)
  }

  @Test func `its inputs can be set, and its names stay the same ones`() throws {
    let program = try #require(try Self.layer())
    let changed = try program.setting("x", to: "[7, 8]")
    #expect(changed.inputs.map(\.values) == [[1, 2, 3, 4], [7, 8]])
    #expect(changed.graph.hasSameNodes(as: program.graph))
    #expect(changed.headline == "step 12, row 3")
    #expect(changed.writing == program.writing)
    #expect(throws: FormulaFailure.self) { try program.setting("x", to: "[7, 8, 9]") }
  }

  @Test func `it is printed when somebody asks`() throws {
    let program = try #require(try Self.layer())
    #expect(!program.isEditable)
    let read = try Program(program.text)
    #expect(read.graph.hasSameNodes(as: program.graph))
  }

  @Test func `values that do not fit make no program`() throws {
    #expect(try Self.layer([1, 2]) == nil)
  }

  @Test func `single precision rounds as it steps`() throws {
    let program = try #require(try Self.layer([1e30, 1e30, 0, 0], precision: .single))
    let changed = try program.setting("x", to: "[1e10, 0]")
    var timeline = try changed.timeline()
    timeline.seek(to: timeline.count)
    #expect(timeline.value(of: changed.output).elements == [.infinity])
  }
}
