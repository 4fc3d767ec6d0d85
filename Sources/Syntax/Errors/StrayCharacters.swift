extension Unicode.Scalar {
  /// Why the character has no place in a program, and what to type instead.
  package var strayMessage: String {
    guard standsAlone else {
      return "the invisible character \(codePoint) means nothing here; delete it"
    }
    let quote = self == "'" ? "\"" : "'"
    return "\(quote)\(self)\(quote) means nothing here; \(Self.cures[self] ?? "delete it")"
  }

  /// The scalar as Unicode's tables call it: `U+200B`.
  private var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// Characters that people type or paste from elsewhere, and what to type here.
  private static let cures: [Unicode.Scalar: String] = {
    var cures = otherLanguages
    for (stray, plain) in lookalikes { cures[stray] = "type '\(plain)'" }
    return cures
  }()

  private static let otherLanguages: [Unicode.Scalar: String] = [
    "%": "a comment begins with '#'; there is no remainder",
    "!": "'is not equal to' is typed '!='",
    "&": "type '*' between two comparisons that must both hold",
    "'": "a transpose is typed transpose(W), a derivative grad(z, x)",
    "\"": "formulas contain no text",
    "{": "type '(' to group and '[' for an array",
    "}": "type ')' to group and ']' for an array",
    "\\": "inside brackets a line continues without it",
    ".": "a transpose is typed transpose(W), a fraction 0.5",
    "?": "a choice is typed where(x > 0, a, b)",
    "‖": "a norm is typed norm(x)",
    "∑": "a sum is typed sum(x)",
    "∏": "a product is typed prod(x)",
    "∞": "every number is finite",
    "∛": "a cube root is typed x^(1/3)",
    "½": "type 0.5",
    "¼": "type 0.25",
    "¾": "type 0.75",
    "ⁿ": "type '^n'",
    "ⁱ": "type '^i'",
    "∂": "a derivative is typed grad(z, x), a name such as dx",
    "∇": "a gradient is typed grad(z, x)",
    "′": "a derivative is typed grad(z, x)",
    "⟨": "a product of two vectors is typed x @ y",
    "⟩": "a product of two vectors is typed x @ y",
    "∈": "a loop is typed for i in 0..<3:",
  ]

  private static let lookalikes: [Unicode.Scalar: String] = [
    "–": "-", "—": "-", "－": "-", "＋": "+", "＊": "*", "／": "/", "＝": "=", "＾": "^",
    "（": "(", "）": ")", "［": "[", "］": "]", "，": ",", "；": ";", "：": ":", "｜": "|",
    "•": "*", "⨯": "*", "↑": "^", "←": "=", "≔": "=", "＠": "@",
  ]
}
