import Autodiff
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

  /// The names of the quantities stand for them in an expression over a program that has nothing but inputs.
  private mutating func read(_ text: String, _ plan: NetworkPlan) throws {
    var names: [(String, Quantity)] = [
      ("loss", .loss), ("rate", .rate), ("step", .step), ("epoch", .epoch),
    ]
    let rewritten = try Self.named(text, &names)
    for case (_, .dead(let layer)) in names { try check(layer) }
    for case (_, .saturated(let layer)) in names { try check(layer) }
    var builder = GraphBuilder(sharing: false)
    var inputs: [(node: NodeID, values: [Double])] = []
    for (name, quantity) in names {
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
    expression = try StateExpression(rewritten, origin: "condition", in: StateScope(program))
  }

  private func check(_ layer: Int) throws {
    guard 1...max(hiddenLayers, 1) ~= layer, hiddenLayers > 0 else {
      throw Problem(
        message: "there is no hidden layer \(layer); there are \(hiddenLayers), from 1 on")
    }
  }

  /// The text with a name in place of each call that only a run can answer: `median(loss, 20)` becomes
  /// `median_20`.
  private static func named(_ text: String, _ names: inout [(String, Quantity)]) throws -> String {
    let overLosses: [(String, (Int) -> Quantity)] = [
      ("median", { .median($0) }), ("mean", { .mean($0) }), ("max", { .max($0) }),
      ("min", { .min($0) }),
    ]
    let ofLayers: [(String, (Int) -> Quantity)] = [
      ("dead", { .dead($0) }), ("saturated", { .saturated($0) }),
    ]
    var text = text
    for (word, quantity) in overLosses {
      while let call = Call(word, in: text, begins: "loss") {
        guard let count = call.number, 1...1000 ~= count else {
          throw Problem(
            message:
              "type \(word)(loss, COUNT) with a count from 1 to 1000, as in \(word)(loss, 20)")
        }
        names.append(("\(word)_\(count)", quantity(count)))
        text.replaceSubrange(call.range, with: "\(word)_\(count)")
      }
    }
    for (word, quantity) in ofLayers {
      while let call = Call(word, in: text, begins: "") {
        guard let layer = call.number else {
          throw Problem(message: "type \(word)(LAYER) with the number of a hidden layer")
        }
        names.append(("\(word)_\(layer)", quantity(layer)))
        text.replaceSubrange(call.range, with: "\(word)_\(layer)")
      }
    }
    var seen: Set<String> = []
    names = names.filter { seen.insert($0.0).inserted }
    return text
  }
}

extension TrainingBreak {
  /// A call such as `median(loss, 20)` or `dead(1)` in a text.
  private struct Call {
    let range: Range<String.Index>
    /// The last argument, where it is a whole number.
    let number: Int?

    /// The first call of a function whose arguments begin so.
    init?(_ function: String, in text: String, begins: String) {
      var start = text.startIndex
      while let name = text[start...].firstRange(ofWord: function) {
        start = name.upperBound
        let rest = text[name.upperBound...].drop(while: \.isWhitespace)
        guard rest.first == "(", let end = rest.firstIndex(of: ")") else { continue }
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        guard inside.drop(while: \.isWhitespace).hasPrefix(begins) else { continue }
        let last = inside.split(separator: ",").last?.filter { !$0.isWhitespace } ?? ""
        range = name.lowerBound..<text.index(after: end)
        number = Int(last)
        return
      }
      return nil
    }
  }
}

extension Substring {
  /// Where a word stands that no letter, digit or underscore touches.
  fileprivate func firstRange(ofWord word: String) -> Range<Index>? {
    let isPart = { (character: Character) in
      character.isLetter || character.isNumber || character == "_"
    }
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(word) {
        let end = index(place, offsetBy: word.count)
        let isFree =
          (place == startIndex || !isPart(self[index(before: place)]))
          && (end == endIndex || !isPart(self[end]))
        if isFree { return place..<end }
      }
      place = index(after: place)
    }
    return nil
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
