package import Autodiff
import Formula
import Interchange

/// How our numbers compare with what another program says they are.
package struct Agreement {
  /// A node whose numbers differ by more than they may.
  package struct Disagreement {
    /// Which quantity of which node: `adjoint of w`.
    package let subject: String
    let precision: Precision
    let ours: Tensor<Double>
    let theirs: Tensor<Double>
  }

  /// How far numbers may be off unless somebody says otherwise, relative to the largest of their node:
  /// what differs between two ways to add up the numbers of a layer.
  package static func usualTolerance(in precision: Precision) -> Double {
    switch precision {
    case .single: 1e-5
    case .double: 1e-9
    }
  }

  /// The first node that differs, in the order of the sweeps.
  package private(set) var first: Disagreement?
  /// How many numbers of nodes differ.
  package private(set) var disagreementCount = 0
  /// How many were compared.
  package private(set) var count = 0
  /// The largest difference of all, be it small.
  package private(set) var largestDifference = 0.0
  private let tolerance: Double
  private let precision: Precision

  /// A comparison of numbers that were computed in a precision.
  init(tolerance: Double, _ precision: Precision = .double) {
    self.tolerance = tolerance
    self.precision = precision
  }

  mutating func compare(
    _ ours: Tensor<Double>, with theirs: Tensor<Double>, called subject: String
  ) {
    count += 1
    let differences = zip(ours.elements, theirs.elements).map(Comparison.difference)
    let largest = differences.max() ?? 0
    largestDifference = max(largestDifference, largest)
    let scale =
      (ours.elements + theirs.elements).lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    guard !(largest <= tolerance * scale) else { return }
    disagreementCount += 1
    first =
      first
      ?? Disagreement(
        subject: subject, precision: precision, ours: ours, theirs: theirs)
  }

  /// What was found of several outputs, one after another.
  func merged(with later: Agreement?) -> Agreement {
    guard let later else { return self }
    var merged = self
    merged.first = first ?? later.first
    merged.disagreementCount += later.disagreementCount
    merged.count += later.count
    merged.largestDifference = max(largestDifference, later.largestDifference)
    return merged
  }

  /// What there is to say of it in a sentence.
  package var summary: String {
    guard let first else {
      return "the largest difference from what is expected is "
        + NumberText.short(largestDifference)
    }
    guard count > 1 else { return "the \(first.words)" }
    let others =
      disagreementCount == 1
      ? "nothing else of \(count) quantities differs"
      : "the first of \(disagreementCount) that differ, of \(count) quantities"
    return "the \(first.words); \(others)"
  }
}

extension Agreement.Disagreement {
  /// `adjoint of w is 0.1 at [0, 2] where 1 is expected, every element too small by a factor of 10`.
  fileprivate var words: String {
    let pairs = zip(ours.elements, theirs.elements)
    let differences = pairs.map(Comparison.difference)
    let place = differences.indices.max { differences[$0] < differences[$1] } ?? 0
    guard differences.indices.contains(place) else { return "\(subject) differs" }
    let indices = ours.shape.indices(of: place).map(String.init).joined(separator: ", ")
    let element = ours.shape.isScalar ? "" : " at [\(indices)]"
    let (our, their) = (ours.elements[place], theirs.elements[place])
    return "\(subject) is \(NumberText.exact(our, precision))\(element) where "
      + "\(NumberText.exact(their)) is expected" + (factor.map { ", \($0)" } ?? "")
  }

  /// That all elements differ by the same factor, which tells what went wrong: a mean taken for a sum,
  /// a sign, a factor forgotten.
  private var factor: String? {
    let ratios = zip(ours.elements, theirs.elements).compactMap { our, their -> Double? in
      our == 0 && their == 0 ? nil : our / their
    }
    guard let ratio = ratios.first, ratio.isFinite, ratio != 0,
      ratios.allSatisfy({ ($0 - ratio).magnitude <= 1e-6 * ratio.magnitude })
    else { return nil }
    let isSmaller = ratio.magnitude < 1
    let number = NumberText.short(isSmaller ? 1 / ratio : ratio, digits: 6)
    if number == "-1" { return "with the opposite sign" }
    let whole = ours.shape.isScalar ? "" : "every element "
    // A mean in place of a sum is off by the number of elements.
    let isCount = ours.elements.count > 1 && number == "\(ours.elements.count)"
    return "\(whole)too \(isSmaller ? "small" : "large") by a factor of \(number)"
      + (isCount ? ", its number of elements" : "")
  }
}

extension Tensor<Double> {
  /// As many zeros as a shape counts.
  static func zeros(_ shape: Shape) -> Tensor {
    Tensor(Array(repeating: 0, count: shape.count), shape: shape) ?? Tensor(0)
  }
}
