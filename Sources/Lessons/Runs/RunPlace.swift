import Autodiff
import Basics
import Formula
package import Learning
import Presentation
import Syntax
import TrainArguments

/// The run that a page is about, where it stands when the page is opened, and where it goes once the
/// page's question is answered.
package struct RunPlace: Sendable {
  package let run: DrawnRun
  private let trained: TrainedRun
  /// After how many minibatches the page begins.
  package let step: Int
  /// After how many it ends.
  package let after: Int
  /// The figures with which the page before has ended, if that was about a run.
  private let before: RunFigures?

  /// More work than this, in multiplications, is too much for somebody who waits for a page.
  private static let mostWork = 4e10

  /// The place on a page that has a run of its own.
  init(
    _ page: Page, _ run: DrawnRun, in archive: RunArchive, at span: SourceSpan,
    comingFrom last: RunPlace?
  ) throws(LessonError) {
    guard run.work <= Self.mostWork else {
      throw LessonError(
        "this run takes too long for a lesson; choose fewer --epochs, --examples or units", at: span
      )
    }
    do {
      try self.init(
        page, run, archive.trained(run), before: last?.figures(afterStep: last?.after ?? 0), from: 0
      )
    } catch let error as LessonError {
      throw error
    } catch {
      throw LessonError("\(error)", at: span)
    }
  }

  private init(
    _ page: Page, _ run: DrawnRun, _ trained: TrainedRun, before: RunFigures?, from step: Int
  ) throws(LessonError) {
    if let span = page.hiding {
      throw LessonError("'hide:' is for the numbers of a program, not for a run", at: span)
    }
    (self.run, self.trained, self.before) = (run, trained, before)
    let begin = try page.place.map { place throws(LessonError) in try trained.step(place) } ?? step
    let then = page.question?.after
    let end = try then.map { place throws(LessonError) in try trained.step(place) } ?? begin
    if let then, end < begin {
      throw LessonError("this is before the step at which the page begins", at: then.span)
    }
    (self.step, after) = (begin, end)
  }

  /// The place on a page that goes on with the same run.
  func following(_ page: Page) throws(LessonError) -> RunPlace {
    try RunPlace(page, run, trained, before: figures(afterStep: after), from: after)
  }

  /// The figures after a step of the run.
  package func figures(afterStep step: Int) -> RunFigures? {
    trained.figures.indices.contains(step) ? trained.figures[step] : nil
  }

  /// What an expression gives over the figures before or after the page's question.
  func number(
    _ filled: Filled, isAfter: Bool, drawn: [String: Double]
  ) throws(LessonError) -> Tensor<Double> {
    guard let scope = RunFigure.scope else {
      throw LessonError("a run has no figures", at: filled.whole)
    }
    var expression: StateExpression
    do {
      expression = try StateExpression(filled.text, origin: "lesson", in: scope)
    } catch {
      throw LessonError(error, in: filled, drawn: drawn)
    }
    let outcome = expression.value { reference in
      guard reference.quantity == .value else { return nil }
      return value(named: scope.names[reference.node], isAfter: isAfter).map { Tensor($0) }
    }
    switch outcome {
    case .number(let number): return number
    case .missing(let reference):
      throw LessonError(
        "a run has no \(scope.spelling(of: reference.node)) here", at: filled.whole)
    }
  }

  private func value(named name: String, isAfter: Bool) -> Double? {
    let isBefore = name.hasPrefix(RunFigure.before)
    let bare = isBefore ? String(name.dropFirst(RunFigure.before.count)) : name
    let figures = isBefore ? before : figures(afterStep: isAfter ? after : step)
    guard let figure = RunFigure(rawValue: bare), let figures else { return nil }
    return figure.value(in: figures)
  }
}

// Moments of a run.
extension TrainedRun {
  /// The step that a lesson's `go:` or `then:` means.
  fileprivate func step(_ written: Written) throws(LessonError) -> Int {
    let words = written.text.split(separator: " ")
    let step: Int
    switch (words.first, words.count) {
    case ("start", 1): return 0
    case ("end", 1): return lastStep
    case ("step", 2): step = try number(words[1], written)
    case ("epoch", 2):
      let (steps, isTooLarge) = try number(words[1], written)
        .multipliedReportingOverflow(by: stepsPerEpoch)
      step = isTooLarge ? .max : steps
    default: throw Self.problem(written)
    }
    guard (0...lastStep).contains(step) else {
      let end = stop.map { "; there it stopped: \($0)" } ?? ""
      throw LessonError(
        "the run has steps 1 to \(lastStep), \(stepsPerEpoch) in each epoch\(end)", at: written.span
      )
    }
    return step
  }

  private func number(_ word: Substring, _ written: Written) throws(LessonError) -> Int {
    guard let number = Int(word), number >= 0 else { throw Self.problem(written) }
    return number
  }

  private static func problem(_ written: Written) -> LessonError {
    LessonError("type start, step 50, epoch 1 or end", at: written.span)
  }
}

extension DrawnRun {
  /// The run that the options of a lesson ask for.
  init(_ options: Filled) throws(LessonError) {
    let words = options.text.split(separator: " ").map(String.init)
    do throws(DrawnRunProblem) {
      self = try DrawnRun(words: words)
    } catch {
      throw LessonError(error.message, at: options.span(ofWord: words) { error.message.names($0) })
    }
  }
}

extension String {
  /// Whether a message is about an option: the one that it names first.
  fileprivate func names(_ option: String) -> Bool {
    guard let first = firstRange(of: "--"), option.hasPrefix("--") else { return false }
    let rest = self[first.lowerBound...].prefix { $0 == "-" || $0.isLetter || $0.isNumber }
    return option.prefix { $0 != "=" } == rest
  }
}

extension Filled {
  /// Where the first of some words stands that is meant; everything, where none is.
  fileprivate func span(ofWord words: [String], where isMeant: (String) -> Bool) -> SourceSpan {
    guard let word = words.first(where: isMeant), let range = text.firstRange(of: word) else {
      return whole
    }
    let start = text[..<range.lowerBound].utf8.count
    return span(of: SourceSpan(start, start + word.utf8.count))
  }
}

extension RunFigures {
  /// `step 32, epoch 1: train loss 0.842, test loss 0.661, test accuracy 80.2 %, dead units 0, rate 0.1`
  package var sentence: String {
    let short = { (number: Double) in NumberText.short(number) }
    let parts = [
      loss.map { "train loss \(short($0))" }, testLoss.map { "test loss \(short($0))" },
      accuracy.map { "test accuracy \(short($0)) %" }, deadUnits.map { "dead units \($0)" },
      "rate \(short(rate))",
    ]
    return "step \(step), epoch \(NumberText.short(epoch, digits: 3)): "
      + parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension DrawnRun {
  /// `784-16-10 tanh on 2000 drawn digits, rate 0.1, 3 epochs, seed 1`
  package var headline: String {
    let plan = options.plan
    let passes = epochs == 1 ? "1 epoch" : "\(epochs) epochs"
    return "\(plan.notation) \(plan.activation.rawValue) on \(examples.name), "
      + "rate \(NumberText.short(Double(options.schedule.base))), "
      + "\(passes), seed \(options.seed)"
  }
}
