import ArgumentParser
import Explorer
import Glibc
import Learning
import Lessons
import Presentation
import Studio
import Syntax
import TextCanvas

/// `retrograde lesson`: lessons in the explorer, line by line, or checked for their authors.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "List the lessons, give one in the explorer, or check one that you write.",
    discussion: """
      Example: retrograde lesson reused-variable

      A lesson is a text file; retrograde help lessons lists the blocks it is made of.
      """,
    subcommands: [GiveLessonCommand.self, CheckLessonCommand.self],
    defaultSubcommand: GiveLessonCommand.self)
}

/// `retrograde lesson [NAME|FILE]`.
struct GiveLessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give",
    abstract: "List the lessons, or give one (the default).",
    discussion: """
      Example: retrograde lesson reused-variable

      A lesson continues where it was left. Points are whole for the first answer, half for a later \
      one. An answer of ? says that you are not sure: it earns nothing, and the right one is shown.
      """)

  @Argument(help: "The name of a lesson, or a file; without one the lessons are listed.")
  var lesson: String?

  @OptionGroup var asking: AskingOptions

  @Flag(help: "Begin again, however far you have come.")
  var restart = false

  @Option(help: ArgumentHelp("Begin at a page.", valueName: "number"))
  var page: Int?

  func run() throws {
    guard let lesson else { return try list() }
    let source = try LessonSource(lesson)
    let read = try source.lesson()
    let kept = LessonProgress.kept(of: source.key)
    let progress = restart || asking.seed.map { $0 != kept?.seed } ?? false ? nil : kept
    let play = try read.play(seed: asking.seed ?? progress?.seed ?? AskingOptions.usualSeed)
    var session = LessonSession(play, progress: progress, path: source.path)
    if let page {
      guard (1...read.pages.count).contains(page) else {
        throw Failure(.badInput, "the lesson has pages 1 to \(read.pages.count)")
      }
      session.go(to: page - 1)
    } else if progress?.isDone == true {
      session.go(to: 0)
    }
    try asking.ask(session, keeps: true)
  }

  /// A line for each lesson, its name first; at a terminal also how far one has come, and on the next line
  /// what there is no room for.
  private func list() throws {
    let isOnTerminal = Console.current.isOnTerminal
    let width = BuiltInLesson.all.map(\.name.count).max() ?? 0
    for builtIn in BuiltInLesson.all {
      let lesson = try LessonSource.builtIn(builtIn).lesson()
      let progress = isOnTerminal ? LessonProgress.kept(of: builtIn.name) : nil
      let place = progress.map { progress in
        let points = "\(progress.points.inPoints) of \(lesson.points) points"
        return progress.isDone
          ? "  (done, \(points))"
          : "  (page \(progress.page + 1) of \(lesson.pages.count), \(points))"
      }
      let name = builtIn.name.padded(toColumns: width)
      let text = "\(lesson.title), \(lesson.minutes) min\(place ?? "")"
      let room = max(Console.current.columns - width - 2, 20)
      let lines = isOnTerminal ? text.wrapped(toColumns: room) : [text]
      let indentation = "\n" + String(repeating: " ", count: width + 2)
      try Console.current.write("\(name)  \(lines.joined(separator: indentation))\n")
    }
  }
}

/// `retrograde lesson check FILE`.
struct CheckLessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a lesson: questions, drawn numbers, keys, and how long it takes.",
    discussion: """
      Example: retrograde lesson check my.lesson

      Every question must have an answer that is taken as right. Drawn numbers must not make an \
      answer infinite, a foreseen mistake right, or a wrong engine right by chance. Keys must do \
      something. Ends with exit code 1 when it finds anything.
      """)

  @Argument(help: "The file of a lesson, or the name of one that is built in.")
  var lesson: String

  func run() throws {
    let source = try LessonSource(lesson)
    let lesson: Lesson
    do {
      lesson = try source.lesson()
    } catch let failure as Failure {
      throw Failure(.checkFailed, failure.message)
    }
    var check = LessonCheck(lesson)
    LessonKeys.check(lesson, &check)
    LessonRunKeys.check(lesson, &check)
    let findings = LessonFailure(check.findings, in: lesson.source)
    if !check.findings.isEmpty { try Console.current.write(findings.report + "\n") }
    let minutes = Int(check.minutes.rounded(.up))
    try Console.current.write(
      [
        lesson.pages.count.counted("page"), lesson.questions.count.counted("question"),
        lesson.points.counted("point"), "about \(minutes.counted("minute"))",
      ].joined(separator: ", ") + "; tried with \(check.seeds.counted("seed"))"
        + training(of: lesson) + "\n")
    guard check.findings.isEmpty else {
      throw Failure(.checkFailed, check.findings.count.counted("finding"))
    }
  }

  /// How many runs were trained for it, and how long that took.
  private func training(of lesson: Lesson) -> String {
    let report = lesson.runs.report
    guard report.runs > 0 else { return "" }
    let seconds = NumberText.short(report.seconds, digits: 2)
    return "; trained \(report.runs.counted("run")) in \(seconds) s"
  }
}
