package import Autodiff
import Formula
import Presentation

/// Compares the numbers of two sides, node by node in the order of time, and finds where differences
/// begin.
///
/// Every number that differs is computed once more from what the same side says of its operands. Does
/// it follow from them, within the rounding of their type, then it is not where the difference begins.
package struct DifferenceSearch {
  /// Of how many faults it is found out what they look like.
  private static let mostNamed = 64

  private let graph: Graph
  private let output: NodeID
  private let right: NumberSide
  private let wrong: NumberSide
  private let comparesAll: Bool
  private let tolerance: Double?
  private let names: NodeNames
  /// Inputs whose lengths may be those of a batch.
  private let batches: [NodeID]
  private let consumers: Consumers
  private let types: RecognisedTypes
  private var rightFollowed: FollowedNumbers
  private var wrongFollowed: FollowedNumbers
  private var report = DifferenceReport()
  /// Whether the adjoints of what is computed were recorded too, so that none is left out by chance.
  private let recordsEveryAdjoint: Bool
  private let recordsInputAdjoints: Bool

  /// - Parameters:
  ///   - right: The side that is taken to be right, such as what is computed here.
  ///   - wrong: The other one, such as what was recorded.
  ///   - comparesAll: Whether what the other side did not record is compared as it computes it.
  ///   - tolerance: How far numbers may be off, relative to the largest of their node; unless given, as
  ///     far as the rounding of their type accounts for.
  package init(
    _ graph: Graph, output: NodeID, right: NumberSide, wrong: NumberSide, comparesAll: Bool = false,
    tolerance: Double? = nil, names: NodeNames
  ) {
    self.graph = graph
    self.output = output
    self.right = right
    self.wrong = wrong
    self.comparesAll = comparesAll
    self.tolerance = tolerance
    self.names = names
    recordsEveryAdjoint = graph.nodes.allSatisfy { node in
      graph.operation(of: node) == .input || !graph.hasAdjoint(node)
        || wrong.recorded(.adjoint, of: node) != nil
    }
    recordsInputAdjoints = graph.nodes.contains { node in
      graph.operation(of: node) == .input && wrong.recorded(.adjoint, of: node) != nil
    }
    let inputs = graph.nodes.lazy.filter { node in
      graph.operation(of: node) == .input && graph.shape(of: node).rank > 1
    }
    batches = Array(inputs.prefix(8))
    consumers = Consumers(graph)
    types = RecognisedTypes(graph, [right, wrong], consumers)
    rightFollowed = FollowedNumbers(right, graph, output: output, consumers, types)
    wrongFollowed = FollowedNumbers(wrong, graph, output: output, consumers, types)
  }

  /// What differs, and where it begins.
  ///
  /// - Complexity: linear in the numbers, and the work of the nodes that differ.
  package func found() -> DifferenceReport {
    var search = self
    for node in graph.nodes { search.visit(.value, node) }
    for node in graph.nodes.reversed() where graph.hasAdjoint(node) { search.visit(.adjoint, node) }
    return search.report
  }

  private mutating func visit(_ quantity: Quantity, _ node: NodeID) {
    pass(quantity, node)
    guard comparesAll || wrong.recorded(quantity, of: node) != nil else {
      if quantity == .adjoint { findMissingGradient(of: node) }
      return
    }
    let comparison = NumberComparison(
      right: right.elements(quantity, of: node), wrong: wrong.elements(quantity, of: node))
    report.comparedCount += 1
    noteUnderflow(quantity, node, comparison)
    guard !comparison.right.isEmpty, !isWithinTolerance(comparison) else {
      report.largestAgreement = max(report.largestAgreement, comparison.largest)
      return
    }
    note(quantity, node, comparison)
  }

  private mutating func pass(_ quantity: Quantity, _ node: NodeID) {
    if quantity == .value {
      rightFollowed.passValue(of: node)
      wrongFollowed.passValue(of: node)
    } else {
      rightFollowed.passAdjoint(of: node)
      wrongFollowed.passAdjoint(of: node)
    }
  }

  /// Takes note of numbers that were too small for their type, and so became 0.
  private mutating func noteUnderflow(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison
  ) {
    let zeros = comparison.right.indices.filter {
      comparison.right[$0] != 0 && comparison.wrong[$0] == 0
    }
    guard !zeros.isEmpty, right.recorded(quantity, of: node) == nil,
      // Of terms that cancel something is left here that says nothing.
      let terms = followed(quantity, node, rightFollowed)?.magnitudes
    else { return }
    let rounding = types.rounding(quantity, of: node)
    let lost = zeros.filter { place in
      let size = comparison.right[place].magnitude
      return size < rounding.least && size > 1e-9 * terms[place]
    }
    let sizes = comparison.right.map(\.magnitude)
    guard let place = lost.max(by: { sizes[$0] < sizes[$1] }) else { return }
    report.underflowCount += 1
    guard report.firstUnderflow == nil else { return }
    report.firstUnderflow = difference(
      quantity, node, NumberComparison(comparison, at: place), .rounding, rounding)
  }

  /// What counts as equal whatever the types are.
  private func isWithinTolerance(_ comparison: NumberComparison) -> Bool {
    let usual = Agreement.usualTolerance(in: right.precision)
    return comparison.largest <= (tolerance ?? usual) * comparison.scale
  }
}

