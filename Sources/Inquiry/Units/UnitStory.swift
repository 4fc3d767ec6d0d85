import Autodiff
import Presentation
package import TextCanvas

/// How the numbers of one unit come about: its weighted sum term by term, and its error term by term.
package struct UnitStory: Hashable, Sendable {
  /// One of the two sums, and what becomes of it.
  package struct Part: Hashable, Sendable {
    /// The equation with its terms, the largest first.
    package var terms: ElementStory
    /// What follows from their sum.
    package var result: [StyledText]
  }

  /// `z = Σ w x + b`, then `a = φ(z)`.
  package let forward: Part
  /// `Σ w δ` over the units above, then `δ = φ′(z) Σ w δ`.
  package let backward: Part
}

extension UnitStory {
  /// The story of a unit at the cursor of a run, in the words of its teller.
  package init(_ place: UnitNetwork.Place, _ numbers: UnitNumbers, _ teller: ElementTeller) {
    let writer = UnitWriter(place: place, numbers: numbers, teller: teller)
    forward = writer.forward
    backward = writer.backward
  }
}

/// Puts one unit into words.
private struct UnitWriter {
  let place: UnitNetwork.Place
  let numbers: UnitNumbers
  let teller: ElementTeller

  private var network: UnitNetwork { numbers.network }
  private var layer: UnitLayer? { network.layer(place.column) }
  private var reader: UnitLayer? { network.reader(of: place.column) }
  private var graph: Graph { teller.graph }

  private func name(_ node: NodeID, _ element: Int) -> String { teller.label(node, element) }

  private func short(_ number: Double) -> String {
    NumberText.short(number.withoutNegativeZero)
  }

  /// What the unit gives, by its name.
  private var ownName: String { name(network.result(place.column), numbers.element(place)) }
}

// Forward.
extension UnitWriter {
  var forward: UnitStory.Part {
    guard let layer else {
      let text = numbers.output(place).known.map { " = \(short($0))" } ?? ""
      return UnitStory.Part(
        terms: ElementStory([StyledText(ownName, .strong) + "\(text) comes in"]), result: [])
    }
    let isDone = numbers.sum(place).known != nil
    let terms = isDone ? sumTerms(layer) : []
    return UnitStory.Part(
      terms: ElementStory([StyledText("z", .strong) + " = \(sumText(layer))"], terms: terms),
      result: forwardResult(layer))
  }

  /// `Σ W[1, k]·x[k] + b[1]`
  private func sumText(_ layer: UnitLayer) -> String {
    let weights = name(layer.nodes.weights, layer.weight(from: 0, to: place.unit))
    let input = name(layer.nodes.incoming, layer.element(ofInput: 0, example: numbers.example))
    let bias = layer.nodes.bias.map {
      " + " + name($0, layer.bias(ofUnit: place.unit, example: numbers.example))
    }
    let product = "\(weights)·\(input)"
    return (layer.inputCount > 1 ? "\(product) + …" : product) + (bias ?? "")
  }

  private func sumTerms(_ layer: UnitLayer) -> [ElementStory.Term] {
    let products = (0..<layer.inputCount).compactMap { input -> ElementStory.Term? in
      let source = UnitNetwork.Place(column: place.column - 1, unit: input)
      guard let weight = numbers.weight(from: input, to: place).known,
        let value = numbers.output(source).known
      else { return nil }
      return teller.term(
        (name(layer.nodes.weights, layer.weight(from: input, to: place.unit)), weight),
        (name(layer.nodes.incoming, numbers.element(source)), value))
    }
    guard let bias = numbers.bias(place).known, let node = layer.nodes.bias else { return products }
    let label = name(node, layer.bias(ofUnit: place.unit, example: numbers.example))
    return products + [ElementStory.Term(label: label, numbers: "", amount: bias)]
  }

  private func forwardResult(_ layer: UnitLayer) -> [StyledText] {
    switch numbers.sum(place) {
    case .missing: return [StyledText("z is not computed yet", .muted)]
    case .hidden: return [StyledText("z = ") + StyledText("?", .prompt)]
    case .partial(let sum):
      return [StyledText("z = \(short(sum))", .value) + StyledText(" without the bias", .muted)]
    case .whole(let sum):
      let result = StyledText("z = ") + StyledText(short(sum), .value)
      guard let activation = layer.nodes.activation else {
        return [result]
      }
      return [result + "  " + activationText(activation)]
    }
  }

