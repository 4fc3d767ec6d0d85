package import Autodiff
import Basics
package import Formula
import Inquiry
import Presentation
import Syntax

/// A question with its right answer, computed from the numbers that were drawn.
package struct PosedQuestion: Sendable {
  package let question: LessonQuestion
  /// The page on which it is asked.
  package let page: Int
  package let right: RightAnswer
  /// The expression whose number is asked for; `nil` where something else is.
  let expression: StateExpression?
  /// What that is, if it is a number of the run and nothing more.
  let asked: AskedNumber?
  /// The program that it is about.
  package let stage: Stage?
  /// The run that it is about, in place of a program.
  package let place: RunPlace?
  /// Wrong numbers that engines give.
  let engineNumbers = EngineNumbers()
  /// Wrong numbers that the author expects.
  let mistakes: [(number: Tensor<Double>, expression: SourceSpan, reply: Written)]

  init(
    _ question: LessonQuestion, page: Int, stage: Stage?, place: RunPlace?, position: Int,
    numbers: DrawnNumbers
  ) throws(LessonError) {
    self.question = question
    self.page = page
    self.stage = stage
    self.place = place
    var finder = AnswerFinder(stage: stage, place: place, position: position, numbers: numbers)
    var errors: [LessonError] = []
    var right: RightAnswer?
    do throws(LessonError) {
      right = try finder.right(question)
    } catch {
      errors.append(error)
    }
    expression = finder.expression
    asked = stage.flatMap { stage in
      finder.expression.flatMap { AskedNumber($0, stage.scope) }
    }
    var mistakes: [(Tensor<Double>, SourceSpan, Written)] = []
    for mistake in question.mistakes {
      do throws(LessonError) {
        let number = try finder.number(mistake.number).number
        mistakes.append((number, mistake.number.span, mistake.reply))
      } catch {
        errors.append(error)
      }
    }
    self.mistakes = mistakes
    if let error = LessonError(all: errors) { throw error }
    guard let right else {
      throw LessonError("this question has no answer", at: question.prompt.span)
    }
    self.right = right
  }
}

/// What is right.
package enum RightAnswer: Sendable {
  case number(Tensor<Double>)
  /// Formulas that give what this expression gives, whatever the inputs are.
  case formula(StateExpression)
  case node(NodeID)
  /// Ways from one node to another; if `product` is there, those whose product is as large.
  case path(from: NodeID, to: NodeID, product: Double?)
  /// The places of the choices that are right.
  case choice(Set<Int>)
}

/// Computes right answers from what a lesson's file says.
private struct AnswerFinder {
  let stage: Stage?
  let place: RunPlace?
  let position: Int
  let numbers: DrawnNumbers
  var expression: StateExpression?

  init(stage: Stage?, place: RunPlace?, position: Int, numbers: DrawnNumbers) {
    self.stage = stage
    self.place = place
    self.position = position
    self.numbers = numbers
  }

  mutating func right(_ question: LessonQuestion) throws(LessonError) -> RightAnswer {
    let span = question.prompt.span
    switch question.answer {
    case nil: throw LessonError("this question has no answer", at: span)
    case .number(let written):
      let (number, expression) = try number(written)
      self.expression = expression
      return .number(number)
    case .formula(let written):
      let scope = try stage(for: span).scope
      return .formula(try scope.read(try numbers.fill(written), drawn: numbers.values))
    case .nextNumber: return .number(try nextNumber(span))
    case .nextNode: return .node(try nextNode(span))
    case .path(let from, let to, let isStrongest): return try path(from, to, isStrongest)
    case .choice(let choices): return try choice(choices, span)
    }
  }

  private func stage(for span: SourceSpan) throws(LessonError) -> Stage {
    guard let stage else {
      let lack = place == nil ? "there is none yet" : "this page is about a run"
      throw LessonError("this is about a program, and \(lack)", at: span)
    }
    return stage
  }

  /// What an expression gives at the end of the run; without a program it is made of numbers.
  func number(
    _ written: Written
  ) throws(LessonError) -> (number: Tensor<Double>, expression: StateExpression?) {
    let filled = try numbers.fill(written)
    if let place {
      return (try place.number(filled, isAfter: true, drawn: numbers.values), nil)
    }
    guard let stage else {
      do throws(AnswerProblem) {
        return (number: try TypedNumber.read(filled.text), expression: nil)
      } catch {
        let isDrawn = numbers.values[filled.text] != nil
        throw LessonError(
          isDrawn ? "\(filled.text) is drawn; type {\(filled.text)}" : error.message,
          at: written.span)
      }
    }
    let expression = try stage.scope.read(filled, drawn: numbers.values)
    guard let number = stage.value(expression) else {
      throw LessonError("this number is not there at the end of the run", at: written.span)
    }
    return (number, expression)
  }

