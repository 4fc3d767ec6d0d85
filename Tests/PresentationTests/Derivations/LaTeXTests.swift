import Autodiff
import Formula
import Presentation
import Testing

@Suite struct LaTeXTests {
  @Test func `fractions, exponents and roots are set as such`() throws {
    let lines = try lines(of: "z = exp(x)/x^2 + sqrt(x)", at: "x=4")
    #expect(lines.contains("a &= e^{x} = e^{4} = 54.598 \\\\"))
    #expect(lines.contains("c &= \\frac{a}{b} = \\frac{54.598}{16} = 3.4124 \\\\"))
    #expect(lines.contains("d &= \\sqrt{x} = \\sqrt{4} = 2 \\\\"))
  }

  @Test func `a contribution is its rule, the rule in numbers, and a running sum`() throws {
    let lines = try lines(of: "z = x*y + sin(x)", at: "x=2,y=3")
    #expect(
      lines.contains(
        "\\bar{x} &\\mathrel{+}= \\bar{a} \\cdot \\frac{\\partial a}{\\partial x} "
          + "= \\bar{a} \\cdot y = 1 \\cdot 3 = 3 \\\\"))
    #expect(lines.contains("\\bar{x} &= -0.41615 + 3 = 2.5839 \\quad\\text{(2 of 2)} \\\\"))
    #expect(lines.contains("\\frac{\\mathrm{d} z}{\\mathrm{d} x} &= \\bar{x} = 2.5839 \\\\"))
  }

  @Test func `matrices are set as matrices and rules of tensors over their names`() throws {
    let text = try lines(of: "W = [[1, 2], [3, 4]]; z = sum(tanh(W @ [1, -1])*2)").joined()
    #expect(text.contains("W &= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}"))
    #expect(text.contains("\\bar{b} \\odot \\left(1 - b^{2}\\right)"))
    #expect(text.contains("\\bar{a}\\,\\begin{pmatrix} 1 \\\\ -1 \\end{pmatrix}^{\\top}"))
  }

  @Test func `cases are set as cases`() throws {
    let text = try lines(of: "max(x, y) + relu(x)").joined()
    #expect(
      text.contains(
        "\\begin{cases} 1 & \\text{if } x > y \\\\ \\frac{1}{2} & \\text{if } \\text{equal} \\\\ "
          + "0 & \\text{else} \\end{cases}"))
  }

  @Test func `arguments with a name are set by it`() throws {
    let text = try lines(
      of: "I = [[1, 2], [4, 5]]; K = [[1]]; "
        + "z = sum(broadcast(maxPool2d(conv2d(I, K, stride=1, padding=1), size=2), 2, 2, 2))"
    ).joined()
    #expect(text.contains("\\text{stride}=1, \\text{padding}=1"))
    #expect(text.contains("\\text{size}=2"))
    #expect(text.contains("\\text{shape}=\\left[2, 2, 2\\right]"))
  }

  @Test func `what is not a number, or large or small, is said in mathematics`() throws {
    let text = try lines(of: "z = log(x)*y - 0*log(x)", at: "x=0,y=1e-9").joined()
    #expect(text.contains("-\\infty"))
    #expect(text.contains("\\text{NaN}"))
    #expect(text.contains("y &= 1 \\cdot 10^{-9}"))
  }

  @Test(arguments: [
    ("x", "x"), ("W1", "W_{1}"), ("x₁₂", "x_{12}"), ("loss", "\\mathit{loss}"),
    ("alpha", "\\alpha"), ("θ", "\\theta"), ("y_old", "y_{\\mathit{old}}"),
    ("W1_b", "W_{1,b}"), ("a%b", "\\text{a\\%b}"), ("_", "\\text{\\_}"),
    ("日", "\\text{[U+65E5]}"), ("\\end{document}", "\\text{\\textbackslash{}end\\{document\\}}"),
    ("$x$", "\\text{\\$x\\$}"), ("3", "3"),
  ])
  func `any name can be set`(name: String, text: String) throws {
    var builder = GraphBuilder()
    let input = try builder.input(name)
    let timeline = try Timeline(Evaluation<Double>(of: builder.graph), output: input)
    let lines = Derivation(Run(timeline), program: name).latexLines
    #expect(lines.contains("\\section*{The derivative of $\(text)$}"))
    expectBalance(lines)
  }

  @Test(arguments: [
    (Notation.bar, "\\bar{x}"), (.arrow, "\\overleftarrow{x}"), (.g, "g_{x}"),
    (.leibniz, "\\frac{\\mathrm{d} z}{\\mathrm{d} x}"), (.delta, "\\delta_{x}"),
  ])
  func `adjoints are written as one likes`(notation: Notation, text: String) throws {
    let lines = try lines(of: "z = x*x", notation: notation)
    #expect(lines.contains { $0.hasPrefix("\(text) &\\mathrel{+}= ") })
  }

  @Test(
    arguments: Example.all.map(\.name), [TimelineMode.reverse, .forward, .both])
  func `every example is in balance`(_ name: String, _ mode: TimelineMode) throws {
    let example = try #require(Example.named(name))
    expectBalance(try lines(of: example.text, mode: mode))
  }

  @Test(arguments: Operation.allCases)
  func `the words of every rule can be set`(_ operation: Operation) throws {
    let count = operation.arity.lowerBound
    guard (1...3).contains(count) else { return }
    let program = try? Program(
      "f = \(operation.name)(\(["x", "y", "z"].prefix(count).joined(separator: ", ")))")
    guard let program else { return }
    expectBalance(try lines(of: program.text))
  }
}

/// Every brace, environment and pair of growing brackets is closed in the line that opens it, but
/// for the environments of whole lines.
private func expectBalance(_ lines: [String]) {
  var environments: [Substring] = []
  for line in lines {
    var braces = 0
    var pairs = 0
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "{": braces += 1
      case "}": braces -= 1
      case "\\":
        if rest.hasPrefix("left") && !rest.hasPrefix("leftarrow") { pairs += 1 }
        if rest.hasPrefix("right") { pairs -= 1 }
        if rest.hasPrefix("begin{") { environments.append(rest.dropFirst(6).prefix { $0 != "}" }) }
        if rest.hasPrefix("end{") {
          #expect(environments.popLast() == rest.dropFirst(4).prefix { $0 != "}" }, "\(line)")
        }
        if rest.first.map({ !$0.isLetter }) == true { rest.removeFirst() }
      default: break
      }
      #expect(braces >= 0 && pairs >= 0, "\(line)")
    }
    #expect(braces == 0 && pairs == 0, "\(line)")
  }
  #expect(environments.isEmpty)
}

private func lines(
  of program: String, at: String? = nil, mode: TimelineMode = .reverse, notation: Notation = .bar
) throws -> [String] {
  let timeline = try Program(program, at: at).timeline(mode: mode)
  return Derivation(timeline, program: program, notation: notation).latexLines
}

extension Derivation {
  fileprivate var latexLines: [String] {
    var text = ""
    writeLaTeX { text += $0 }
    return text.split(separator: "\n").map(String.init)
  }
}
