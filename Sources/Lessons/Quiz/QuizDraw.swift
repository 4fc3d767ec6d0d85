import Autodiff
import Basics
import Formula
import Inquiry
import Syntax

/// Draws small numbers for a program's inputs, again and again.
struct QuizDraw {
  private let program: Program
  private let inputs: [ProgramInput]
  private var tries = 0
  /// Whether a run with the signs of the program's own numbers ended in finite ones.
  private var hasBeenFinite = false

  private static let mostTries = 100
  /// So many runs that are not finite let numbers of either sign be drawn.
  private static let tolerated = 15
  /// Larger inputs keep their numbers.
  private static let mostElements = 16

  init(_ program: Program) {
    self.program = program
    inputs = program.inputs.filter {
      program.graph.hasAdjoint($0.node) && $0.values.count <= Self.mostElements
    }
  }

  /// The program with other numbers, such that everything is finite and of a moderate size; at the end
  /// with its own. `nil` once everything was tried.
  mutating func next(_ random: inout SplitMix64) -> Stage? {
    while tries < Self.mostTries {
      tries += 1
      guard let stage = drawn(&random), stage.isModerate else { continue }
      hasBeenFinite = true
      return stage
    }
    guard tries == Self.mostTries else { return nil }
    tries += 1
    guard let stage = try? Stage(program), !stage.end.value(of: stage.end.output).hasNonFinite
    else { return nil }
    return stage
  }

  private func drawn(_ random: inout SplitMix64) -> Stage? {
    var program = program
    var used: Set<Double> = []
    for input in inputs {
      let isWhole = input.values.allSatisfy { $0 == $0.rounded() }
      let values = input.values.map { number(like: $0, isWhole: isWhole, &used, &random) }
      let shape = program.graph.shape(of: input.node)
      guard let text = Tensor(values, shape: shape)?.spelled,
        let changed = try? program.setting(input.name, to: text)
      else { return nil }
      program = changed
    }
    // What is read again is what the quiz shows.
    guard let again = try? Program(program.currentText) else { return nil }
    return try? Stage(again)
  }

  /// A small number of the sign and kind of another, unlike those before as far as there are others.
  private func number(
    like value: Double, isWhole: Bool, _ used: inout Set<Double>, _ random: inout SplitMix64
  ) -> Double {
    let count = inputs.reduce(0) { $0 + $1.values.count }
    let most = isWhole ? min(max(4, count + 1), 9) : 15
    var magnitude = 0.0
    for _ in 0..<Self.mostElements {
      let whole = Double(Int.random(in: 1...most, using: &random))
      magnitude = isWhole ? whole : whole / 10
      if used.insert(magnitude).inserted { break }
    }
    let isFree = value == 0 || !hasBeenFinite && tries > Self.tolerated
    let isNegative = isFree ? Bool.random(using: &random) : value < 0
    return isNegative ? -magnitude : magnitude
  }
}

// How good the numbers are.
extension Stage {
  /// Whether every number can be worked out by hand: finite, and not huge.
  fileprivate var isModerate: Bool {
    program.graph.liveNodes.allSatisfy { node in
      let numbers = end.value(of: node).elements + end.adjoint(of: node).elements
      return numbers.allSatisfy { $0.isFinite && $0.magnitude < 1e4 }
    }
  }

  /// What makes the numbers teach less, in all: operations at a kink or a tie before anything else, then
  /// values and adjoints that are 0, then inputs that are equal.
  var faults: Int {
    let graph = program.graph
    var faults = 0
    for node in graph.liveNodes where graph.operation(of: node) != .constant {
      if isAtSwitch(node) { faults += 100 }
      if !graph.operands(of: node).isEmpty, graph.operation(of: node).smoothness != .stepwise,
        end.value(of: node).isTiny
      {
        faults += 10
      }
      if !end.contributions(to: node).isEmpty, end.adjoint(of: node).isTiny { faults += 10 }
    }
    let inputs = program.inputs.filter { graph.hasAdjoint($0.node) }.flatMap(\.values)
    return faults + inputs.count - Set(inputs).count
  }

  /// Whether an operation would go another way with operands a little beside these.
  private func isAtSwitch(_ node: NodeID) -> Bool {
    let operation = program.graph.operation(of: node)
    let operands = program.graph.operands(of: node).map { end.value(of: $0).elements }
    switch operation.smoothness {
    case .smooth, .rounding, .recorded: return false
    case .kinked, .stepwise: break
    }
    guard operands.allSatisfy({ !$0.isEmpty }) else { return false }
    guard operation.isElementwise else {
      let numbers = operands.first ?? []
      return numbers.allSatisfy(\.isTiny) || Set(numbers).count < numbers.count
    }
    let count = operands.map(\.count).max() ?? 0
    return (0..<count).contains { place in
      let numbers = operands.map { $0[place % $0.count] }
      return operation.smoothness == .stepwise
        ? Self.isAtStep(numbers, of: operation) : operation.isKink(at: Self.snapped(numbers))
    }
  }

  /// Whether a comparison is one of equal numbers, a sign that of 0, another step at a whole number.
  private static func isAtStep(_ numbers: [Double], of operation: Operation) -> Bool {
    guard let first = numbers.first else { return false }
    if numbers.count == 2 { return (first - numbers[1]).isTiny }
    return operation == .sign ? first.isTiny : (first - first.rounded()).isTiny
  }

  /// The numbers, equal or 0 where only rounding keeps them from it.
  private static func snapped(_ numbers: [Double]) -> [Double] {
    let first = numbers.first ?? 0
    return numbers.map { ($0 - first).isTiny ? (first.isTiny ? 0 : first) : $0.isTiny ? 0 : $0 }
  }
}

extension Double {
  /// Whether nobody would tell the number from 0.
  var isTiny: Bool { magnitude < 1e-3 }
}

extension Tensor<Double> {
  fileprivate var isTiny: Bool { elements.allSatisfy(\.isTiny) }
}
