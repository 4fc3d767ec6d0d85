import Autodiff
import Syntax

/// What the comments of a program say about its formulas.
///
/// ```
/// q = exp(x)/x^2             # equation 2.2
/// # same: exp(x)*(x-2)/x^3
/// # same: dq/dx = q*(1 - 2/x)
/// ```
package struct ProgramRemarks: Hashable, Sendable {
  /// A formula that is said to give a number of the program.
  package struct ClosedForm: Hashable, Sendable {
    /// What it is to be the same as, as an expression over the state: `adj(x)`, `z`.
    package let target: String
    /// The same as a person writes it: `dz/dx`.
    package let title: String
    /// The formula as it was written.
    package let formula: String
  }

  /// What formulas are called, by the names that they give: `equation 2.2`.
  package private(set) var labels: [String: String] = [:]
  /// In the order in which they stand.
  package private(set) var closedForms: [ClosedForm] = []

  /// Nothing.
  init() {}

  /// Reads the comments of a text; `inputs` are those with an adjoint, `output` what is differentiated.
  ///
  /// - Complexity: linear in the length of the text.
  init(_ text: String, inputs: [String], output: String) {
    var (defined, waiting) = (String?.none, String?.none)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let (code, comment) = line.splitAtComment
      if let name = code.definedName {
        defined = name
        if let label = waiting { labels[name] = label }
        waiting = nil
      }
      let words = comment.trimmed
      if words.hasPrefix("equation ") {
        if code.trimmed.isEmpty { waiting = words } else { defined.map { labels[$0] = words } }
      } else if words.hasPrefix("same:") {
        add(String(words.dropFirst(5)).trimmed, inputs: inputs, output: output, defined)
      }
    }
  }

  /// `EXPR`, or `WHAT = EXPR`, in which WHAT is `dz/dx`, `adj(x)` or a name.
  private mutating func add(
    _ words: String, inputs: [String], output: String, _ defined: String?
  ) {
    let parts = words.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
    guard let formula = parts.last, !formula.isEmpty else { return }
    let target: String?
    var title: String?
    if parts.count == 2 {
      title = parts[0]
      let derivatives = Dictionary(
        inputs.map { ("d\(output)/d\($0)", $0) }, uniquingKeysWith: { first, _ in first })
      target = derivatives[parts[0]].map { "adj(\($0.spelledName))" } ?? parts[0]
    } else {
      target = inputs.count == 1 ? "adj(\(inputs[0].spelledName))" : defined
      title = inputs.count == 1 ? "d\(output)/d\(inputs[0])" : defined
    }
    guard let target else { return }
    closedForms.append(ClosedForm(target: target, title: title ?? target, formula: formula))
  }
}

extension Program {
  /// What the comments of its text say about its formulas.
  package var remarks: ProgramRemarks {
    // Bytes, as characters of a large program would take longer than the change of a value.
    guard case .text(let text) = writing, text.utf8.contains(UInt8(ascii: "#")) else {
      return ProgramRemarks()
    }
    let names = nameIndex.names.names
    return ProgramRemarks(
      text, inputs: inputs.filter { graph.hasAdjoint($0.node) }.map(\.name), output: names[output])
  }
}

extension Substring {
  /// What stands before the first `#` that is not part of a name in quotes, and what behind it.
  fileprivate var splitAtComment: (code: String, comment: String) {
    var isQuoted = false
    for place in indices {
      if self[place] == "'" { isQuoted.toggle() }
      if self[place] == "#", !isQuoted {
        return (String(self[..<place]), String(self[index(after: place)...]))
      }
    }
    return (String(self), "")
  }
}

extension String {
  /// The name that a statement binds.
  fileprivate var definedName: String? {
    guard let sign = firstIndex(of: "="), self[index(after: sign)...].first != "=" else {
      return nil
    }
    let name = String(self[..<sign]).trimmed
    let isName =
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) }
    return isName ? name : nil
  }

  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
