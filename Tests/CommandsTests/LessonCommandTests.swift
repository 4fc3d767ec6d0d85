import Foundation
import Lessons
import TestSupport
import Testing

/// `lesson`, `quiz` and `mark`, as the shell calls them.
@Suite struct LessonCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String], input: String = "") -> CommandRun {
    CommandRun(words, input: input, environment: ["XDG_STATE_HOME": folder.path])
  }

  @Test func `the lessons are listed, names first`() {
    let run = run(["lesson"])
    #expect(run.code == 0)
    let names = run.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(names.map(String.init) == BuiltInLesson.all.map(\.name))
  }

  @Test(arguments: [60, 80, 200])
  func `on a terminal nothing of the list is cut, however far one has come`(_ columns: Int) throws {
    #expect(run(["lesson", "softmax", "--plain"], input: "?\n\nquit").code == 0)
    let list = CommandRun(
      ["lesson"], environment: ["XDG_STATE_HOME": folder.path], onTerminal: columns)
    #expect(list.code == 0)
    #expect(list.output.split(separator: "\n").allSatisfy { $0.count <= columns })
    let words = list.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for builtIn in BuiltInLesson.all {
      let lesson = try builtIn.lesson()
      #expect(words.contains("\(builtIn.name) \(lesson.title), \(lesson.minutes) min"))
    }
    #expect(words.contains("min (page 2 of "), "\(list.output)")
    // Only how far one has come may need a line of its own on a terminal of the usual width.
    let continued = list.output.split(separator: "\n").filter { $0.hasPrefix(" ") }
    if columns >= 80 { #expect(continued.allSatisfy { $0.contains("(page 2 of ") }) }
  }

  @Test(arguments: BuiltInLesson.all.map(\.name)) func `each lesson passes its check`(
    _ name: String
  ) {
    let run = run(["lesson", "check", name])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("questions"))
  }

  @Test func `a lesson is left and resumed`() {
    let first = run(["lesson", "two-gates", "--plain"], input: "1\n\nquit")
    #expect(first.code == 0)
    #expect(first.output.contains("1 is right."))
    #expect(first.output.contains("page 2 of 6"))
    let second = run(["lesson", "two-gates", "--plain"], input: "quit")
    #expect(second.output.contains("Now a product."))
    let third = run(["lesson", "two-gates", "--plain", "--restart"], input: "quit")
    #expect(third.output.contains("The simplest node of all is a sum."))
    let fourth = run(["lesson", "two-gates", "--plain", "--page", "6"], input: "quit")
    #expect(fourth.output.contains("Which of these graphs"))
  }

  @Test func `an author is shown what is wrong`() throws {
    let path = try folder.write(
      Array(
        "title: T\nprogram:\n  x = 2\n  f = x^2\ngo: end\nkeys: G\npredict: x?\nanswer: adj(x)\n"
          .utf8),
      as: "own.lesson")
    let run = run(["lesson", "check", path])
    #expect(run.code == 1)
    #expect(
      run.output.hasPrefix(
        """
        own.lesson:6:7: these keys are answered by an error: predict first: press Enter and type \
        your answer, or ? if you are not sure
          keys: G
                ^
        own.lesson:7:10: the answer is on the screen when this is asked; type go: with an \
        earlier place
          predict: x?
                   ^^

        """), "\(run.output)")
    #expect(run.errors.contains("2 findings"))
  }

  @Test func `answers are written though a command was refused, and where the lesson is left`()
    throws
  {
    let answers = folder.path + "/own.jsonl"
    let refused = run(
      ["lesson", "two-gates", "--plain", "--answers", answers], input: "1\n:wotch x\nquit")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("some commands failed"))
    let first = try String(contentsOfFile: answers, encoding: .utf8)
    #expect(first.contains("\"item\":1,\"answer\":\"1\",\"tries\":1"))
    let left = run(
      ["lesson", "two-gates", "--plain", "--restart", "--answers", answers], input: "2\nquit")
    #expect(left.code == 0)
    let second = try String(contentsOfFile: answers, encoding: .utf8)
    #expect(second.contains("\"item\":1,\"answer\":\"2\",\"tries\":1"))
  }

  @Test func `the example of a lesson passes its check`() {
    let path = #filePath.replacing(
      "Tests/CommandsTests/LessonCommandTests.swift", with: "Examples/chain-of-three.lesson")
    let run = run(["lesson", "check", path])
    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("6 questions"))
  }

  @Test func `what a check counts is in the singular where there is one`() throws {
    let path = try folder.write(
      Array("title: T\nprogram:\n  x = 3\n  f = x^2\ngo: start\nask: f?\nanswer: val(f)\n".utf8),
      as: "own.lesson")
    #expect(
      run(["lesson", "check", path]).output
        == "1 page, 1 question, 1 point, about 1 minute; tried with 1 seed\n")
  }

  @Test func `line by line, each page says what the graph would show`() {
    let run = run(["lesson", "two-gates", "--plain", "--seed", "1"], input: "1\n\nquit")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("  ") && $0.contains(": value ") }.count >= 4)
  }

  @Test func `a file that is no lesson is refused with the place`() throws {
    let path = try folder.write(Array("title: T\nhnt: no\n".utf8), as: "own.lesson")
    let given = run(["lesson", path, "--plain"])
    #expect(given.code == 2)
    #expect(
      given.errors.contains("own.lesson:2:1: no block is called 'hnt'; did you mean 'hint:'?"))
    #expect(run(["lesson", "check", path]).code == 1)
    let unknown = run(["lesson", "two-gate"])
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("did you mean 'two-gates'?"))
  }

  @Test func `a quiz on an example that is called like a lesson is marked, too`() throws {
    let answers = folder.path + "/anna.jsonl"
    let asked = run(
      [
        "quiz", "four-equations", "--count", "2", "--seed", "anna", "--answers", answers, "--plain",
      ],
      input: String(repeating: "1\n", count: 8))
    #expect(asked.code == 0)
    let marked = run(["mark", "four-equations", answers, "--format", "csv"])
    #expect(marked.code == 0)
    #expect(!marked.output.contains("these are answers to"), "\(marked.output)")
    let other = run(["mark", "two-gates", answers, "--format", "csv"])
    #expect(other.output.contains("these are answers to 'quiz 2', not to 'two-gates'"))
  }

  @Test func `a quiz is answered, and its answers are marked`() throws {
    let answers = folder.path + "/anna.jsonl"
    let quiz = run(
      [
        "quiz", "reused-variable", "--count", "3", "--seed", "anna", "--plain", "--answers",
        answers,
      ],
      input: "?\n\n123456.5\n?\n\n?\n\nquit")
    #expect(quiz.code == 0, "\(quiz.errors)")
    let lines = try String(contentsOfFile: answers, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains("\"item\":2,\"answer\":\"?\",\"tries\":2"))
    let marked = run(["mark", "reused-variable.rg", answers])
    #expect(marked.code == 2)
    let table = run(["mark", "two-gates", answers])
    #expect(table.output.contains("these are answers to 'quiz 3', not to 'two-gates'"))
  }

  @Test func `a quiz on a formula is marked by the formula`() throws {
    let answers = folder.path + "/anna.jsonl"
    let formula = "z = x*y + sin(x)"
    let text = run(["quiz", formula, "--at", "x=2,y=3", "--count", "2", "--text", "--seed", "anna"])
    let lesson = try Lesson(text.output, name: "quiz 2")
    let play = try LessonPlay(lesson, seed: "anna")
    let lines = play.questions.indices.map { number in
      SubmittedAnswer(
        lesson: "quiz 2", seed: "anna", student: "anna", item: number + 1,
        answer: play.rightAnswer(number), tries: 1
      ).json
    }
    try lines.joined(separator: "\n").write(toFile: answers, atomically: true, encoding: .utf8)
    let marked = run(["mark", formula, "--at", "x=2,y=3", answers, "--format", "csv"])
    #expect(marked.code == 0)
    #expect(marked.output.contains("anna,anna,1,"))
    #expect(!marked.output.contains("wrong"), "\(marked.output)")
  }

  @Test func `a file that is not there is a message, not the end`() throws {
    let line = SubmittedAnswer(
      lesson: "two-gates", seed: "s", student: "s", item: 1, answer: "1", tries: 1
    ).json
    let path = try folder.write(Array(line.utf8), as: "s.jsonl")
    let run = run(["mark", "two-gates", folder.path + "/none.jsonl", path])
    #expect(run.code == 0)
    #expect(run.output.contains("none.jsonl: cannot read"))
    #expect(run.output.contains("1/6"))
  }

  @Test func `answers are added to answers, and no other file is touched`() throws {
    let answers = folder.path + "/class.jsonl"
    let give = { (student: String, path: String) in
      run(
        [
          "lesson", "two-gates", "--plain", "--restart", "--student", student, "--answers", path,
        ], input: "1\nquit")
    }
    #expect(give("anna", answers).code == 0)
    #expect(give("ben", answers).code == 0)
    #expect(give("ben", answers).code == 0)
    let text = try String(contentsOfFile: answers, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 2)
    #expect(text.contains("anna") && text.contains("ben"))
    let notes = try folder.write(Array("# Notes\n".utf8), as: "notes.md")
    let refused = give("anna", notes)
    #expect(refused.code == 2)
    #expect(
      refused.errors.contains(
        "exists already, and holds something else than answers; give another name"))
    #expect(try String(contentsOfFile: notes, encoding: .utf8) == "# Notes\n")
    #expect(give("", answers).code == 64)
  }

  @Test func `a quiz on another program, or with other inputs, is not marked`() throws {
    let answers = folder.path + "/anna.jsonl"
    let quiz = run(
      ["quiz", "x^2*y", "--at", "x=1", "--count", "2", "--plain", "--answers", answers],
      input: "1\n\n?\nquit")
    #expect(quiz.code == 0, "\(quiz.errors)")
    #expect(run(["mark", "x^2*y", "--at", "x=1", answers]).code == 0)
    for other in [["x^3*y", "--at", "x=1"], ["x^2*y", "--at", "x=2"]] {
      let marked = run(["mark"] + other + [answers])
      #expect(marked.code == 2)
      #expect(
        marked.output.contains("answers to a quiz on another program, or on one with other inputs"))
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe that nobody writes to does not hold anybody up`()
    throws
  {
    let path = folder.path + "/pipe.lesson"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(run(["mark", "two-gates", path]).code == 2)
    #expect(run(["lesson", "check", path]).code == 1)
  }

  @Test func `where nobody is marked, marking has failed`() {
    let marked = run(["mark", "two-gates", folder.path + "/none.jsonl"])
    #expect(marked.code == 2)
    #expect(marked.errors.contains("nobody was marked"))
  }

  @Test func `one question is spoken of as one`() {
    let quiz = run(["quiz", "x^2", "--hide", "val", "--plain"], input: "quit")
    #expect(quiz.errors.contains("note: there is only 1 question to ask about this program"))
  }
}
