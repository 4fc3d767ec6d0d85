import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Explorer

/// What only chooses an element is joined to the node that takes it.
@Suite struct ChooserTests {
  /// The names at the ends of the edges that stand for no use of an operand.
  private func choices(_ text: String, keys: String = "") throws -> [String] {
    let model = try ExplorerModel(text, size: Size(width: 160, height: 50), keys: keys)
    let drawing = try #require(model.drawing)
    #expect(drawing.faults == [])
    return drawing.edges.filter { $0.uses.isEmpty }.map { edge in
      #expect(!edge.route.isEmpty && edge.label == nil)
      let ends = [edge.source, edge.target].map { model.text.names[drawing.outline.items[$0].node] }
      return ends.joined(separator: "→")
    }
  }

  @Test(arguments: [
    ("f = [2, 1, -1]; y = 0; a = f[y]; z = a^2", ["y→a"]),
    ("f = [2, 1, -1]; y = 0; a = f[y + 1]; z = a^2", ["y→a"]),
    ("f = [2, 1, -1]; y = 0; a = f[y:]; z = sum(a)", ["y→a"]),
    ("f = [2, 1, -1]; k = [0, 2]; a = f[k]; z = sum(a)", ["k→a"]),
    ("W = [[1, 2], [3, 4]]; i = 0; j = 1; a = W[i, j]; z = a^2", ["j→a", "i→a"]),
    ("f = [2, 1, -1]; y = 0; a = f[y] + f[0]; z = a*f[y]", ["y→b"]),
    ("f = [2, 1, -1]; a = f[1]; z = a^2", []),
    ("g(t) = f[y]*t; f = [2, 1]; y = 1; z = g(3)", ["y→a"]),
  ])
  func `an index that is a node is joined to what takes the element`(
    _ text: String, _ edges: [String]
  ) throws {
    #expect(try choices(text).sorted() == edges.sorted())
  }

  @Test func `a folded group is joined to what chooses within it`() throws {
    let text = "f = [2, 1]; y = 1; g(t) = f[y]*t + f[y]; z = g(3) + 1"
    #expect(try choices(text, keys: "X").count == 1)
  }

  @Test func `no adjoint comes back to what chooses`() throws {
    let model = try ExplorerModel("f = [2, 1, -1]; y = 0; z = f[y]^2", keys: "G")
    #expect(model.timeline.contributions(to: try #require(model.scope.node(named: "y"))) == [])
  }
}
