import Autodiff
import Basics
import Formula
import Inquiry
import Syntax

extension PosedQuestion {
  /// With so many other inputs a formula has to give the same.
  private static let trials = 8
  /// So many of them have to be finite to say anything.
  private static let enough = 3

  /// Whether a typed formula gives the same as an expression, whatever the inputs are.
  func judge(
    formula text: String, _ right: StateExpression
  ) throws(AnswerProblem) -> Judgement {
    guard let stage else { throw AnswerProblem("there is no program here") }
    let typed: StateExpression
    do {
      typed = try StateExpression(text, origin: "answer", in: stage.scope)
    } catch {
      throw AnswerProblem(
        error.errors.first.map { ErrorReport($0, in: error.source).message }
          ?? "this cannot be read as a formula")
    }
    if let asked = right.references.first(where: { typed.references.contains($0) }) {
      throw AnswerProblem(
        "\(stage.scope.spelling(of: asked)) is what is asked for; write it by other numbers")
    }
    var compared = 0
    for trial in 0..<Self.trials {
      guard let run = stage.end(ofTrial: trial),
        let expected = stage.value(right, reading: { run.number($0) }), !expected.hasNonFinite
      else { continue }
      guard let given = stage.value(typed, reading: { run.number($0) }) else {
        throw AnswerProblem("a number in this formula is not there at the end of the run")
      }
      compared += 1
      guard Tolerance.relative(1e-6).accepts(given, for: expected) else {
        return Judgement(
          verdict: .wrong,
          mistake: trial == 0 ? nil : "gave a formula that holds for these numbers only")
      }
    }
    guard compared >= Self.enough else {
      throw AnswerProblem("this cannot be compared: the numbers are not finite")
    }
    return Judgement(verdict: .right)
  }
}

extension Stage {
  /// The run with other inputs: the program's own at first, then ones nearby.
  fileprivate func end(ofTrial trial: Int) -> Run? {
    guard trial > 0 else { return end }
    var random = SplitMix64(seed: 18, item: trial)
    var inputs: [NodeID: [Double]] = [:]
    for input in program.inputs where program.graph.hasAdjoint(input.node) {
      inputs[input.node] = input.values.map { value in
        value * Double.random(in: 0.6...1.4, using: &random)
          + (value == 0 ? Double.random(in: -0.5...0.5, using: &random) : 0)
      }
    }
    var run = start
    guard
      (try? run.change(inputs: inputs, direction: program.movements, to: run.count)) != nil
    else { return nil }
    return run
  }
}