  /// `a = sigmoid(z) = 0.64566`
  private func activationText(_ node: NodeID) -> StyledText {
    let start = StyledText("a = \(teller.text.expression(of: node, operands: ["z"]))")
    switch numbers.output(place) {
    case .missing: return StyledText("a is next", .muted)
    case .hidden: return start + " = " + StyledText("?", .prompt)
    case .partial(let value), .whole(let value):
      return start + " = " + StyledText(short(value), .value)
    }
  }
}

// Backward.
extension UnitWriter {
  var backward: UnitStory.Part {
    let result = network.result(place.column)
    guard graph.hasAdjoint(result) else {
      return UnitStory.Part(
        terms: ElementStory([StyledText("nothing varies with it: it is data", .muted)]), result: [])
    }
    guard teller.timeline.mode != .forward else {
      return UnitStory.Part(
        terms: ElementStory([StyledText("no errors in forward mode", .muted)]), result: [])
    }
    let isDone = numbers.outputAdjoint(place).known != nil
    return UnitStory.Part(
      terms: ElementStory([heading], terms: isDone ? errorTerms : []), result: backwardResult)
  }

  /// `δ = φ′(z)·Σ w δ`, `δ = φ′(z)·dC/da` of the last layer; of what comes in, only the sum.
  private var heading: StyledText {
    let slope = layer?.nodes.activation == nil ? "" : "φ′(z)·"
    let start = StyledText(layer == nil ? total : "δ", .strong) + " = "
    guard let reader else { return start + (slope.isEmpty ? totalOfSum : slope + total) }
    let weights = name(reader.nodes.weights, reader.weight(from: place.unit, to: 0))
    let sum = reader.unitCount > 1 ? "(\(weights)·δ[0] + …)" : "\(weights)·δ[0]"
    return start + slope + sum
  }

  private var output: String { teller.text.names[teller.timeline.output] }

  /// `dC/da1[0]`
  private var total: String { DerivativeText.total(of: output, by: ownName) }

  /// `dC/dz`
  private var totalOfSum: String { DerivativeText.total(of: output, by: "z") }

  /// What the units above send, and what comes from elsewhere.
  private var errorTerms: [ElementStory.Term] {
    guard let reader else { return [] }
    var rest = numbers.outputAdjoint(place).known ?? 0
    let terms = (0..<reader.unitCount).compactMap { unit -> ElementStory.Term? in
      let above = UnitNetwork.Place(column: place.column + 1, unit: unit)
      guard let weight = numbers.weight(from: place.unit, to: above).known,
        let error = numbers.error(above).known
      else { return nil }
      let term = teller.term(
        (name(reader.nodes.weights, reader.weight(from: place.unit, to: unit)), weight),
        ("δ[\(unit)]", error))
      rest -= term.amount
      return term
    }
    // What only rounding leaves is nothing that came from elsewhere.
    guard teller.timeline.contributions(to: network.result(place.column)).count > 1 else {
      return terms
    }
    return terms + [ElementStory.Term(label: "from elsewhere", numbers: "", amount: rest)]
  }

  private var backwardResult: [StyledText] {
    switch numbers.outputAdjoint(place) {
    case .missing: return [StyledText("\(total) is not computed yet", .muted)]
    case .hidden: return [StyledText("\(total) = ") + StyledText("?", .prompt)]
    case .partial(let sum):
      return [StyledText("\(total) = ") + StyledText("\(short(sum)) so far", .adjoint)]
    case .whole(let sum):
      guard let layer else { return [StyledText("\(total) = ") + number(sum)] }
      guard let activation = layer.nodes.activation else {
        return [StyledText("δ = ") + number(sum)]
      }
      return [StyledText("\(total) = ") + number(sum), error(activation, sum)]
    }
  }

  private func number(_ value: Double) -> StyledText { StyledText(short(value), .adjoint) }

  /// `δ = 0.22878·(-0.061894) = -0.01416`
  private func error(_ activation: NodeID, _ sum: Double) -> StyledText {
    let slopes = teller.timeline.elementwisePartials(of: activation, place: 0)
    let element = numbers.element(place)
    let slope = slopes.flatMap { slopes in
      slopes.elements.indices.contains(element) ? slopes.elements[element] : nil
    }
    let product = slope.map { "\(NumberText.operand($0))·\(NumberText.operand(sum)) = " } ?? ""
    let start = StyledText("δ = \(product)")
    switch numbers.error(place) {
    case .missing: return StyledText("δ is next", .muted)
    case .hidden: return start + StyledText("?", .prompt)
    case .partial(let error), .whole(let error): return start + number(error)
    }
  }
}
