import Basics
import Syntax

/// The words with which blocks of a lesson begin, and what they say: the README's table is made of
/// these.
package enum LessonBlock: String, CaseIterable, Hashable, Sendable {
  case title, needs, minutes
  case draw, `where`
  case program, at, mode, along, train, go, hide, keys
  case ask, predict, answer, choice, right, accept, points, hint, mistake, because, then

  /// How the block is written.
  package var usage: String {
    switch self {
    case .title: "title: A variable that is used twice"
    case .needs: "needs: reverse-mode, two-gates"
    case .minutes: "minutes: 8"
    case .draw: "draw: a from 2..5"
    case .where: "where: a != b"
    case .program: "program: reused-variable"
    case .at: "at: x={a}, y=-1"
    case .mode: "mode: forward"
    case .along: "along: x"
    case .train: "train: --hidden 16 --rate 0.5 --epochs 3"
    case .go: "go: before adj(x)"
    case .hide: "hide: partial"
    case .keys: "keys: ':watch adj(x)' Enter"
    case .ask: "ask: How many arrows leave x?"
    case .predict: "predict: What will the adjoint of x be?"
    case .answer: "answer: adj(x)"
    case .choice: "choice: Once."
    case .right: "right: Twice."
    case .accept: "accept: within 5%"
    case .points: "points: 2"
    case .hint: "hint: Count the arrows."
    case .mistake: "mistake: adj(d) -> That is what d passes on."
    case .because: "because: Two contributions are added."
    case .then: "then: end"
    }
  }

  /// What it does.
  package var help: String {
    switch self {
    case .title: "what the list of lessons calls it"
    case .needs: "names of lessons that should come first"
    case .minutes: "about how long it takes"
    case .draw:
      "a name for a number that is drawn: from 2..5, from -2..2 but not 0, from 0..1 step 0.25, "
        + "from 1, 2, 4; {a} stands for it in programs, answers and texts"
    case .where: "a condition that the drawn numbers meet; names stand in it without braces"
    case .program:
      "the program that is looked at from here on: the name of a built-in example, or lines below, "
        + "indented"
    case .at: "values for the program's inputs"
    case .mode: "reverse (the usual one), forward or both"
    case .along: "the inputs that move in forward mode"
    case .train:
      "a run that is trained from here on, with options of `retrograde train` on digits that the "
        + "program draws itself: --examples, --hidden, --layers, --activation, --rate, --momentum, "
        + "--batch, --epochs, --optimizer, --seed and others, but none that names a file"
    case .go:
      "where in time the page begins: start, seed, end, the number of an event, before adj(x), "
        + "after val(d); of a run start, step 50, epoch 1, end"
    case .hide:
      "what no pane and no command shows until the page's question is answered: partial, val "
        + "(but not of inputs), adj"
    case .keys: "keys that are pressed for the reader, as `--keys` writes them"
    case .ask: "a question; it ends its page"
    case .predict: "a question during which time stands still: the answer is not on the screen"
    case .answer:
      "what is right, computed when the lesson is given: an expression such as adj(x), next, "
        + "next node, path from x to f, strongest path from x to f, formula adj(c); of a run "
        + RunFigure.names
    case .choice: "an answer to choose that is wrong; indented below, what is said to it"
    case .right:
      "an answer to choose that is right; right when adj(x) > 0: is so only if that is true"
    case .accept: "how near a number has to be: within 1% (the usual), 3 digits, exactly"
    case .points: "what the right answer is worth: 1, unless it says otherwise"
    case .hint: "what is said after a wrong answer; hint 3: after the third"
    case .mistake:
      "a wrong number that you expect, as an expression, and what to say to it (-> or →)"
    case .because: "what is said once the question is answered"
    case .then: "where time goes once the question is answered, as after go:"
    }
  }

  /// The words that begin blocks.
  package static let words = Set(allCases.map(\.rawValue))

  /// Whether lines below it that are indented belong to it as they stand.
  var keepsLines: Bool { self == .program }

  /// The blocks as the README shows them.
  package static var markdown: String {
    let rows = allCases.map { block in
      let usage = block.usage.split(separator: "|", omittingEmptySubsequences: false)
        .joined(separator: "\\|")
      return "| `\(usage)` | \(block.help) |"
    }
    return (["| block | meaning |", "|---|---|"] + rows).joined(separator: "\n")
  }

  /// The blocks as `help` lists them.
  package static var plainText: String {
    let width = allCases.map(\.usage.count).max() ?? 0
    return allCases.map { block in
      block.usage + String(repeating: " ", count: width - block.usage.count + 2) + block.help
    }.joined(separator: "\n")
  }
}
