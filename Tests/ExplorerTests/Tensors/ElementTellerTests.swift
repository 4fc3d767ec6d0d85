import Autodiff
import Formula
import Presentation
import TestSupport
import Testing
import TextCanvas

@testable import Explorer
@testable import Inquiry

/// The terms of a story add up to what the kernels computed.
@Suite struct ElementTellerTests {
  private static let programs = [
    "W = [[1, -2, 3], [0.5, 4, -1]]; x = [2, -1, 0.5]; z = sum(W @ x)",
    "x = [2, -1]; W = [[1, -2, 3], [0.5, 4, -1]]; z = sum(x @ W)",
    "A = [[1, 2], [3, 4]]; B = [[0.5, -1], [2, 0.25]]; C = transpose(A) @ B; z = sum(C*C)",
    "x = [1, -2, 3]; b = 0.5; h = tanh(x*b + x); z = sum(h*x)",
    "A = [[1, 2], [3, -4]]; v = [0.5, 2]; H = A*v + v; z = sum(H^2)",
    "A = [[1, 2], [3, -4]]; s = sum(A, axis=0); m = mean(A, axis=1); z = sum(s*m)",
    "x = [1, -2, 3]; p = softmax(x); z = -sum(log(p)*[0, 1, 0])",
    "x = [1, -2, 3]; y = x[0:2]; w = concat(y, x); z = sum(w*w)",
  ]

  @Test(arguments: programs)
  func `the terms of every element add up to its adjoint, or to the last contribution`(
    _ text: String
  ) throws {
    var model = try ExplorerModel(text, size: Size(width: 120, height: 40))
    while model.timeline.position < model.timeline.count {
      try model.press("s")
      guard let last = model.timeline.lastContribution else { continue }
      for element in last.after.elements.indices {
        let story = ElementTeller(model).story(of: .adjoint, last.target, element: element)
        let expected = last.after.elements[element] - last.before.elements[element]
        #expect(story.terms.isEmpty == false)
        #expect((story.rest(from: 0) - expected).magnitude <= 1e-12 * max(1, expected.magnitude))
      }
    }
  }

  @Test(arguments: programs)
  func `once all has arrived the terms add up to the whole adjoint`(_ text: String) throws {
    var model = try ExplorerModel(text, size: Size(width: 120, height: 40))
    try model.press("G")
    for node in model.timeline.graph.nodes
    where model.timeline.contributions(to: node).count > 1 {
      // Of the node that received last, the latest contribution is told instead.
      guard model.timeline.lastContribution?.target != node else { continue }
      let adjoint = model.timeline.adjoint(of: node)
      for element in adjoint.elements.indices {
        let story = ElementTeller(model).story(of: .adjoint, node, element: element)
        let sum = story.rest(from: 0)
        #expect((sum - adjoint.elements[element]).magnitude <= 1e-12 * max(1, sum.magnitude))
      }
    }
  }

  @Test(arguments: programs)
  func `the terms of a product, a sum or a mean add up to the value`(_ text: String) throws {
    var model = try ExplorerModel(text, size: Size(width: 120, height: 40))
    try model.press("G")
    let graph = model.timeline.graph
    for node in graph.nodes
    where [.matrixProduct, .sum, .mean].contains(graph.operation(of: node)) {
      let value = model.timeline.value(of: node)
      for element in value.elements.indices {
        let sum = ElementTeller(model).story(of: .value, node, element: element).rest(from: 0)
        #expect((sum - value.elements[element]).magnitude <= 1e-12 * max(1, sum.magnitude))
      }
    }
  }

  @Test func `the terms of a product come with the largest first`() throws {
    var model = try ExplorerModel(Self.programs[0], size: Size(width: 120, height: 40))
    try model.press("n n s")
    let pane = try #require(model.tensorPane)
    let story = ElementTeller(model).story(of: pane.quantity, pane.node, element: 0)
    #expect(story.terms.map(\.amount) == [2, 2, 1.5])
    #expect(story.terms.first?.label == "W[0, 0]·x[0]")
  }

  @Test func `an element that is only moved says from where`() throws {
    var model = try ExplorerModel(Self.programs[7], size: Size(width: 120, height: 40))
    try model.press("G")
    let node = try #require(
      model.timeline.graph.nodes.first { model.text.names[$0] == "w" })
    let story = ElementTeller(model).story(of: .value, node, element: 3)
    #expect(story.lines.map(\.plain) == ["w[3] = x[1], moved here"])
  }
}