extension DifferenceSearch {
  private mutating func note(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison
  ) {
    let rounding = types.rounding(quantity, of: node)
    let followed = self.followed(quantity, node, wrongFollowed)
    var kind = kind(quantity, node, comparison, followed, rounding)
    var looks: [Signature] = []
    if kind == .fault, report.faults.count < Self.mostNamed {
      looks = signatures(quantity, node, comparison, followed, rounding)
      // What looks like nothing but rounding is no difference, unless somebody asks for those too. Of two
      // recordings either may be at fault, and looks tell of one of them alone.
      if tolerance == nil, looks == [.rounding(rounding.name)] {
        if right.recorded(quantity, of: node) == nil { kind = .rounding } else { looks = [] }
      }
    }
    var difference = self.difference(quantity, node, comparison, kind, rounding)
    difference.signatures = looks
    switch kind {
    case .rounding:
      difference.signatures = [.rounding(rounding.name)]
      report.roundingCount += 1
      if comparison.relative > report.largestRounding?.relative ?? 0 {
        report.largestRounding = difference
      }
    case .consequence: report.consequences.append(difference)
    case .convention: report.conventions.append(difference)
    case .fault: report.faults.append(difference)
    }
  }

  private func followed(
    _ quantity: Quantity, _ node: NodeID, _ numbers: FollowedNumbers
  ) -> FollowedNumbers.Followed? {
    quantity == .value ? numbers.value(following: node) : numbers.adjoint(following: node)
  }

  private func kind(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison,
    _ followed: FollowedNumbers.Followed?, _ rounding: NumberRounding
  ) -> NodeDifference.Kind {
    // Whoever names a tolerance asks about every difference beyond it.
    if tolerance == nil, comparison.isRounding(rounding) { return .rounding }
    if isConvention(quantity, node, comparison, followed, rounding) { return .convention }
    guard !isBirth(quantity, node, comparison),
      follows(quantity, node, followed, wrongFollowed, rounding),
      follows(
        quantity, node, self.followed(quantity, node, rightFollowed), rightFollowed, rounding)
    else { return .fault }
    guard report.faults.isEmpty else { return .consequence }
    // What comes of a number where the formula has none differs by more than rounding.
    guard report.conventions.isEmpty || comparison.largest.isFinite else { return .convention }
    return tolerance == nil ? .rounding : .fault
  }

  /// Whether a number was recorded where the formula has none, as the slope 0 of a norm at 0: there
  /// every program has a rule of its own, and all that the formula does give is as it should be.
  private func isConvention(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison,
    _ followed: FollowedNumbers.Followed?, _ rounding: NumberRounding
  ) -> Bool {
    guard right.recorded(quantity, of: node) == nil, let followed,
      let recorded = wrong.recorded(quantity, of: node),
      zip(recorded, followed.elements).contains(where: { $0.isFinite && !$1.isFinite }),
      isMadeOfNumbers(quantity, node)
    else { return false }
    return followed.explains(
      recorded, rounding, slack: tolerance ?? Agreement.usualTolerance(in: right.precision),
      allowsNumbers: true)
  }

  /// Whether nothing that was recorded of what a number is made of says that there should be none.
  private func isMadeOfNumbers(_ quantity: Quantity, _ node: NodeID) -> Bool {
    let isAdjoint = quantity == .adjoint
    let sources = isAdjoint ? consumers.nodes(of: node) : graph.operands(of: node)
    return sources.allSatisfy { source in
      guard isAdjoint || !wrongFollowed.isInner(source) else { return true }
      return wrong.recorded(quantity, of: source)?.allSatisfy(\.isFinite) ?? true
    }
  }

  /// Whether a number that is not finite comes out of finite ones here, which is a fault whatever the
  /// precision makes of it.
  private func isBirth(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison
  ) -> Bool {
    guard comparison.isNonFinite else { return false }
    let numbers = wrongFollowed
    let operands = graph.operands(of: node)
    if quantity == .value {
      return !isLeftAside(node)
        && operands.allSatisfy { numbers.value(of: $0).allSatisfy(\.isFinite) }
    }
    return consumers.nodes(of: node).allSatisfy { consumer in
      numbers.adjoint(of: consumer).allSatisfy(\.isFinite)
    }
  }

  /// Whether nothing comes of a step within an operation: it was recorded beside what the other program
  /// computed, which has chosen something else, as `celu` does above 0.
  private func isLeftAside(_ node: NodeID) -> Bool {
    wrongFollowed.isInner(node)
      && consumers.nodes(of: node).allSatisfy { consumer in
        graph.notes.recorded(of: consumer)?.operation == graph.notes.recorded(of: node)?.operation
          && wrongFollowed.value(of: consumer).allSatisfy(\.isFinite)
      }
  }

