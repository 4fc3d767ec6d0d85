import Autodiff
import Basics
import Formula
import Inquiry
import Learning
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
  /// For each page the run that it is about, and where that stands.
  private let runPlaces: [RunPlace?]
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
    runPlaces = building.runPlaces
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

  /// The run that a page is about, and where it stands there; `nil` for a page about a program.
  package func runPlace(ofPage page: Int) -> RunPlace? {
    runPlaces.indices.contains(page) ? runPlaces[page] : nil
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

  /// A text of a page with numbers in place of what stands in braces; of a run those before or after
  /// the page's question.
  package func fill(
    _ written: Written, onPage page: Int, isAfter: Bool = false
  ) throws(LessonError) -> String {
    let stage = stage(ofPage: page)
    let place = runPlace(ofPage: page)
    return try written.filled(for: .prose) { part throws(LessonError) in
      if let value = numbers.value(part.text) { return NumberText.short(value) }
      if let place {
        let value = try place.number(part.plain, isAfter: isAfter, drawn: numbers.values)
        return TensorText.short(value, elements: TensorText.lineLimit)
      }
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
  package func text(_ written: Written, onPage page: Int, isAfter: Bool = false) -> String {
    (try? fill(written, onPage: page, isAfter: isAfter)) ?? written.text
  }
}

/// Runs a lesson's programs, finds places in time and computes the answers.
private struct PlayBuilding {
  let lesson: Lesson
  let numbers: DrawnNumbers
  var stages: [Stage] = []
  var stageOfPage: [Int?] = []
  var positions: [Int] = []
  var runPlaces: [RunPlace?] = []
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
        if page.program != nil || page.training != nil { return }
      }
    }
  }

  private mutating func add(_ page: Page, _ number: Int) throws(LessonError) {
    let isAboutRun =
      page.training != nil || page.program == nil && runPlaces.last.flatMap(\.self) != nil
    if isAboutRun {
      try addRunPlace(page)
    } else {
      try addStage(page, after: number > 0 ? lesson.pages[number - 1].question?.after : nil)
    }
    if let question = page.question {
      questions.append(
        try PosedQuestion(
          question, page: number, stage: isAboutRun ? nil : stages.last,
          place: runPlaces.last.flatMap(\.self), position: positions.last ?? 0, numbers: numbers))
    }
  }

  private mutating func addStage(_ page: Page, after: Written?) throws(LessonError) {
    var position = positions.last ?? 0
    if let program = page.program {
      stages.append(try Stage(program, numbers: numbers, origin: lesson.source.origin))
      position = 0
    } else if let after, let stage = stages.last {
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
    runPlaces.append(nil)
  }

  private mutating func addRunPlace(_ page: Page) throws(LessonError) {
    let last = runPlaces.last.flatMap(\.self)
    let place: RunPlace
    if let training = page.training {
      let run = try DrawnRun(try numbers.fill(training))
      place = try RunPlace(page, run, in: lesson.runs, at: training.span, comingFrom: last)
    } else if let last {
      place = try last.following(page)
    } else {
      return
    }
    stageOfPage.append(nil)
    positions.append(0)
    runPlaces.append(place)
  }
}
