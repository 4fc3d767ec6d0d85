package import Autodiff
package import Basics
package import Interchange

/// A program that was refused: what is wrong and where. `ErrorReport` puts it into words.
package struct FormulaError: Error, Equatable, Sendable {
  package let problem: Problem
  package let span: SourceSpan
  /// Another place that has to do with it, such as the bracket that a wrong one should close.
  package let related: SourceSpan?

  package init(_ problem: Problem, at span: SourceSpan, related: SourceSpan? = nil) {
    self.problem = problem
    self.span = span
    self.related = related
  }
}

extension FormulaError {
  /// What can be wrong with a program. Texts are the reader's own, as they were typed.
  ///
  /// Indirect, to be a single pointer: each level of the parser's recursion has room for an error.
  package indirect enum Problem: Equatable, Sendable {
    // The characters.
    case invalidUTF8(UInt8)
    case strayCharacter(Unicode.Scalar)
    case unclosedQuote
    case emptyName
    case misspelledOperator(String)
    case malformedNumber(String)
    case numberTooLarge(String)
    case numberTooSmall(String)

    // The limits.
    case programTooLong(limit: Int)
    case nestedTooDeeply(limit: Int)
    case nameTooLong(limit: Int)
    case numberTooLong(limit: Int)
    case tooManyErrors(limit: Int)

    // The brackets.
    case unclosedBracket(String)
    case unopenedBracket(String)
    case mismatchedBracket(String, opening: String)
    case emptyBrackets(Brackets)
    case semicolonInArray

    // The operands and operators.
    case emptyProgram
    case missingOperand(after: String?, found: String?)
    case unfinishedLine(after: String)
    case missingOperator(left: String, right: String)
    case missingComma(left: String, right: String)
    case missingOperatorOrComma(left: String, right: String)
    case functionWithoutBrackets(String, argument: String?)
    case powerOfFunction(String)
    case primedFunction(String)
    case normInBars(String)
    case unknownWord(String, nearest: String)
    case foreignWord(String)
    case chainedComparison(String, String)
    case straySign(String)

    // The statements.
    case missingTarget
    case assignmentToFunction(String)
    case wrongTarget(Target)
    case wrongParameter(String)
    case missingParameters(String)
    case repeatedParameter(String)
    case assignmentWithinExpression
    case repeatedAssignment
    case compoundAssignment(name: String, operation: String)
    case outputAsName
    case missingOutputName
    case outputOfExpression
    case outputWithinStatement

    // The blocks.
    case block(BlockProblem)

    // The arguments and indices.
    case positionalAfterKeyword
    case repeatedKeyword(String)
    case sliceStep

    // The names.
    case reboundName(String)
    case usedBeforeAssignment(String)
    case usedInOwnValue(String)
    case unknownFunction(String, nearest: String?)
    case foreignFunction(String, cure: String)
    case callOfValue(String)
    case argumentCount(function: String, expected: ClosedRange<Int>, given: Int, usage: String)
    case unknownKeyword(String, function: String, usage: String)
    /// The functions of the circle, in the order of their calls.
    case recursion([String])
    case unknownOutput(String, nearest: String?, names: [String])
    case outputOfFunction(String)
    case noResult

    // The shapes.
    case shapesDoNotFit(Operation, [Shape], reason: String)
    case dotOfOthers([Shape])
    case joinOfOthers([Shape])
    case argumentOfReduction(String)
    case computedAxis
    case repeatedAxis(Int)
    case wrongFlag
    case tooFewElements(Int, correction: Int)
    case placeOutside(String, count: Int)
    case severalIndexLists
    case gradientOfArray
    case gradientByData
    case gradientWithinIndex
    case axisOutside(String, Shape)
    case computedExtent
    case wrongExtent(String)
    case wrongReshape([Int], count: Int)
    case wrongTransposition
    case constantOfComputed
    case computedCount(usage: String)
    case wrongCount(String, least: Int)

    // The elements.
    case tooManyIndices(Int, Shape)
    case indexOutside(Int, axis: Int, Shape)
    case sliceOutside(Int, axis: Int, Shape)
    case emptySlice
    case computedIndex
    case namedIndexOfOutput
    case fractionalIndex(String)

    // The size of the graph.
    case calledTooDeeply(limit: Int)
    case inlinedTooLarge(limit: Int)
    case tooManyAxes(Int, limit: Int)
    case tooManyElements(limit: Int)
    case arrayTooLarge(Shape, limit: Int)
    case arraysTooLarge(limit: Int)
    case graphTooLarge

    // The values of inputs.
    case settingWithoutName
    case nameInValue(String)
    case repeatedSetting(String)
    case unknownInput(String, nearest: String?, inputs: [String])
    case settingOfComputed(String)
    case settingOfFunction(String)
    case settingShape(String, Shape, given: Shape)
    case missingSetting(String)
    case severalValues
    case givenFile(GivenFileProblem)

    // The inputs that move.
    case wrongDirection
    case directionOfComputed(String, inputs: [String])
    case directionOfData(String)

    // The graphs of other programs.
    case json(JSONProblem)
    case graph(GraphProblem)

    // The expressions over a program's state.
    case state(StateProblem)
  }

  /// What a pair of brackets is for.
  package enum Brackets: Equatable, Sendable {
    case group, array, index
  }

  /// What cannot stand before the `=` of an assignment.
  package enum Target: Equatable, Sendable {
    case number, element, array, expression
  }
}
