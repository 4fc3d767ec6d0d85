import Autodiff

/// Finds out what a wrong tensor looks like beside the right one.
///
/// What is looked for stands in ``table``, the surest first: one thing that is off, before two at once.
struct SignatureSearch {
  /// A kind of signature, and how it is recognised.
  private struct Entry: Sendable {
    let find: @Sendable (SignatureSearch) -> [Signature]?
  }

  private static let table = [
    Entry { $0.nonFinite }, Entry { $0.zeros }, Entry { $0.oppositeSign },
    Entry { $0.oneWrongPart },
    Entry { $0.rearranged }, Entry { $0.unsummed }, Entry { $0.factor }, Entry { $0.partialZeros },
    Entry { $0.reordered }, Entry { $0.rearrangedAndScaled }, Entry { $0.unsummedAndScaled },
    Entry { $0.missingPartAndScaled }, Entry { $0.changedPart }, Entry { $0.rearrangedTwice },
  ]

  private let question: SignatureQuestion
  private let near: NearEquality
  /// Whether a part of a sum is looked at, whose own parts are not known.
  private let isPart: Bool

  init(_ question: SignatureQuestion, isPart: Bool = false) {
    self.question = question
    self.isPart = isPart
    let largest = (question.right + question.wrong).lazy.filter(\.isFinite).map(\.magnitude).max()
    near = NearEquality(question.rounding, largest: largest ?? 0)
  }

  /// What it looks like; empty where it looks like nothing that is known.
  ///
  /// - Complexity: linear in the elements for each way to rearrange them.
  var signatures: [Signature] {
    guard !near.matches(wrong, right) else { return [.rounding(question.rounding.name)] }
    for entry in Self.table {
      if let found = entry.find(self) { return found }
    }
    return []
  }

  private var right: [Double] { question.right }
  private var wrong: [Double] { question.wrong }
  private var isFinite: Bool { right.allSatisfy(\.isFinite) && wrong.allSatisfy(\.isFinite) }
}

// What is off by itself.
extension SignatureSearch {
  private var nonFinite: [Signature]? {
    guard !isFinite else { return nil }
    let count = right.count
    let places = right.indices.filter { right[$0].isFinite != wrong[$0].isFinite }
    if let place = places.first(where: { right[$0].isFinite }) {
      let number = places.count { right[$0].isFinite }
      return [.nonFinite(wrong[place], number, of: count)]
    }
    return places.first.map { [.finite(right[$0], places.count, of: count)] } ?? []
  }

  private var zeros: [Signature]? {
    wrong.allSatisfy { $0 == 0 } ? [.cut] : nil
  }

  private var oppositeSign: [Signature]? {
    near.matches(wrong, right, times: -1) ? [.sign] : nil
  }

  private var factor: [Signature]? {
    guard isFinite, let factor = near.factor(of: wrong, over: right),
      (factor - 1).magnitude > near.relative
    else { return nil }
    return scale(factor)
  }

  /// The words for a factor. Two single numbers always are in some ratio, which says something only
  /// if it is one that is often met.
  private func scale(_ factor: Double) -> [Signature]? {
    let isSmaller = factor.magnitude < 1
    let size = isSmaller ? 1 / factor.magnitude : factor.magnitude
    let count = question.counts.first { isNear(size, Double($0.count)) }
    let isUsual = count != nil || isNear(size, 2) || isNear(size, 1)
    let isWhole = isNear(size, size.rounded())
    guard right.count > 1 || isUsual || isWhole && size < 1e6 else { return nil }
    if isNear(size, 1) { return [.sign] }
    let exact = count.map { Double($0.count) } ?? (isWhole ? size.rounded() : size)
    return [.factor((factor < 0 ? -1 : 1) * (isSmaller ? 1 / exact : exact), count)]
  }

  private func isNear(_ one: Double, _ other: Double) -> Bool {
    (one - other).magnitude <= near.relative * other.magnitude
  }

  private var partialZeros: [Signature]? {
    guard right.count > 1 else { return nil }
    let cut = right.indices.filter { wrong[$0] == 0 && right[$0].magnitude > near.tolerance }
    guard !cut.isEmpty else { return nil }
    let rest = right.indices.filter { wrong[$0] != 0 }
    guard near.matches(rest.map { wrong[$0] }, rest.map { right[$0] }) else { return nil }
    return [.partlyCut(cut.count, of: right.count)]
  }

