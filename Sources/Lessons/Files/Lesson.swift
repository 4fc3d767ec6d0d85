package import Basics
package import Learning

/// A lesson as its file has it: pages to read, with programs to look at and questions to answer.
///
/// Numbers in braces are drawn from a seed, and answers are computed, when it is given to somebody:
/// see ``LessonPlay``.
package struct Lesson: Sendable {
  /// What it is opened by: `reused-variable`, or the name of its file.
  package let name: String
  package let source: SourceText
  package internal(set) var title = ""
  /// The names of the lessons that should come before it.
  package internal(set) var needs: [String] = []
  /// About how long it takes.
  package internal(set) var minutes = 0
  package internal(set) var draws: [Draw] = []
  /// What must be true of the numbers that are drawn.
  package internal(set) var conditions: [Written] = []
  /// What can be read but is not what its author meant.
  package internal(set) var remarks: [LessonError] = []
  /// The runs that its pages train, once they were trained.
  package let runs: RunArchive
  /// In the order in which they are read; never none.
  package internal(set) var pages: [Page] = []

  init(name: String, source: SourceText) {
    self.name = name
    self.source = source
    runs = RunArchive()
  }

  /// The questions in order, each with the number of its page.
  package var questions: [(page: Int, question: LessonQuestion)] {
    pages.enumerated().compactMap { number, page in page.question.map { (number, $0) } }
  }

  /// The points of all questions.
  package var points: Int { questions.reduce(0) { $0 + $1.question.points } }
}

/// A name that stands for a number, and the numbers it is drawn from.
package struct Draw: Hashable, Sendable {
  package let name: String
  package let choices: [Double]
  package let span: SourceSpan
}

/// What is in sight at one time: some text, the program it is about, and at most one question.
package struct Page: Hashable, Sendable {
  /// What is read.
  package internal(set) var text: [Paragraph] = []
  /// A program that is opened for this page and those that follow.
  package internal(set) var program: LessonProgram?
  /// The options of a run that is trained for this page and those that follow.
  package internal(set) var training: Written?
  /// Where in time the page begins, if it says so.
  package internal(set) var place: Written?
  /// The numbers that the screen leaves out until the page's question is answered.
  package internal(set) var hidden: Set<QuizSubject> = []
  /// Where that is said.
  var hiding: SourceSpan?
  /// Keys that are pressed for the reader.
  package internal(set) var keys: [Written] = []
  package internal(set) var question: LessonQuestion?

  var isEmpty: Bool {
    text.isEmpty && program == nil && training == nil && place == nil && keys.isEmpty
      && hidden.isEmpty && question == nil
  }
}

/// Some lines of text.
package struct Paragraph: Hashable, Sendable {
  package internal(set) var written: Written
  /// Whether its lines stay as they are, as those of a formula do.
  package let isVerbatim: Bool
}

/// A program in a lesson.
package struct LessonProgram: Hashable, Sendable {
  package enum Text: Hashable, Sendable {
    case lines(Written)
    /// The name of a built-in example.
    case example(Written)
  }

  package internal(set) var text: Text
  /// Values for its inputs, as `--at` takes them.
  package internal(set) var values: Written?
  /// The inputs that move, in forward mode.
  package internal(set) var direction: Written?
  package internal(set) var mode: Written?
}

/// Something that is asked.
package struct LessonQuestion: Hashable, Sendable {
  package internal(set) var prompt: Written
  /// Whether time stands still until it is answered.
  package let isPrediction: Bool
  package internal(set) var answer: AnswerForm?
  package internal(set) var tolerance = Tolerance.usual
  package internal(set) var points = 1
  package internal(set) var hints: [Hint] = []
  package internal(set) var mistakes: [ForeseenMistake] = []
  /// What is said once it is answered.
  package internal(set) var explanation: [Paragraph] = []
  /// Where time goes then.
  package internal(set) var after: Written?

  /// The places of the choices that are listed.
  package var choices: [Choice] {
    if case .choice(let choices) = answer { choices } else { [] }
  }
}

/// What counts as an answer, and how the right one is computed.
package enum AnswerForm: Hashable, Sendable {
  /// A number or an array: an expression over the numbers at the end of the run.
  case number(Written)
  /// A formula, by names of nodes, for an expression, whatever the inputs are.
  case formula(Written)
  /// The number that the next event gives.
  case nextNumber
  /// The node that the next event gives a number to.
  case nextNode
  /// The nodes along which one gets from one to another.
  case path(from: Written, to: Written, isStrongest: Bool)
  case choice([Choice])
}

/// One of several answers to choose from.
package struct Choice: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    case right, wrong
    /// Right when an expression over the numbers at the end of the run is true.
    case when(Written)
  }

  package let text: Written
  package let rule: Rule
  /// What is said to those who choose it.
  package internal(set) var reply: Written?
}

/// A word to those who have tried so many times.
package struct Hint: Hashable, Sendable {
  package let tries: Int
  package internal(set) var text: Written
}

/// A wrong number that the author expects, and what to say to it.
package struct ForeseenMistake: Hashable, Sendable {
  package let number: Written
  package internal(set) var reply: Written
}
