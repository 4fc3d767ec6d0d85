import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

/// In every notation and export of the reused variable, `∂` is a local partial and `d` a total derivative.
@Suite struct DerivativeSignTests {
  private static let text = "x = 3; y = -1; c = x + y; d = c^2; f = x*d"

  /// The local partials and the total derivatives, by how they are written.
  private static let partials = [
    "∂c/∂x": "1", "∂c/∂y": "1", "∂d/∂c": "2·c", "∂f/∂x": "d", "∂f/∂d": "x",
  ]
  private static let totals: [String: Double] = [
    "df/dx": 16, "df/dy": 12, "df/dc": 12, "df/dd": 3, "df/df": 1,
  ]

  @Test(arguments: Notation.allCases)
  func `each sign in Markdown means what it says`(_ notation: Notation) throws {
    let markdown = try derivation(notation) { try $0.writeMarkdown(to: $1) }
    let found = Self.quotients(in: markdown)
    #expect(found.contains { $0.hasPrefix("∂") } && found.contains { $0.hasPrefix("d") })
    for quotient in found {
      #expect(Self.partials[quotient] != nil || Self.totals[quotient] != nil, "\(quotient)")
    }
    #expect(markdown.contains("df/dx = ") && markdown.contains("= 16"))
    for line in markdown.split(separator: "\n") where line.contains("∂f/∂x") {
      #expect(!line.contains("∂f/∂x = 16") && !line.contains("∂f/∂x +="))
    }
  }

  @Test(arguments: Notation.allCases)
  func `each sign in LaTeX means what it says`(_ notation: Notation) throws {
    let latex = try derivation(notation) { try $0.writeLaTeX(to: $1) }
      .replacing("\\frac{\\partial ", with: "∂").replacing("\\frac{\\mathrm{d} ", with: "d")
      .replacing("}{\\partial ", with: "/∂").replacing("}{\\mathrm{d} ", with: "/d")
      .replacing("}", with: " ")
    let found = Self.quotients(in: latex)
    #expect(found.contains { $0.hasPrefix("∂") } && found.contains("df/dx"))
    for quotient in found {
      #expect(Self.partials[quotient] != nil || Self.totals[quotient] != nil, "\(quotient)")
    }
  }

  @Test(arguments: Notation.allCases)
  func `each event says what it means by its signs`(_ notation: Notation) throws {
    var run = try Program(Self.text).timeline()
    let words = NodeText(run.graph)
    var found: Set<String> = []
    while run.nextEvent != nil {
      run.step()
      let lines = EventText(run, text: words, notation: notation).lines
      found.formUnion(Self.quotients(in: lines.map(\.plain).joined(separator: "\n")))
    }
    #expect(found.isSuperset(of: Self.partials.keys))
    #expect(found.allSatisfy { Self.partials[$0] != nil || Self.totals[$0] != nil })
  }

  @Test func `in Leibniz notation the sum over paths has both signs`() throws {
    let markdown = try derivation(.leibniz) { try $0.writeMarkdown(to: $1) }
    #expect(markdown.contains("df/dx += df/df · ∂f/∂x = df/df · d = 1 · 4 = 4"))
    #expect(markdown.contains("df/dx += df/dc · ∂c/∂x = 12 · 1 = 12"))
  }

  @Test func `the values at which a partial is taken can be written`() throws {
    let markdown = try derivation(.bar, points: true) { try $0.writeMarkdown(to: $1) }
    #expect(markdown.contains("∂d/∂c |c=2"))
    let latex = try derivation(.bar, points: true) { try $0.writeLaTeX(to: $1) }
    #expect(latex.contains("\\frac{\\partial d}{\\partial c}\\big|_{c=2}"))
  }

  @Test func `in one line adjoints are written one way`() throws {
    var run = try Program("t = 2; x1 = t^2; z = x1*t").timeline()
    let words = NodeText(run.graph)
    while run.nextEvent != nil {
      run.step()
      for line in EventText(run, text: words).lines where line.plain.contains("adj(") {
        #expect(!line.plain.unicodeScalars.contains("\u{304}"), "\(line.plain)")
      }
    }
  }

  private func derivation(
    _ notation: Notation, points: Bool = false,
    _ write: (Derivation, (String) throws -> Void) throws -> Void
  ) throws -> String {
    let program = try Program(Self.text)
    let derivation = Derivation(
      try program.timeline(), program: Self.text, notation: notation, showsPoints: points)
    var text = ""
    try write(derivation) { text += $0 }
    return text
  }

  /// Everything of the form `∂a/∂b` or `da/db`.
  private static func quotients(in text: String) -> Set<String> {
    let words = text.split { !($0.isLetter || $0.isNumber || "∂/".contains($0)) }
    return Set(
      words.map(String.init).filter { word in
        let parts = word.split(separator: "/")
        guard parts.count == 2 else { return false }
        return parts.allSatisfy { $0.hasPrefix("∂") || $0.hasPrefix("d") && $0.count == 2 }
      })
  }
}
