package import Autodiff

/// What became of one comparison of a node's numbers.
package struct NodeDifference: Hashable, Sendable {
  /// How a difference is to be taken.
  package enum Kind: Hashable, Sendable {
    /// It begins here: what the numbers are made of does not explain it.
    case fault
    /// It follows from what differs before it.
    case consequence
    /// No more than rounding makes.
    case rounding
    /// A number where the formula has none, or what comes of one.
    case convention
  }

  package let node: NodeID
  package let quantity: Quantity
  package let kind: Kind
  /// What the one side says at the element, which is taken to be right.
  package let right: Double
  /// In which precision that has its digits.
  package let rightPrecision: Precision
  /// What the other side says there; `nil` when it says that there is nothing.
  package let wrong: Double?
  /// The element at which they are furthest apart, or the first that only one side has as a number.
  package let element: Int
  /// How far they are apart there, as a part of the largest number of the node.
  package let relative: Double
  /// What it looks like; empty when it looks like nothing that is known, or was not looked at.
  package internal(set) var signatures: [Signature] = []
  /// Where the number that is taken to be right comes from.
  package let rightSource: NumberSource
  /// Where the other one does.
  package let wrongSource: NumberSource
  /// The type by whose rounding the difference was judged.
  package let type: String

  /// How far they are apart at the element; infinite where only one is a number.
  package var difference: Double {
    wrong.map { ElementDifference.between(right, $0) } ?? right.magnitude
  }
}

/// How far two numbers are apart.
enum ElementDifference {
  /// Two that are no numbers agree; where only one is none, the difference is infinite.
  static func between(_ one: Double, _ other: Double) -> Double {
    if one == other || one.isNaN && other.isNaN { return 0 }
    let difference = (one - other).magnitude
    return difference.isNaN ? .infinity : difference
  }
}

/// What came of comparing all numbers of two sides.
package struct DifferenceReport: Hashable, Sendable {
  /// Where differences begin, in the order of time: values as they are computed, adjoints backward.
  package internal(set) var faults: [NodeDifference] = []
  /// What differs because something before it does.
  package internal(set) var consequences: [NodeDifference] = []
  /// The largest difference that is rounding, as a part of the largest number of its node.
  package internal(set) var largestRounding: NodeDifference?
  package internal(set) var roundingCount = 0
  /// Where a number first became 0 that is too small for its type.
  package internal(set) var firstUnderflow: NodeDifference?
  /// Of how many values and adjoints elements did.
  package internal(set) var underflowCount = 0
  /// Where the other side has numbers and the formula has none, which accuses nobody, and what comes
  /// of them.
  package internal(set) var conventions: [NodeDifference] = []
  /// How many values and adjoints were compared.
  package internal(set) var comparedCount = 0
  /// The largest difference of all that agree.
  package internal(set) var largestAgreement = 0.0

  /// Where it begins.
  package var first: NodeDifference? { faults.first }
  /// How many differ by more than rounding.
  package var differingCount: Int { faults.count + consequences.count }
  /// Whether all of it is the same, but for rounding.
  package var isEqual: Bool { faults.isEmpty && consequences.isEmpty }
}
