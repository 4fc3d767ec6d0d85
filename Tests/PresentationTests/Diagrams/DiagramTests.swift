import Autodiff
import Formula
import Presentation
import TestSupport
import Testing

@Suite struct DiagramTests {
  @Test func `boxes hold values and adjoints, edges local partials`() throws {
    #expect(
      try dot("z = x*y + sin(x)", at: "x=2,y=3") == """
        digraph {
          graph [rankdir=LR fontname="monospace"]
          node [shape=box style=rounded fontname="monospace"]
          edge [fontname="monospace"]
          n0 [label="x\\lv 2\\lx̄ 2.5839\\l" style=solid]
          n1 [label="y\\lv 3\\lȳ 2\\l" style=solid]
          n2 [label="a = x*y\\lv 6\\lā 1\\l"]
          n3 [label="b = sin(x)\\lv 0.9093\\lb̄ 1\\l"]
          n4 [label="z = a + b\\lv 6.9093\\lz̄ 1\\l" peripheries=2]
          n0 -> n2 [label="·3"]
          n1 -> n2 [label="·2"]
          n0 -> n3 [label="·-0.41615"]
          n2 -> n4 [label="·1"]
          n3 -> n4 [label="·1"]
        }

        """)
  }

  @Test func `groups are frames inside one another`() throws {
    #expect(
      try mermaid("f(t) = exp(t)\ng(t) = f(t)*t\nx = 1\nz = g(x) + 2") == """
        flowchart LR
          n0["x<br/>v 1<br/>x̄ 5.4366"]
          subgraph g0["g"]
            subgraph g1["f"]
              n1("a = exp(x)<br/>v 2.7183<br/>ā 1")
            end
            n2("b = a#42;x<br/>v 2.7183<br/>b̄ 1")
          end
          n4[["z = b + 2<br/>v 4.7183<br/>z̄ 1"]]
          n0 -->|"·2.7183"| n1
          n1 -->|"·1"| n2
          n0 -->|"·2.7183"| n2
          n2 -->|"·1"| n4

        """)
  }

  @Test func `in forward mode boxes hold tangents`() throws {
    let text = try dot("z = x^2", at: "x=3", mode: .forward)
    #expect(text.contains("z = x^2\\lv 9\\lż 6\\l"))
    #expect(!text.contains("z̄"))
  }

  @Test func `small tensors are spelled out and edges between them say the rule`() throws {
    let text = try dot("W = [[1, 2], [3, 4]]; z = W @ [1, 1]")
    #expect(text.contains("v [[1, 2], [3, 4]]"))
    #expect(text.contains("label=\"· @ [1, 1]ᵀ\""))
    #expect(try dot("W = [[1,2,3,4,5,6,7],[1,2,3,4,5,6,7]]; sum(W)").contains("v [2×7]"))
  }

  @Test func `what is not a number is said so`() throws {
    let text = try dot("z = log(x)", at: "x=0")
    #expect(text.contains("v -∞"))
    #expect(text.contains("·∞"))
  }

  @Test func `an output that is a constant has a box`() throws {
    #expect(try dot("2 + 3").contains("peripheries=2"))
  }

  @Test func `an operand that receives nothing has a dashed edge`() throws {
    let text = try mermaid("where(x > 0, x, y)")
    #expect(text.contains("-.->"))
  }

  @Test(.needsGraphviz) func `Graphviz draws any name as it is`() throws {
    let names = [
      "a\"b", "back\\slash\\", "\\N", "<b>bold</b>", "&amp;", "x₁", "日本", "{|}", "new\nline", "\0",
      "}", "\"\u{301}", "#1;", "-->",
    ]
    var builder = GraphBuilder()
    var sum = try builder.input("start")
    for name in names { sum = try builder.node(.add, [sum, builder.input(name)]) }
    let evaluation = try Evaluation<Double>(of: builder.graph)
    let timeline = try Timeline(evaluation, output: sum)
    let drawn = try Graphviz.draw(Diagram(Run(timeline)).dotText)
    #expect(drawn.accepted)
    #expect(drawn.messages.isEmpty)
    #expect(drawn.picture.contains("&lt;b&gt;bold&lt;/b&gt;"))
    #expect(drawn.picture.contains("&amp;amp;"))
    #expect(drawn.picture.contains("\\N"))
    #expect(drawn.picture.contains("new·line"))
  }
}

private func diagram(_ text: String, at: String?, mode: TimelineMode) throws -> Diagram {
  var timeline = try Program(text, at: at).timeline(mode: mode)
  timeline.seek(to: timeline.count)
  return Diagram(timeline)
}

private func dot(
  _ text: String, at: String? = nil, mode: TimelineMode = .reverse
) throws -> String {
  try diagram(text, at: at, mode: mode).dotText
}

private func mermaid(_ text: String) throws -> String {
  var result = ""
  try diagram(text, at: nil, mode: .reverse).writeMermaid { result += $0 }
  return result
}

extension Diagram {
  fileprivate var dotText: String {
    var result = ""
    writeDot { result += $0 }
    return result
  }
}