  /// Whether what a side says of a node follows from what it says of those that it is made of.
  private func follows(
    _ quantity: Quantity, _ node: NodeID, _ followed: FollowedNumbers.Followed?,
    _ numbers: FollowedNumbers, _ rounding: NumberRounding
  ) -> Bool {
    guard let recorded = numbers.side.recorded(quantity, of: node) else { return followed != nil }
    guard let followed else { return false }
    var slack = tolerance ?? Agreement.usualTolerance(in: right.precision)
    if tolerance == nil, numbers.isIndirect(quantity, node) {
      slack = max(slack, min(32 * rounding.unit, 0.02))
    }
    return followed.explains(recorded, rounding, slack: slack)
  }

  private func difference(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison,
    _ kind: NodeDifference.Kind, _ rounding: NumberRounding
  ) -> NodeDifference {
    let place = comparison.place
    return NodeDifference(
      node: node, quantity: quantity, kind: kind, right: comparison.right[place],
      rightPrecision: precision(quantity, node), wrong: comparison.wrong[place], element: place,
      relative: comparison.relative,
      rightSource: right.source(quantity, of: node, at: place),
      wrongSource: wrong.source(quantity, of: node, at: place), type: rounding.name)
  }

  /// What was recorded has the digits that it was given.
  private func precision(_ quantity: Quantity, _ node: NodeID) -> Precision {
    right.recorded(quantity, of: node) == nil ? right.precision : .double
  }

  /// An input of which no gradient was recorded, though those of all others were.
  private mutating func findMissingGradient(of node: NodeID) {
    // Nothing was recorded of this one, so that an input of which something was is another.
    guard !comparesAll, graph.operation(of: node) == .input, recordsInputAdjoints,
      wrong.recorded(.value, of: node) != nil || recordsEveryAdjoint
    else { return }
    let right = self.right.elements(.adjoint, of: node)
    guard let place = right.firstIndex(where: { $0 != 0 }) else { return }
    report.comparedCount += 1
    report.faults.append(
      NodeDifference(
        node: node, quantity: .adjoint, kind: .fault, right: right[place],
        rightPrecision: self.right.precision, wrong: nil, element: place, relative: 1,
        signatures: [.absent], rightSource: self.right.source(.adjoint, of: node, at: place),
        wrongSource: .recorded,
        type: types.rounding(.adjoint, of: node).name))
  }
}

// What it looks like.
extension DifferenceSearch {
  private func signatures(
    _ quantity: Quantity, _ node: NodeID, _ comparison: NumberComparison,
    _ followed: FollowedNumbers.Followed?, _ rounding: NumberRounding
  ) -> [Signature] {
    // What the other side makes of its own operands is what its number is measured by.
    let isOwn = followed.map { $0.elements.allSatisfy(\.isFinite) } ?? false
    let right = isOwn ? followed?.elements ?? comparison.right : comparison.right
    var question = SignatureQuestion(
      shape: graph.shape(of: node), right: right, wrong: comparison.wrong)
    question.rounding = rounding
    question.counts = counts(quantity, node)
    if quantity == .adjoint, isOwn, let followed {
      question.parts = followed.parts.map { part in
        SignatureQuestion.Part(source: names[part.source], elements: part.elements)
      }
      question.unsummed = unsummed(node)
    }
    return SignatureSearch(question).signatures
  }

  /// What a factor may count: elements of the node, of what it is made of, and of what is made of it.
  private func counts(_ quantity: Quantity, _ node: NodeID) -> [ElementCount] {
    let neighbours =
      quantity == .value ? graph.operands(of: node) : consumers.nodes(of: node)
    let others = quantity == .value ? consumers.nodes(of: node) : graph.operands(of: node)
    return ([node] + neighbours + others + batches).flatMap { node in
      ElementCount.all(of: graph.shape(of: node), called: names[node])
    }
  }

  /// What consumers that broadcast the node have, before it is summed over the axes in front.
  private func unsummed(_ node: NodeID) -> [SignatureQuestion.Unsummed] {
    let count = graph.shape(of: node).count
    return consumers.nodes(of: node).compactMap { consumer in
      let shape = graph.shape(of: consumer)
      guard [.add, .subtract, .broadcast].contains(graph.operation(of: consumer)), count > 0,
        shape.count > count,
        Array(shape.extents.suffix(graph.shape(of: node).rank)) == graph.shape(of: node).extents
      else { return nil }
      let upstream = wrongFollowed.adjoint(of: consumer)
      let slices = stride(from: 0, to: min(upstream.count, 64 * count), by: count).map {
        Array(upstream[$0..<($0 + count)])
      }
      let axis = shape.rank == 2 ? "the rows" : "the axes in front"
      return SignatureQuestion.Unsummed(slices: slices, words: "\(axis) of \(names[consumer])")
    }
  }
}
