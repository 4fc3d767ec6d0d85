import Autodiff
import Basics
import Formula
import Inquiry
import Presentation
import Syntax

/// A lesson as it is given to somebody: with the numbers that their seed draws, its programs run and
/// the right answers computed.
package struct LessonPlay: Sendable {
  package let lesson: Lesson
  /// Any text; the same text draws the same numbers.
  package let seed: String
  package let numbers: DrawnNumbers
  /// The programs, in order.
  private let stages: [Stage]
  /// For each page the number of the program that it is about.
  private let stageOfPage: [Int?]
  /// For each page where in time it begins.
  private let positions: [Int]
  package let questions: [PosedQuestion]

  /// Draws the numbers and computes the answers; throws all that is wrong with the lesson.
  package init(_ lesson: Lesson, seed: String) throws(LessonFailure) {
    self.lesson = lesson
    self.seed = seed
    do throws(LessonError) {
      numbers = try DrawnNumbers(lesson, seed: seed)
    } catch {
      throw LessonFailure([error], in: lesson.source)
    }
    var building = PlayBuilding(lesson, numbers)
    building.build()
    guard building.errors.isEmpty else {
      throw LessonFailure(building.errors, in: lesson.source)
    }
    stages = building.stages
    stageOfPage = building.stageOfPage
    positions = building.positions
    questions = building.questions
  }

  /// The program that a page is about.
  package func stage(ofPage page: Int) -> Stage? {
    guard stageOfPage.indices.contains(page) else { return nil }
    return stageOfPage[page].map { stages[$0] }
  }

  /// Which program that is, counted from 0.
  package func stageNumber(ofPage page: Int) -> Int? {
    stageOfPage.indices.contains(page) ? stageOfPage[page] : nil
  }

  /// Where in time a page begins.
  package func position(ofPage page: Int) -> Int {
    positions.indices.contains(page) ? positions[page] : 0
  }

  /// The question of a page, and its number, counted from 0.
  package func question(onPage page: Int) -> Int? {
    questions.firstIndex { $0.page == page }
  }

  /// Where time goes once a page's question is answered.
  package func positionAfter(page: Int) -> Int? {
    guard let stage = stage(ofPage: page), let after = lesson.pages[page].question?.after else {
      return nil
    }
    return try? stage.position(after)
  }

  /// A text of a page with numbers in place of what stands in braces.
  package func fill(_ written: Written, onPage page: Int) throws(LessonError) -> String {
    let stage = stage(ofPage: page)
    return try written.filled(for: .prose) { part throws(LessonError) in
      if let value = numbers.value(part.text) { return NumberText.short(value) }
      guard let stage else {
        throw LessonError("there is no program here whose numbers could be shown", at: part.span)
      }
      guard let value = stage.value(try stage.scope.read(part.plain, drawn: numbers.values)) else {
        throw LessonError("this number is not there at the end of the run", at: part.span)
      }
      return TensorText.short(value, elements: TensorText.lineLimit)
    }.text
  }

  /// The same, for a text that has been checked before.
  package func text(_ written: Written, onPage page: Int) -> String {
    (try? fill(written, onPage: page)) ?? written.text
  }
}

/// Runs a lesson's programs, finds places in time and computes the answers.
private struct PlayBuilding {
  let lesson: Lesson
  let numbers: DrawnNumbers
  var stages: [Stage] = []
  var stageOfPage: [Int?] = []
  var positions: [Int] = []
  var questions: [PosedQuestion] = []
  var errors: [LessonError] = []

  init(_ lesson: Lesson, _ numbers: DrawnNumbers) {
    self.lesson = lesson
    self.numbers = numbers
  }

  mutating func build() {
    for (number, page) in lesson.pages.enumerated() {
      do throws(LessonError) {
        try add(page, number)
      } catch {
        errors.append(error)
        // What follows would only be wrong because of this.
        if page.program != nil { return }
      }
    }
  }

  private mutating func add(_ page: Page, _ number: Int) throws(LessonError) {
    var position = positions.last ?? 0
    if let program = page.program {
      stages.append(try Stage(program, numbers: numbers, origin: lesson.source.origin))
      position = 0
    }
    if let after = number > 0 ? lesson.pages[number - 1].question?.after : nil,
      page.program == nil, let stage = stages.last
    {
      position = try stage.position(after)
    }
    if let place = page.place {
      guard let stage = stages.last else {
        throw LessonError("there is no program yet whose time this could be", at: place.span)
      }
      position = try stage.position(place)
    }
    stageOfPage.append(stages.isEmpty ? nil : stages.count - 1)
    positions.append(position)
    if let question = page.question {
      questions.append(
        try PosedQuestion(
          question, page: number, stage: stages.last, position: position, numbers: numbers))
    }
  }
}
