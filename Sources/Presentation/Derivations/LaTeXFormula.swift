import Basics
import Formula
import Syntax

/// A formula as mathematics: fractions, exponents and roots set as such.
///
/// The text is that of one operation or of one rule, in which `terms` stand for names; every other
/// word is the rule's own.
struct LaTeXFormula {
  private let tree: SyntaxTree
  private let terms: [String: LaTeXTerm]
  private let productSign: String

  /// What `text` says. Products of tensors are element by element, which has a sign of its own.
  static func term(
    _ text: String, terms: [String: LaTeXTerm], ofTensors isElementwise: Bool = false
  ) -> LaTeXTerm {
    let parsed = Parser.parse(SourceText(text))
    if parsed.errors.isEmpty, parsed.tree.statements.count == 1,
      case .expression(let root)? = parsed.tree.statements.first?.kind
    {
      let formula = LaTeXFormula(
        tree: parsed.tree, terms: terms, productSign: isElementwise ? "\\odot" : "\\cdot")
      return formula.term(root)
    }
    return LaTeXTerm(
      text.contains(" if ") ? cases(text, terms: terms) : words(text, terms: terms))
  }

  /// `1 if x > 0 else 0` and `1 if x < y, 1/2 if equal, else 0`, a line for each case.
  private static func cases(_ text: String, terms: [String: LaTeXTerm]) -> String {
    let pieces = text.replacing(" else ", with: ", else ").replacing(",,", with: ",")
      .split(separator: ", ")
    let rows = pieces.map { piece -> String in
      let parts = piece.split(separator: " if ", maxSplits: 1)
      let isLast = piece.hasPrefix("else ")
      let value = isLast ? String(piece.dropFirst(5)) : parts.first.map(String.init) ?? ""
      let condition = parts.count == 2 ? String(parts[1]) : ""
      return Self.term(value, terms: terms).text + " & "
        + (isLast ? "\\text{else}" : "\\text{if } " + Self.term(condition, terms: terms).text)
    }
    return "\\begin{cases} \(rows.joined(separator: " \\\\ ")) \\end{cases}"
  }

  /// What is not a formula is text, but for the names in it.
  private static func words(_ text: String, terms: [String: LaTeXTerm]) -> String {
    text.split(separator: " ").map { word in
      terms[String(word)].map { "\($0.text)" } ?? "\\text{\(LaTeXText.escaped(String(word)))}"
    }.joined(separator: "\\ ")
  }
}

extension LaTeXFormula {
  // What is written here is one operation deep, so that calling oneself goes nowhere far.
  private func term(_ node: SyntaxID) -> LaTeXTerm {
    switch tree[node].kind {
    case .number(let value): LaTeXText.number(value)
    case .name(let name): named(tree[name])
    case .negate(let operand): LaTeXTerm("-" + factor(operand), .negative)
    case .binary(let operation, let left, let right): binary(operation, left, right)
    case .call(let name, let arguments): call(tree[name], tree[arguments].map { term($0) })
    case .keyword(let name, let value):
      LaTeXTerm("\\text{\(LaTeXText.escaped(tree[name]))}=\(argument(value))")
    case .array(let elements), .join(let elements):
      LaTeXTerm(column(tree[elements].map { term($0).text }))
    case .index(let base, let indices):
      LaTeXTerm(term(base).asBase + "\\left[\(list(tree[indices].map { term($0) }))\\right]")
    case .slice(let from, let to):
      LaTeXTerm("\(from.map { term($0).text } ?? ""){:}\(to.map { term($0).text } ?? "")")
    }
  }

  /// The value of a named argument, in which an array of counts stays in the line.
  private func argument(_ value: SyntaxID) -> String {
    guard case .array(let elements) = tree[value].kind else { return term(value).text }
    return "\\left[\(list(tree[elements].map { term($0) }))\\right]"
  }

  private func named(_ name: String) -> LaTeXTerm {
    if let term = terms[name] { return term }
    return LaTeXTerm(
      name.unicodeScalars.count == 1
        ? LaTeXText.name(name) : "\\text{\(LaTeXText.escaped(name))}")
  }

  /// A long column is shown by its ends.
  private func column(_ elements: [String]) -> String {
    let limit = 12
    guard elements.count > limit else { return LaTeXText.matrix(elements) }
    return LaTeXText.matrix(elements.prefix(limit / 2) + ["\\vdots"] + elements.suffix(1))
  }

  private func list(_ terms: [LaTeXTerm]) -> String {
    terms.map(\.text).joined(separator: ", ")
  }

  private func binary(
    _ operation: BinaryOperator, _ left: SyntaxID, _ right: SyntaxID
  ) -> LaTeXTerm {
    switch operation {
    case .divide: LaTeXTerm("\\frac{\(term(left).text)}{\(term(right).text)}", .product)
    case .power: LaTeXTerm("\(base(left))^{\(term(right).text)}", .product)
    case .multiply:
      LaTeXTerm(
        "\(factor(left)) \(isNumber(left) ? "\\cdot" : productSign) \(factor(right))", .product)
    case .matrixProduct: LaTeXTerm("\(factor(left))\\,\(factor(right))", .product)
    default:
      LaTeXTerm(
        "\(operand(left)) \(Self.sign(operation)) "
          + (operation == .subtract ? factor(right) : operand(right)), .sum)
    }
  }

  private func isNumber(_ node: SyntaxID) -> Bool {
    if case .number = tree[node].kind { true } else { false }
  }

  private func operand(_ node: SyntaxID) -> String { term(node).asOperand }
  private func factor(_ node: SyntaxID) -> String { term(node).asFactor }
  private func base(_ node: SyntaxID) -> String { term(node).asBase }

  private static func sign(_ operation: BinaryOperator) -> String {
    switch operation {
    case .equal: "="
    case .notEqual: "\\ne"
    case .lessOrEqual: "\\le"
    case .greaterOrEqual: "\\ge"
    default: operation.symbol
    }
  }

  private func call(_ name: String, _ arguments: [LaTeXTerm]) -> LaTeXTerm {
    let inside = list(arguments)
    let first = arguments.first ?? LaTeXTerm("")
    switch name {
    case "exp": return LaTeXTerm("e^{\(inside)}", .product)
    case "sqrt": return LaTeXTerm("\\sqrt{\(inside)}")
    case "abs": return LaTeXTerm("\\left|\(inside)\\right|")
    case "reciprocal": return LaTeXTerm("\\frac{1}{\(inside)}", .product)
    case "transpose": return LaTeXTerm("\(first.asBase)^{\\top}")
    case "sigmoid": return LaTeXTerm("\\sigma\\left(\(inside)\\right)")
    default: return LaTeXTerm("\(Self.function(name))\\left(\(inside)\\right)")
    }
  }

  private static func function(_ name: String) -> String {
    switch name {
    case "sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "min", "max": return "\\\(name)"
    case "asin", "acos", "atan": return "\\arc\(name.dropFirst())"
    case "relu": return "\\operatorname{ReLU}"
    default:
      // A single letter, such as the Φ of a rule, is the name of a function as it is.
      return name.count == 1
        ? LaTeXText.name(name) : "\\operatorname{\(LaTeXText.escaped(name))}"
    }
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
