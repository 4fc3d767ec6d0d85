import Autodiff

/// Text, names and numbers in LaTeX.
///
/// Only ASCII is written but for Latin letters with accents, so that any engine compiles it.
enum LaTeXText {
  /// Text outside of mathematics, in which nothing is taken for a command.
  static func escaped(_ text: String) -> String {
    text.printable.unicodeScalars.reduce(into: "") { $0 += escaped($1) }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\\": return "\\textbackslash{}"
    case "~": return "\\textasciitilde{}"
    case "^": return "\\textasciicircum{}"
    case "{", "}", "#", "$", "%", "&", "_": return "\\\(scalar)"
    default: break
    }
    if scalar.isASCII || (0xC0...0x17F).contains(scalar.value) { return String(scalar) }
    if let command = symbols[scalar] { return "\\ensuremath{\(command)}" }
    if let digit = subscripts[scalar] { return "\\textsubscript{\(digit)}" }
    // A character that LaTeX's fonts may lack is given by its number.
    return "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
  }

  /// A name in mathematics, with what follows an underscore and digits at the end below the line:
  /// `x`, `W_{1}`, `\alpha`, `\mathit{loss}`, `y_{1,\mathit{old}}`.
  static func name(_ name: String) -> String {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.allSatisfy({ !$0.isEmpty }) else { return word(name) }
    let scalars = Array(first.unicodeScalars)
    let stem = scalars.prefix { !isSubscript($0) }
    let digits = scalars.dropFirst(stem.count)
    guard !stem.isEmpty, digits.allSatisfy(isSubscript) else { return word(name) }
    let index = digits.map { subscripts[$0] ?? String($0) }.joined()
    let indices = (index.isEmpty ? [] : [index]) + parts.dropFirst().map { word(String($0)) }
    // A name of a turn, `y.3`, is that of the loop with a number.
    let isTurn = stem.count > 1 && stem.last == "." && !digits.isEmpty
    let text = word(String(String.UnicodeScalarView(isTurn ? stem.dropLast() : stem)))
    return indices.isEmpty ? text : "\(text)_{\(indices.joined(separator: ","))}"
  }

  private static func word(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if scalars.count == 1, let symbol = scalars.first.flatMap({ symbols[$0] }) { return symbol }
    if greekNames.contains(text) { return "\\\(text)" }
    if text.allSatisfy({ $0.isASCII && $0.isNumber }) { return text }
    guard text.allSatisfy({ $0.isASCII && $0.isLetter }) else { return "\\text{\(escaped(text))}" }
    return text.count == 1 ? text : "\\mathit{\(text)}"
  }

  private static func isSubscript(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || subscripts[scalar] != nil
  }

  /// A number to five digits: `2.5839`, `1 \cdot 10^{-5}`, `\infty`.
  static func number(_ value: Double) -> LaTeXTerm {
    guard value.isFinite else {
      return value.isNaN
        ? LaTeXTerm("\\text{NaN}")
        : value < 0 ? LaTeXTerm("-\\infty", .negative) : LaTeXTerm("\\infty")
    }
    let parts = NumberText.short(value).split(separator: "e")
    let mantissa = parts.first.map(String.init) ?? "0"
    let isNegative = mantissa.hasPrefix("-")
    guard parts.count == 2 else { return LaTeXTerm(mantissa, isNegative ? .negative : .atom) }
    return LaTeXTerm("\(mantissa) \\cdot 10^{\(parts[1])}", isNegative ? .negative : .product)
  }

  /// A scalar as its number, a small vector as a column, a small matrix as one, and what is larger
  /// by its shape.
  static func tensor(_ tensor: Tensor<Double>) -> LaTeXTerm {
    let extents = tensor.shape.extents
    if tensor.shape.isScalar { return number(tensor.elements.first ?? 0) }
    guard extents.count <= 2, (1...TensorText.lineLimit).contains(tensor.elements.count) else {
      return LaTeXTerm("\\left[\(extents.map(String.init).joined(separator: " \\times "))\\right]")
    }
    let columns = extents.count == 2 ? extents[1] : 1
    let numbers = tensor.elements.map { number($0).text }
    let rows = stride(from: 0, to: numbers.count, by: columns).map { start in
      numbers[start..<min(start + columns, numbers.count)].joined(separator: " & ")
    }
    return LaTeXTerm(matrix(rows))
  }

  /// Rows in round brackets.
  static func matrix(_ rows: [String]) -> String {
    "\\begin{pmatrix} \(rows.joined(separator: " \\\\ ")) \\end{pmatrix}"
  }

  private static let symbols: [Unicode.Scalar: String] = {
    var symbols: [Unicode.Scalar: String] = [
      "·": "\\cdot", "⋅": "\\cdot", "×": "\\times", "÷": "\\div", "−": "-", "√": "\\surd",
      "∂": "\\partial", "∞": "\\infty", "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "ᵀ": "^{\\top}",
      "→": "\\to", "′": "'", "ℓ": "\\ell", "∇": "\\nabla", "∑": "\\sum",
    ]
    let superscripts: [(Unicode.Scalar, String)] = Array(
      zip("⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars, (0...9).map { "^{\($0)}" }))
    let small = zip("αβγδεζηθικλμνξπρστυφχψω".unicodeScalars, smallGreek.map { "\\\($0)" })
    let large = zip("ΓΔΘΛΞΠΣΦΨΩ".unicodeScalars, largeGreek.map { "\\\($0)" })
    for (scalar, command) in superscripts + Array(small) + Array(large) {
      symbols[scalar] = command
    }
    return symbols
  }()

  private static let smallGreek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega",
  ]

  private static let largeGreek = [
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
  ]

  private static let greekNames = Set(smallGreek + largeGreek)

  private static let subscripts: [Unicode.Scalar: String] = Dictionary(
    uniqueKeysWithValues: zip(
      "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙ".unicodeScalars,
      (0...9).map(String.init) + ["i", "j", "k", "n"]))
}

/// A piece of mathematics and how it holds together.
struct LaTeXTerm {
  enum Kind {
    /// Needs no brackets anywhere.
    case atom
    /// Needs them under an exponent.
    case product
    /// Needs them within a product as well.
    case sum
    /// Needs them beside any operator.
    case negative
  }

  let text: String
  let kind: Kind

  init(_ text: String, _ kind: Kind = .atom) {
    self.text = text
    self.kind = kind
  }

  /// The term within a sum.
  var asOperand: String { kind == .negative ? bracketed : text }

  /// The term within a product, or where it is subtracted.
  var asFactor: String { kind == .negative || kind == .sum ? bracketed : text }

  /// The term under an exponent.
  var asBase: String { kind == .atom ? text : bracketed }

  private var bracketed: String { "\\left(\(text)\\right)" }
}
