/// What can be wrong with a loop, a branch or a function of several lines, and with data.
package enum BlockProblem: Equatable, Sendable {
  // How they are typed.
  case missingColon(String)
  case loopWithoutIn(String)
  case loopOverValues(String, String)
  case rangeElsewhere
  case emptyBlock
  case wrongIndentation(Int)
  case elseWithoutIf
  case dataWithoutValue(String)
  case notWithinBlock(Inner)

  // How other languages type them: with the line to type instead.
  case pythonRange(line: String)
  case definition(line: String)
  case lambda(line: String)
  case elif(line: String)
  case returned(String)
  case whileLoop

  // What their names stand for.
  case countingName(String)
  case unsetInLoop(String)
  case loopLocal(String)
  case onlyInOtherBranch(String)
  case computedData(String)

  // What they are when the program is built.
  case unknownBound
  case fractionalBound(String)
  case conditionOfArray
  case unknownCondition
  case noTurn
  case noBranch
  case tooManySteps(limit: Int)

  /// A statement that stands only outside of blocks.
  package enum Inner: Equatable, Sendable {
    case output, function, data
  }
}

extension BlockProblem {
  /// What is wrong and what to type instead.
  package var message: String {
    switch self {
    case .missingColon(let word): "'\(word)' ends in a colon; type ':' after it"
    case .loopWithoutIn(let name):
      "a loop needs a range; type for \(name.shortened) in 0..<3:"
    case .loopOverValues(let name, let values):
      "a loop counts over a range; type for \(name.shortened) in 0..<3: "
        + "and take elements as in \(values.asBase)[\(name.shortened)]"
    case .rangeElsewhere:
      "a range belongs to a loop, as in for i in 0..<3:; a slice is typed x[0:3]"
    case .emptyBlock:
      "this has no lines of its own; indent them below it, or type one behind the colon"
    case .wrongIndentation(let columns):
      "the lines of a block begin in one column; indent this one by \(columns.counted("space"))"
    case .elseWithoutIf: "there is no 'if' that this 'else' belongs to; put both in one column"
    case .dataWithoutValue(let name):
      "data need numbers; type data \(name.shortened) = 1, and --at gives it others"
    case .notWithinBlock(.output):
      "'output' stands outside of blocks; begin its line in the first column"
    case .notWithinBlock(.function):
      "a function is defined outside of blocks; begin its line in the first column"
    case .notWithinBlock(.data):
      "data are named outside of blocks; begin the line in the first column"

    case .pythonRange(let line): "a range is typed with its ends; type \(line.shortened)"
    case .definition(let line) where line.hasSuffix("="):
      "a function is typed without 'def'; type \(line.shortened) and indent its lines below it"
    case .definition(let line), .lambda(let line):
      "a function is typed like its formula; type \(line.shortened)"
    case .elif(let line): "'elif' is typed as two words; type \(line.shortened)"
    case .returned(let value):
      "the last line of a function is its value; type \(value.shortened)"
    case .whileLoop:
      "a loop has a number of turns; type for i in 0..<10: and choose with where(c, a, b)"

    case .countingName(let name):
      "\(name.quoted) counts the turns of this loop; choose another name"
    case .unsetInLoop(let name):
      "\(name.quoted) has no value before the first turn; "
        + "type \(name.shortened) = 1 above the loop"
    case .loopLocal(let name):
      "\(name.quoted) belongs to one turn of a loop; "
        + "to keep it, give it a value above the loop, as in \(name.shortened) = 0"
    case .onlyInOtherBranch(let name):
      "\(name.quoted) gets no value in the branch taken at these inputs; give it one in each"
    case .computedData(let name):
      "data are numbers, not computed; leave 'data' out, or type \(name.shortened)2 = detach(...)"

    case .unknownBound:
      "the end of a range must be a single number, known before the program runs"
    case .fractionalBound(let text):
      "a loop cannot count to \(text); type a whole number, as in 0..<10"
    case .conditionOfArray:
      "'if' asks for a single number; for a choice by element type where(x > 0, a, b)"
    case .unknownCondition:
      "'if' must be known before the program runs; type where(x > 0, a, b)"
    case .noTurn:
      "no line of this loop is reached, so that it has no value; type another line below it"
    case .noBranch: "no branch is taken here, so that there is no value; add an 'else:'"
    case .tooManySteps(let limit):
      "unrolled, the loops make more than \(limit) expressions; use fewer turns"
    }
  }
}

extension String {
  /// The text before an index, in brackets unless it is a name.
  fileprivate var asBase: String { isName ? shortened : "(\(shortened))" }
}
