import Autodiff
import Basics
import Formula
import Inquiry
import Presentation
import Syntax

/// The numbers that a seed draws for a lesson, and expressions over them.
package struct DrawnNumbers: Sendable {
  /// By the names that stand for them.
  package let values: [String: Double]
  /// A program of nothing but the numbers; `nil` where none are drawn.
  private let scope: StateScope?

  /// How often numbers are drawn anew until they meet the lesson's conditions.
  package static let mostTries = 2000

  /// Draws numbers that meet all conditions; the same for the same text as a seed.
  init(_ lesson: Lesson, seed: String) throws(LessonError) {
    guard !lesson.draws.isEmpty else {
      (values, scope) = ([:], nil)
      if let condition = lesson.conditions.first {
        throw LessonError(
          "a condition is about numbers that are drawn; type draw: first",
          at: condition.span)
      }
      return
    }
    let text = lesson.draws.map { "\($0.name) = 1" }.joined(separator: "; ")
    let scope = try Self.scope(text, lesson)
    var conditions: [StateExpression] = []
    for condition in lesson.conditions {
      if let brace = condition.lines.first?.text.firstIndex(of: "{") {
        let line = condition.lines[0]
        let offset = line.offset + line.text[..<brace].utf8.count
        throw LessonError(
          "names stand without braces in a condition, as in where: a > 1",
          at: SourceSpan(offset, offset + 1))
      }
      conditions.append(try scope.read(condition.plain, drawn: [:]))
    }
    var random = SplitMix64(seed: seed.fingerprint)
    for _ in 0..<Self.mostTries {
      var values: [String: Double] = [:]
      for draw in lesson.draws {
        values[draw.name] = draw.choices.randomElement(using: &random)
      }
      if conditions.indices.allSatisfy({ Self.isTrue(&conditions[$0], values, scope) }) {
        (self.values, self.scope) = (values, scope)
        return
      }
    }
    throw LessonError(
      "no numbers meet all conditions in \(Self.mostTries) tries; draw from more numbers",
      at: lesson.conditions.first?.span ?? lesson.draws[0].span)
  }

  private static func scope(_ text: String, _ lesson: Lesson) throws(LessonError) -> StateScope {
    do {
      return StateScope(try Program(text))
    } catch {
      throw LessonError("these names cannot be drawn; choose others", at: lesson.draws[0].span)
    }
  }

  private static func isTrue(
    _ condition: inout StateExpression, _ values: [String: Double], _ scope: StateScope
  ) -> Bool {
    let outcome = condition.value { reference in
      values[scope.names[reference.node]].map { Tensor($0) }
    }
    guard case .number(let number) = outcome else { return false }
    return number.elements.allSatisfy { $0 != 0 && !$0.isNaN }
  }

  /// `a=2, b=-1`: what was drawn, to be said.
  package var text: String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\(NumberText.short($0.value))" }
      .joined(separator: ", ")
  }

  /// What an expression over the drawn numbers gives; `nil` where it is none.
  func value(_ text: String) -> Double? {
    if let value = values[text.trimmed] { return value }
    guard let scope, var expression = try? StateExpression(text, in: scope) else { return nil }
    let outcome = expression.value { reference in
      values[scope.names[reference.node]].map { Tensor($0) }
    }
    guard case .number(let number) = outcome else { return nil }
    return number.scalar
  }

  /// The text with the drawn numbers in place of what stands in braces.
  func fill(_ written: Written, joining separator: String = " ") throws(LessonError) -> Filled {
    try written.filled(joining: separator, for: .code) { part throws(LessonError) in
      guard let value = value(part.text) else {
        throw LessonError(
          "only names that are drawn can stand in braces here"
            + (values.isEmpty ? "; none are" : ": \(values.keys.sorted().joined(separator: ", "))"),
          at: part.span)
      }
      return Tensor(value).spelled
    }
  }
}

extension StateScope {
  /// Reads an expression of a lesson.
  func read(
    _ filled: Filled, drawn: [String: Double]
  ) throws(LessonError) -> StateExpression {
    do {
      return try StateExpression(filled.text, origin: "lesson", in: self)
    } catch {
      throw LessonError(error, in: filled, drawn: drawn)
    }
  }
}

extension String {
  /// A number that stands for the text, the same on every machine: FNV-1a.
  package var fingerprint: UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
