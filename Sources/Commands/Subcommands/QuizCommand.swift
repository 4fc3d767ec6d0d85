import ArgumentParser
import Formula
import Lessons
import Syntax

/// `retrograde quiz PROGRAM`: questions about any program.
struct QuizCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz",
    abstract: "Ask questions about any program, with small numbers drawn from a seed.",
    discussion: """
      Example: retrograde quiz 'z = x*y + sin(x)' --count 5 --seed anna

      The same seed asks the same. Of the inputs' own values, as --at gives them, only the sign counts \
      and whether they are whole numbers: others of that kind are drawn. --text prints the quiz as a \
      lesson, to be changed and kept; retrograde mark PROGRAM FILE marks the answers.
      """)

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var source: SourceOptions

  @Option(help: ArgumentHelp("How many questions there are.", valueName: "number"))
  var count = 5

  @Option(help: "Hide and ask only adj (adjoints), val (values) or partial (local partials).")
  var hide: QuizSubject?

  @OptionGroup var asking: AskingOptions

  @Flag(help: "Print the quiz as the file of a lesson instead.")
  var text = false

  func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--count is a number from 1 to 1000")
    }
    if program == "-", asking.plain {
      throw ValidationError(
        "with --plain, standard input is for the answers; give the program in another way")
    }
  }

  func run() throws {
    let seed = asking.seed ?? AskingOptions.usualSeed
    let maker = QuizMaker(try source.program(program, wrt: nil), seed: seed, subject: hide)
    do {
      if text { return try Console.current.write(try maker.text(count: count)) }
      let lesson = try maker.lesson(count: count)
      if lesson.questions.count < count {
        let there = lesson.questions.count == 1 ? "there is" : "there are"
        Console.current.warn(
          "note: \(there) only \(lesson.questions.count.counted("question")) to ask about this "
            + "program\n")
      }
      try asking.ask(LessonSession(try lesson.play(seed: seed)), keeps: false)
    } catch let problem as AnswerProblem {
      throw Failure(.badInput, problem.message)
    }
  }
}

extension QuizSubject: ExpressibleByArgument {}
