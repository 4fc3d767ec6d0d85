package import Autodiff
import Basics
package import Formula
import Inquiry
import Syntax

/// A program of a lesson with the numbers that were drawn, run to its end.
package struct Stage: Sendable {
  package let program: Program
  package let mode: TimelineMode
  /// At the start of time.
  package let start: Run
  /// At its end.
  package let end: Run
  package let scope: StateScope
  /// The same with mistakes in it.
  let wrongRuns: WrongRuns

  /// Runs a program.
  package init(_ program: Program, mode: TimelineMode = .reverse) throws(GraphError) {
    self.program = program
    self.mode = mode
    start = try program.timeline(mode: mode)
    var end = start
    end.seek(to: end.count)
    self.end = end
    scope = StateScope(program)
    wrongRuns = WrongRuns(beside: end)
  }

  /// What an expression gives where the run's numbers are read from `read`.
  func value(
    _ expression: StateExpression, reading read: (StateReference) -> Tensor<Double>?
  ) -> Tensor<Double>? {
    var expression = expression
    guard case .number(let number) = expression.value(read) else { return nil }
    return number
  }

  /// What an expression gives at the end; 0 where that is only what rounding has left of numbers that
  /// cancel.
  func value(_ expression: StateExpression) -> Tensor<Double>? {
    guard let number = value(expression, reading: { end.number($0) }) else { return nil }
    guard number.elements.contains(where: { $0 != 0 && $0.magnitude < Self.suspicious }),
      let shaken = value(expression, reading: { end.number($0)?.shaken(by: $0) }),
      shaken.elements.count == number.elements.count
    else { return number }
    let elements = zip(number.elements, shaken.elements).map { element, other in
      element.magnitude < Self.suspicious && (other - element).magnitude > element.magnitude
        ? 0 : element
    }
    return Tensor(elements, shape: number.shape) ?? number
  }

  /// Only what is smaller can be left by rounding.
  private static let suspicious = 1e-9
}

extension Tensor<Double> {
  /// The numbers, each changed by a part of 1e-12 of its own: far more than rounding does, and little to
  /// whatever does not cancel.
  fileprivate func shaken(by reference: StateReference) -> Tensor<Double>? {
    let shaken = elements.enumerated().map { place, element in
      element * (1 + 1e-12 * Double((place * 37 + reference.node.index * 11 + 5) % 17 - 8))
    }
    return Tensor(shaken, shape: shape)
  }
}

extension Stage {
  /// Opens a lesson's program with the numbers that were drawn.
  init(
    _ written: LessonProgram, numbers: DrawnNumbers, origin: String
  ) throws(LessonError) {
    let text = try Self.text(written, numbers)
    let values = try written.values.map { value throws(LessonError) in try numbers.fill(value) }
    let direction = try written.direction.map { value throws(LessonError) in
      try numbers.fill(value)
    }
    let mode = try Self.mode(written.mode)
    do {
      try self.init(
        Program(
          text.text, origin: origin, at: values?.text, wrt: direction?.text), mode: mode)
    } catch let failure as FormulaFailure {
      let place =
        failure.source.origin == "--at"
        ? values
        : failure.source.origin == origin
          ? text : direction
      throw LessonError(failure, in: place ?? text, drawn: numbers.values)
    } catch {
      throw LessonError("\(error)", at: text.whole)
    }
  }

  private static func text(
    _ written: LessonProgram, _ numbers: DrawnNumbers
  ) throws(LessonError) -> Filled {
    switch written.text {
    case .lines(let lines): return try numbers.fill(lines, joining: "\n")
    case .example(let name):
      guard let example = Example.named(name.text) else {
        guard name.text.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else {
          throw LessonError(
            "beside program: stands the name of an example; the lines of a program stand below it, "
              + "indented", at: name.span)
        }
        let nearest = nearestWord(to: name.text, among: Example.all.map(\.name))
        throw LessonError(
          "no example is called '\(name.text)'; "
            + (nearest.map { "did you mean '\($0)'?" } ?? "retrograde examples lists them"),
          at: name.span)
      }
      return Filled(example.text, whole: name.span)
    }
  }

  private static func mode(_ written: Written?) throws(LessonError) -> TimelineMode {
    switch written?.text {
    case nil, "reverse": return .reverse
    case "forward": return .forward
    case "both": return .both
    default: throw LessonError("type reverse, forward or both", at: written?.span ?? .none)
    }
  }
}

// Places in time.
extension Stage {
  /// The position that a lesson's `go:` or `then:` means.
  func position(_ written: Written) throws(LessonError) -> Int {
    let text = written.text.trimmed
    switch text {
    case "start": return 0
    case "end": return end.count
    case "seed", "after seed": return end.seedEvent
    case "before seed": return max(end.seedEvent - 1, 0)
    default: break
    }
    if let number = Int(text) {
      guard (0...end.count).contains(number) else {
        throw LessonError("the program has events 1 to \(end.count)", at: written.span)
      }
      return number
    }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, words[0] == "before" || words[0] == "after" else {
      throw LessonError(
        "type start, seed, end, the number of an event, before adj(x) or after val(d)",
        at: written.span)
    }
    return try position(of: written.dropping(words[0]), isAfter: words[0] == "after")
  }

  private func position(of written: Written, isAfter: Bool) throws(LessonError) -> Int {
    let expression = try scope.read(written.plain, drawn: [:])
    guard expression.references.count == 1, let reference = expression.references.first else {
      throw LessonError("type one number of a node, as in after val(d)", at: written.span)
    }
    let events = self.events(of: reference)
    guard let first = events.first, let last = events.last else {
      throw LessonError("nothing happens to this in this mode", at: written.span)
    }
    return isAfter ? last : first - 1
  }

  /// The numbers of the events that give a node its number.
  private func events(of reference: StateReference) -> [Int] {
    switch reference.quantity {
    case .value: return [end.valueEvent(of: reference.node)].filter { $0 > 0 }
    case .adjoint:
      let seed = reference.node == end.output && end.seedEvent > 0 ? [end.seedEvent] : []
      return seed + end.contributions(to: reference.node)
    case .tangent:
      return (1...max(end.count, 1)).filter {
        end.event($0) == .tangent(reference.node) || end.event($0) == .tangentSeed(reference.node)
      }
    case .partial: return []
    }
  }
}
