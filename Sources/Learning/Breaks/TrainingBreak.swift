import Autodiff
import Basics
import Formula
import Syntax

/// A condition on a minibatch at which a run stops before the update, such as `loss > 3*median(loss, 20)`,
/// `norm(adj(W1)) > 10`, `dead(1) > 0.5` or `nan`.
///
/// It is read by the language's own parser, over the loss, rate, step and epoch, the parameters and their
/// adjoints, `median`, `mean`, `max` and `min` of the last losses, and the shares `dead` and `saturated`
/// of a hidden layer.
package struct TrainingBreak: Sendable {
  /// Why a condition cannot be read.
  package struct Problem: Error, Hashable {
    package let message: String
  }

  /// A number that the run has beside the state of its graph.
  private enum Quantity: Hashable, Sendable {
    case loss, rate, step, epoch
    /// Of so many losses before this one.
    case median(Int), mean(Int), max(Int), min(Int)
    /// Of a hidden layer, counted from 1.
    case dead(Int), saturated(Int)
  }

  /// The condition as it was typed.
  package let text: String
  /// `nil` for what only asks whether the loss is a number.
  private var expression: StateExpression?
  private var quantities: [NodeID: Quantity] = [:]
  private var parameters: [NodeID: Int] = [:]
  private let hiddenLayers: Int

  /// Reads a condition for runs of a plan.
  package init(_ text: String, plan: NetworkPlan) throws(Problem) {
    self.text = text
    hiddenLayers = plan.layerCount - 1
    guard text != "nan" else { return }
    do {
      try read(text, plan)
    } catch let problem as Problem {
      throw problem
    } catch let failure as FormulaFailure {
      throw Problem(message: failure.report)
    } catch {
      throw Problem(message: "\(error)")
    }
  }

  /// The quantities are inputs of a program that has nothing else, under the names and calls that ask for them.
  private mutating func read(_ text: String, _ plan: NetworkPlan) throws {
    var builder = GraphBuilder(sharing: false)
    var inputs: [(node: NodeID, values: [Double])] = []
    for (name, quantity) in try Self.quantities(in: text, hiddenLayers: hiddenLayers) {
      let node = try builder.input(name)
      quantities[node] = quantity
      inputs.append((node, [0]))
    }
    let network = try Network(plan, batch: 1)
    for (index, parameter) in network.parameters.enumerated() {
      let node = try builder.input(parameter.name, shape: parameter.shape)
      parameters[node] = index
      inputs.append((node, Array(repeating: 0, count: parameter.shape.count)))
    }
    guard let output = inputs.first?.node,
      let program = Program(
        builder.graph, title: "the run", inputs: inputs, outputs: [output])
    else { throw Problem(message: "this network is too large for conditions") }
    expression = try StateExpression(
      text, origin: "condition", in: StateScope(program, functions: Self.functions))
  }

  /// The functions that only a run can answer.
  private static let functions: Set<String> = ["median", "mean", "max", "min", "dead", "saturated"]

  /// What a condition can speak of, by its names, and what it asks for by calls, by their spelling.
  private static func quantities(
    in text: String, hiddenLayers: Int
  ) throws(Problem) -> [(String, Quantity)] {
    var found: [(String, Quantity)] = [
      ("loss", .loss), ("rate", .rate), ("step", .step), ("epoch", .epoch),
    ]
    let tree = Parser.parse(
      SourceText(text, origin: "condition"),
      functions: BuiltIn.names.union(StateFunction.names).union(functions)
    ).tree
    for index in tree.nodes.indices {
      let call = SyntaxID(index)
      guard let quantity = try quantity(ofCall: call, in: tree, hiddenLayers: hiddenLayers),
        let spelling = tree.spelling(ofCall: call), !found.contains(where: { $0.0 == spelling })
      else { continue }
      found.append((spelling, quantity))
    }
    return found
  }

  /// What a call asks for; `nil` for what the language answers.
  private static func quantity(
    ofCall call: SyntaxID, in tree: SyntaxTree, hiddenLayers: Int
  ) throws(Problem) -> Quantity? {
    guard case .call(let name, let list) = tree[call].kind else { return nil }
    let (word, arguments) = (tree[name], Array(tree[list]))
    switch word {
    case "dead", "saturated":
      guard arguments.count == 1, let layer = tree.wholeNumber(arguments[0]) else {
        throw Problem(message: "type \(word)(LAYER) with the number of a hidden layer")
      }
      guard layer >= 1, layer <= hiddenLayers else {
        throw Problem(
          message: "there is no hidden layer \(layer); there are \(hiddenLayers), from 1 on")
      }
      return word == "dead" ? .dead(layer) : .saturated(layer)
    case "median", "mean", "max", "min": return try ofLosses(word, arguments, in: tree)
    default: return nil
    }
  }

  /// `median(loss, 20)`; `max(loss, rate)` and `mean(W1)` are the language's own.
  private static func ofLosses(
    _ word: String, _ arguments: [SyntaxID], in tree: SyntaxTree
  ) throws(Problem) -> Quantity? {
    let isOfLoss = arguments.first.map { tree.isName("loss", $0) } ?? false
    let count = arguments.dropFirst().first.flatMap { tree.wholeNumber($0) }
    guard word == "median" || (isOfLoss && (arguments.count == 1 || count != nil)) else {
      return nil
    }
    guard isOfLoss, arguments.count == 2, let count, 1...1000 ~= count else {
      throw Problem(
        message: "type \(word)(loss, COUNT) with a count from 1 to 1000, as in \(word)(loss, 20)")
    }
    switch word {
    case "median": return .median(count)
    case "mean": return .mean(count)
    case "max": return .max(count)
    default: return .min(count)
    }
  }
}

