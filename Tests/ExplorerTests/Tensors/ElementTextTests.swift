import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Explorer
@testable import Inquiry

/// What is said of single elements, word for word.
@Suite struct ElementTextTests {
  /// The lines and terms about an element of the node `y` at the end of time.
  private func told(
    _ program: String, _ quantity: Quantity, _ name: String, _ element: Int
  ) throws -> [String] {
    var model = try ExplorerModel(program, size: Size(width: 120, height: 40))
    try model.press("G")
    let node = try #require(model.timeline.graph.nodes.first { model.text.names[$0] == name })
    // At an element's last contribution that one is told.
    if quantity == .adjoint, let last = model.timeline.contributions(to: node).last {
      model.timeline.seek(to: last)
    }
    let story = ElementTeller(model).story(of: quantity, node, element: element)
    return story.lines.map(\.plain)
      + story.terms.map { term in
        [term.label, term.numbers, "\(term.amount)"].filter { !$0.isEmpty }.joined(separator: " = ")
      }
  }

  private static let x = "x = [3, 1, 2]\n"

  @Test(arguments: [
    ("y = sort(x)", 0, ["y[0] = x[1] = 1", "  number 1 of 3 in ascending order"]),
    ("y = sort(x)", 2, ["y[2] = x[0] = 3", "  number 3 of 3 in ascending order"]),
    ("y = x[[0, 2, 0]]", 1, ["y[1] = x[2], moved here"]),
    ("y = [x; 7]", 2, ["y[2] = x[2], moved here"]),
    ("y = cumsum(x)", 1, ["y[1] is the sum of x[0] to x[1]:", "x[0] = 3.0", "x[1] = 1.0"]),
    ("y = cumsum(x)", 0, ["y[0] is the sum of x[0] alone:", "x[0] = 3.0"]),
    ("y = cumprod(x)", 2, ["y[2] is the product of x[0] to x[2]:", "  = 3·1·2 = 6"]),
    ("y = prod(x)", 0, ["y is the product of 3 elements:", "  = 3·1·2 = 6"]),
    (
      "y = norm([3, 4]*x[0]/x[0])", 0,
      ["y is the root of the sum of 2 squares:", "c[1]² = 4² = 16.0", "c[0]² = 3² = 9.0"]
    ),
    (
      "y = argmax(x)", 0,
      [
        "y = 0, the place of x[0], the largest of 3 elements:", "  x[0] = 3", "  x[2] = 2",
        "  x[1] = 1",
      ]
    ),
    (
      "y = max(x)", 0,
      ["y = x[0], the largest of 3 elements:", "  x[0] = 3", "  x[2] = 2", "  x[1] = 1"]
    ),
    (
      "y = max([x; 3])", 0,
      [
        "y = a[0], the largest of 4 elements, the first of 2 that are largest:", "  a[0] = 3",
        "  a[3] = 3", "  a[2] = 2", "  a[1] = 1",
      ]
    ),
    (
      "y = logsumexp(x - x)", 0,
      [
        "y = 0 + log of the sum of 3 exponentials:", "exp(a[0] - 0) = 1.0", "exp(a[1] - 0) = 1.0",
        "exp(a[2] - 0) = 1.0",
      ]
    ),
    (
      "y = softmax([3, 3]*x[1])", 1,
      [
        "y[1] is the share of exp(b[1]) in the sum of 2 exponentials;",
        "all shares add up to 1:", "y[0], of b[0] = 3 = 0.5", "y[1], of b[1] = 3 = 0.5",
      ]
    ),
  ])
  func `how an element of a value is made`(
    _ line: String, _ element: Int, _ expected: [String]
  ) throws {
    #expect(try told(Self.x + line, .value, "y", element) == expected)
  }

  @Test(arguments: [
    (
      "y = sort(x); z = sum(y*[10, 20, 30])", 0,
      ["x̄[0] += what comes back from y, 1 adjoint:", "ȳ[2] = 30.0"]
    ),
    (
      "y = x[[0, 2, 0]]; z = sum(y*[10, 20, 30])", 0,
      ["x̄[0] += what comes back from y, 2 adjoints:", "ȳ[2] = 30.0", "ȳ[0] = 10.0"]
    ),
    (
      "y = cumsum(x); z = sum(y*[10, 20, 30])", 1,
      ["x̄[1] += what comes back from y, 2 adjoints:", "ȳ[2] = 30.0", "ȳ[1] = 20.0"]
    ),
    (
      "y = cumprod(x); z = sum(y*[10, 20, 30])", 1,
      [
        "x̄[1] += adjoints of y times partials:", "ȳ[2]·∂y[2]/∂x[1] = 30·6 = 180.0",
        "ȳ[1]·∂y[1]/∂x[1] = 20·3 = 60.0",
      ]
    ),
    (
      "y = prod(x); z = 5*y", 1,
      ["x̄[1] += adjoints of y times partials:", "ȳ·∂y/∂x[1] = 5·6 = 30.0"]
    ),
    ("y = sum(x); z = 5*y", 1, ["x̄[1] += what comes back from y, 1 adjoint:", "ȳ = 5.0"]),
    (
      "y = mean(x); z = 6*y", 1,
      ["x̄[1] += adjoints of y times partials:", "ȳ·∂y/∂x[1] = 6·0.33333 = 2.0"]
    ),
    ("y = max(x); z = 6*y", 0, ["x̄[0] += what comes back from y, 1 adjoint:", "ȳ = 6.0"]),
  ])
  func `what an element of an adjoint receives`(
    _ line: String, _ element: Int, _ expected: [String]
  ) throws {
    #expect(try told(Self.x + line, .adjoint, "x", element) == expected)
  }

  @Test func `a derivative program collects what an index list copied`() throws {
    let program = "x = [3, 1, 2]\ny = x[[0, 2, 0]]\ng = grad(sum(y^2), x)\nz = sum(g)"
    let model = try ExplorerModel(program, size: Size(width: 120, height: 40), keys: "G")
    let graph = model.timeline.graph
    let node = try #require(graph.nodes.first { graph.operation(of: $0) == .scatter })
    let name = model.text.names[node]
    let operand = try #require(graph.operands(of: node).first.map { model.text.names[$0] })
    let teller = ElementTeller(model)
    let first = teller.story(of: .value, node, element: 0)
    #expect(first.lines.map(\.plain) == ["\(name)[0] is the sum of what is put there, 2 elements:"])
    #expect(first.terms.map(\.label) == ["\(operand)[0]", "\(operand)[2]"])
    #expect(
      teller.story(of: .value, node, element: 1).lines.map(\.plain)
        == ["\(name)[1] = 0: no element of \(operand) is put there"])
  }

  @Test func `an inverse order puts elements back`() throws {
    let program = "x = [3, 1, 2]\ny = sort(x)\ng = grad(sum(y*[1, 2, 3]), x)\nz = sum(g*x)"
    let model = try ExplorerModel(program, size: Size(width: 120, height: 40), keys: "G")
    let graph = model.timeline.graph
    let node = try #require(
      graph.nodes.last { graph.operation(of: $0) == .arrange && graph.attributes(of: $0).last == 1 }
    )
    let story = ElementTeller(model).story(of: .value, node, element: 0)
    let operand = try #require(graph.operands(of: node).first.map { model.text.names[$0] })
    #expect(
      story.lines.map(\.plain) == [
        "g[0] = \(operand)[2] = 3", "  the key x[0] = 3 is number 3 of 3 in ascending order",
      ])
  }
}