  private var rearranged: [Signature]? {
    guard isFinite else { return nil }
    return rearrangements.first { near.matches(wrong, $0.elements) }.map { [$0.signature] }
  }

  private var rearrangements: [Rearrangements.Rearranged] {
    Rearrangements(right, question.shape).all
  }

  private var reordered: [Signature]? {
    guard isFinite, right.count > 1 else { return nil }
    return Rearrangements(right, question.shape).axisReordered(in: wrong, near)
      .map { [.reordered(axis: $0)] }
  }

  private var unsummed: [Signature]? {
    for tensor in question.unsummed {
      if let slice = tensor.slices.firstIndex(where: { near.matches(wrong, $0) }) {
        return [.unsummed(slice: slice, of: tensor.words)]
      }
    }
    return nil
  }
}

// What is off about one of several contributions.
extension SignatureSearch {
  private var oneWrongPart: [Signature]? {
    guard question.parts.count > 1, isFinite else { return nil }
    for part in question.parts where !isZero(part.elements) {
      if near.matches(wrong, minus(part.elements)) {
        return [.missing(contribution: part.source)]
      }
      if near.matches(wrong, minus(part.elements, times: -1)) {
        return [.doubled(contribution: part.source)]
      }
    }
    for part in question.parts where !isZero(part.elements) {
      if near.matches(wrong, part.elements) { return [.alone(contribution: part.source)] }
    }
    return nil
  }

  private var missingPartAndScaled: [Signature]? {
    guard question.parts.count > 1, isFinite, right.count > 1 else { return nil }
    for part in question.parts where !isZero(part.elements) {
      for (signature, elements) in [
        (Signature.missing(contribution: part.source), minus(part.elements)),
        (.doubled(contribution: part.source), minus(part.elements, times: -1)),
      ] {
        if let factor = near.factor(of: wrong, over: elements), let scale = scale(factor) {
          return [signature] + scale
        }
        for other in Rearrangements(elements, question.shape).all
        where near.matches(wrong, other.elements) { return [signature, other.signature] }
      }
    }
    return nil
  }

  /// A contribution that is off for itself, while the others are as they should be.
  private var changedPart: [Signature]? {
    guard question.parts.count > 1, isFinite else { return nil }
    for part in question.parts where !isZero(part.elements) {
      let rest = minus(part.elements)
      var own = SignatureQuestion(
        shape: question.shape, right: part.elements,
        wrong: zip(wrong, rest).map { $0 - $1 })
      own.counts = question.counts
      own.rounding = question.rounding
      let found = SignatureSearch(own, isPart: true).signatures
      // Nearly everything is in some order of its own elements, if there are but few.
      if !found.isEmpty, found.count == 1 { return [.within(contribution: part.source, found)] }
    }
    return nil
  }

  private func minus(_ part: [Double], times factor: Double = 1) -> [Double] {
    zip(right, part).map { $0 - factor * $1 }
  }

  private func isZero(_ elements: [Double]) -> Bool {
    elements.allSatisfy { $0.magnitude <= near.tolerance }
  }
}

// Two that come together.
extension SignatureSearch {
  private var rearrangedAndScaled: [Signature]? {
    guard isFinite, right.count > 1 else { return nil }
    for other in rearrangements {
      if let factor = near.factor(of: wrong, over: other.elements), let scale = scale(factor) {
        return [other.signature] + scale
      }
    }
    return nil
  }

  private var unsummedAndScaled: [Signature]? {
    guard isFinite, right.count > 1 else { return nil }
    for tensor in question.unsummed {
      for (slice, elements) in tensor.slices.enumerated() {
        if let factor = near.factor(of: wrong, over: elements), let scale = scale(factor) {
          return [.unsummed(slice: slice, of: tensor.words)] + scale
        }
      }
    }
    return nil
  }

  private var rearrangedTwice: [Signature]? {
    guard isFinite, right.count > 2, right.count <= 4096, !isPart else { return nil }
    for first in rearrangements {
      for second in Rearrangements(first.elements, question.shape).all
      where near.matches(wrong, second.elements) {
        return [first.signature, second.signature]
      }
    }
    return nil
  }
}