extension SyntaxTree {
  fileprivate func wholeNumber(_ node: SyntaxID) -> Int? {
    guard case .number(let value) = self[node].kind else { return nil }
    return Int(exactly: value)
  }

  fileprivate func isName(_ text: String, _ node: SyntaxID) -> Bool {
    guard case .name(let name) = self[node].kind else { return false }
    return self[name] == text
  }
}

/// What conditions are judged by: a minibatch that was run, before its update.
package struct StepNumbers {
  let loss: Float
  let rate: Float
  let step: Int
  let epoch: Double
  /// The losses before this one, the latest last.
  let losses: [Float]
  /// The elements of a parameter, and their derivatives.
  let parameter: (Int) -> [Float]
  let gradient: (Int) -> [Float]
  /// The shares of a hidden layer, counted from 0.
  let shares: (Int) -> UnitShares?
}

extension TrainingBreak {
  /// Whether the condition holds for a minibatch.
  mutating func holds(for numbers: StepNumbers) -> Bool {
    guard var expression else { return !numbers.loss.isFinite }
    let (quantities, parameters) = (quantities, parameters)
    let outcome = expression.value { reference in
      if let quantity = quantities[reference.node] {
        return Self.number(quantity, numbers).map { Tensor($0) }
      }
      guard let index = parameters[reference.node] else { return nil }
      let elements =
        reference.quantity == .adjoint ? numbers.gradient(index) : numbers.parameter(index)
      return Shape([elements.count]).flatMap {
        Tensor(elements.map { Double($0) }, shape: $0)
      }
    }
    self.expression = expression
    guard case .number(let result) = outcome else { return false }
    return result.elements.contains { $0 != 0 && !$0.isNaN }
  }

  private static func number(_ quantity: Quantity, _ numbers: StepNumbers) -> Double? {
    switch quantity {
    case .loss: return Double(numbers.loss)
    case .rate: return Double(numbers.rate)
    case .step: return Double(numbers.step)
    case .epoch: return numbers.epoch
    case .median(let count):
      let sorted = last(count, numbers).sorted()
      return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    case .mean(let count):
      let losses = last(count, numbers)
      return losses.isEmpty ? nil : losses.reduce(0, +) / Double(losses.count)
    case .max(let count): return last(count, numbers).max()
    case .min(let count): return last(count, numbers).min()
    case .dead(let layer): return numbers.shares(layer - 1)?.dead
    case .saturated(let layer): return numbers.shares(layer - 1)?.saturated
    }
  }

  /// The losses before; none before there are so many.
  private static func last(_ count: Int, _ numbers: StepNumbers) -> [Double] {
    numbers.losses.count < count ? [] : numbers.losses.suffix(count).map { Double($0) }
  }
}
