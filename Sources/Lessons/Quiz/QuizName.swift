package import Formula

/// What answers to a quiz call it, so that it can be made again and is not taken for one on another
/// program: `quiz 5 adj of 3f20a91c`.
package struct QuizName: Hashable, Sendable {
  package let count: Int
  package let subject: QuizSubject?
  /// A few digits that stand for the program with its inputs; `nil` in files from before there were any.
  package let fingerprint: String?

  /// The name of a quiz on a program.
  package init(count: Int, subject: QuizSubject?, program: Program) {
    (self.count, self.subject) = (count, subject)
    fingerprint = Self.fingerprint(of: program)
  }

  /// Reads a name; `nil` for that of something else.
  package init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    var fingerprint: String?
    if words.count > 2, words[words.count - 2] == "of" {
      fingerprint = words.last
      words.removeLast(2)
    }
    guard words.count == 2 || words.count == 3, words[0] == "quiz", let count = Int(words[1]),
      (1...1000).contains(count)
    else { return nil }
    let subject = words.count == 3 ? QuizSubject(rawValue: words[2]) : nil
    guard words.count == 2 || subject != nil else { return nil }
    (self.count, self.subject, self.fingerprint) = (count, subject, fingerprint)
  }

  /// The name without the program.
  package var plain: String {
    (["quiz", "\(count)"] + (subject.map { [$0.rawValue] } ?? [])).joined(separator: " ")
  }

  package var text: String { plain + (fingerprint.map { " of \($0)" } ?? "") }

  /// Whether the quiz is on a program, as far as its name says.
  package func isOn(_ program: Program) -> Bool {
    fingerprint.map { $0 == Self.fingerprint(of: program) } ?? true
  }

  private static func fingerprint(of program: Program) -> String {
    let inputs = program.inputs.map { "\($0.name) = \($0.values)" }
    let text = ([program.currentText] + inputs).joined(separator: "\n")
    let digits = String(text.fingerprint & 0xFFFF_FFFF, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
