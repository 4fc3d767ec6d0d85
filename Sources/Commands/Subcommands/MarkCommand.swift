import ArgumentParser
import Formula
import Glibc
import Lessons

/// `retrograde mark LESSON FILE…`: the marks of a class.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark the answers of a class: points, mistakes by name, and how each question went.",
    discussion: """
      Example: retrograde mark reused-variable answers/*.jsonl

      A file holds answers, a line of JSON each, as --answers writes them. What follows by the \
      rules from an earlier wrong number is marked as right (f). The same answers give the same \
      marks, in whatever order they come: of several answers to a question the one of most tries \
      counts, of equally many the one that earns least; of several lessons or seeds the one with most \
      answers, and the report says so.
      """)

  @Argument(
    help: "The name or file of a lesson, or the program of a quiz.")
  var lesson: String

  @Argument(help: "Files of answers.")
  var files: [String]

  @OptionGroup var source: SourceOptions

  @Option(help: "table (for people), csv or json.")
  var format = MarkReport.Format.table

  func run() throws {
    let submissions = files.map { path -> Submission in
      do {
        return Submission(
          bytes: try readFile(path, limit: Self.mostBytes, source: .present), origin: path)
      } catch {
        return Submission(unreadable: (error as? Failure)?.message ?? "\(error)", origin: path)
      }
    }
    let marking = Marking(submissions, play: try plays())
    try Console.current.write(MarkReport(marking).text(format))
    guard marking.students.contains(where: { !$0.marks.isEmpty }) else {
      throw Failure(.badInput, "nobody was marked")
    }
  }

  /// One byte more than a file of answers may have.
  private static let mostBytes = (4 << 20) + 1

  /// What answers are to: the lesson that was named, or a quiz on the program. Both may bear one name,
  /// and the answers say which they are to.
  private func plays() throws -> (String, String) -> Result<LessonPlay, AnswerProblem> {
    let isLesson = BuiltInLesson.named(lesson) != nil || lesson.hasSuffix(".lesson")
    let taught = isLesson ? try LessonSource(lesson).lesson() : nil
    let isProgram = !isLesson || Example.named(lesson) != nil
    let program = isProgram ? try source.program(lesson, wrt: nil) : nil
    return { name, seed in
      if let taught, name == taught.name { return taught.playResult(seed) }
      let quiz = QuizName(name)
      guard let program, let quiz else {
        let other = taught.map { "'\($0.name)'" } ?? "a quiz"
        return .failure(
          AnswerProblem("these are answers to '\(quiz?.plain ?? name)', not to \(other)"))
      }
      guard quiz.isOn(program) else {
        return .failure(
          AnswerProblem(
            "these are answers to a quiz on another program, or on one with other inputs; give "
              + "the program, and --at, as they were given to quiz"))
      }
      do throws(AnswerProblem) {
        let maker = QuizMaker(program, seed: seed, subject: quiz.subject)
        return try maker.lesson(count: quiz.count).playResult(seed)
      } catch {
        return .failure(error)
      }
    }
  }
}

extension Lesson {
  fileprivate func playResult(_ seed: String) -> Result<LessonPlay, AnswerProblem> {
    do throws(LessonFailure) {
      return .success(try LessonPlay(self, seed: seed))
    } catch {
      return .failure(AnswerProblem("the lesson cannot be given with this seed"))
    }
  }
}

extension MarkReport.Format: ExpressibleByArgument {}