  private func nextNumber(_ span: SourceSpan) throws(LessonError) -> Tensor<Double> {
    var run = try stage(for: span).start
    run.seek(to: position)
    guard run.nextEvent != nil else {
      throw LessonError("nothing happens any more here; type go: with an earlier place", at: span)
    }
    run.step()
    switch run.lastEvent {
    case .value(let node): return run.value(of: node)
    case .seed(let node): return run.adjoint(of: node)
    case .tangent(let node), .tangentSeed(let node): return run.tangent(of: node)
    case .contribution:
      guard let contribution = run.lastContribution else { break }
      if let amount = contribution.amount { return Tensor(amount) }
      let (before, after) = (contribution.before, contribution.after)
      let amounts = zip(after.elements, before.elements).map { $0 - $1 }
      return Tensor(amounts, shape: after.shape) ?? after
    case nil: break
    }
    throw LessonError("nothing happens here", at: span)
  }

  private func nextNode(_ span: SourceSpan) throws(LessonError) -> NodeID {
    let stage = try stage(for: span)
    var run = stage.start
    run.seek(to: position)
    guard let event = run.nextEvent else {
      throw LessonError("nothing happens any more here; type go: with an earlier place", at: span)
    }
    return run.target(of: event) ?? event.node
  }

  private func path(
    _ from: Written, _ to: Written, _ isStrongest: Bool
  ) throws(LessonError) -> RightAnswer {
    let stage = try stage(for: from.span)
    let (source, target) = (try stage.node(from), try stage.node(to))
    guard stage.hasPath(from: source, to: target) else {
      throw LessonError("no path leads from \(from.text) to \(to.text)", at: from.span)
    }
    guard isStrongest else { return .path(from: source, to: target, product: nil) }
    guard let product = stage.strongestProduct(from: source, to: target) else {
      throw LessonError(
        "which path is strongest is only known between single numbers", at: from.span)
    }
    return .path(from: source, to: target, product: product)
  }

  private func choice(
    _ choices: [Choice], _ span: SourceSpan
  ) throws(LessonError) -> RightAnswer {
    var right: Set<Int> = []
    for (place, choice) in choices.enumerated() {
      switch choice.rule {
      case .right: right.insert(place)
      case .wrong: break
      case .when(let condition):
        if try number(condition).number.elements.allSatisfy({ $0 != 0 && !$0.isNaN }) {
          right.insert(place)
        }
      }
    }
    guard !right.isEmpty else {
      throw LessonError("with these numbers no choice is right", at: span)
    }
    return .choice(right)
  }
}

extension Stage {
  func node(_ written: Written) throws(LessonError) -> NodeID {
    if let node = scope.node(named: written.text) { return node }
    let nearest = scope.nearest(to: written.text)
    throw LessonError(
      "no node is called '\(written.text)'" + (nearest.map { "; did you mean \($0)?" } ?? ""),
      at: written.span)
  }

  /// Whether a derivative comes back from one node to another.
  func hasPath(from source: NodeID, to target: NodeID) -> Bool {
    let products = largestProducts(to: target) { _, _ in 1 }
    return products[source] != nil
  }

  /// The largest product, by magnitude, of local partials along a path; `nil` where there are arrays
  /// on the way.
  func strongestProduct(from source: NodeID, to target: NodeID) -> Double? {
    let products = largestProducts(to: target) { node, operand in
      end.number(StateReference(.partial(operand), of: node))?.scalar?.magnitude ?? .nan
    }
    guard let product = products[source], !product.isNaN else { return nil }
    return product
  }

  /// For each node from which a path leads to the target, the largest product along one.
  private func largestProducts(
    to target: NodeID, _ factor: (_ node: NodeID, _ operand: NodeID) -> Double
  ) -> [NodeID: Double] {
    var products: [NodeID: Double] = [target: 1]
    for node in program.graph.nodes.reversed() where node <= target {
      guard let product = products[node] else { continue }
      for (place, operand) in program.graph.operands(of: node).enumerated()
      where program.graph.receivesContribution(node, operand: place) {
        let candidate = product * factor(node, operand)
        products[operand] = max(products[operand] ?? -.infinity, candidate)
      }
    }
    return products
  }

  /// The product of local partials along some nodes; `nil` where they are no path.
  func product(along path: [NodeID]) -> Double? {
    var product = 1.0
    for (operand, node) in zip(path, path.dropFirst()) {
      let isEdge = program.graph.operands(of: node).enumerated().contains { place, other in
        other == operand && program.graph.receivesContribution(node, operand: place)
      }
      guard isEdge else { return nil }
      product *= end.number(StateReference(.partial(operand), of: node))?.scalar?.magnitude ?? .nan
    }
    return product
  }
}
