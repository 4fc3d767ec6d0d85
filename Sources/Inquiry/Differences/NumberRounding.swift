import Autodiff

/// How a type of floating-point numbers rounds: how many digits it keeps, and how far it reaches.
package struct NumberRounding: Hashable, Sendable {
  /// What the numbers are called: `float16`.
  package let name: String
  /// The digits of a number in base 2, the first one included.
  let bits: Int
  /// The smallest positive number.
  let least: Double
  /// The largest number.
  let largest: Double

  static let half = NumberRounding(name: "float16", bits: 11, least: 0x1p-24, largest: 65504)
  static let brain = NumberRounding(
    name: "bfloat16", bits: 8, least: 0x1p-133, largest: 0x1.fep127)
  static let single = NumberRounding(
    name: "float32", bits: 24, least: Double(Float.leastNonzeroMagnitude),
    largest: Double(Float.greatestFiniteMagnitude))
  static let double = NumberRounding(
    name: "float64", bits: 53, least: .leastNonzeroMagnitude, largest: .greatestFiniteMagnitude)

  /// The rounding of a type; `nil` for one whose numbers are whole.
  init?(_ type: NumberType) {
    switch type {
    case .float16: self = .half
    case .bfloat16: self = .brain
    case .float32: self = .single
    case .float64: self = .double
    default: return nil
    }
  }

  private init(name: String, bits: Int, least: Double, largest: Double) {
    self.name = name
    self.bits = bits
    self.least = least
    self.largest = largest
  }

  /// How far a number may be from what it was rounded from, as a part of itself.
  var unit: Double { Double(sign: .plus, exponent: -bits, significand: 1) }

  /// Whether a number is one of the type's; what is not finite belongs to all.
  func represents(_ number: Double) -> Bool {
    guard number.isFinite, number != 0 else { return true }
    guard number.magnitude <= largest, number.significandWidth < bits else { return false }
    return number.magnitude >= least && (number / least).rounded() == number / least
  }

  /// Whether all numbers are of the type.
  func representsAll(_ numbers: [Double]) -> Bool { numbers.allSatisfy(represents) }
}

extension NumberRounding {
  /// The type with the fewest digits in which all numbers are as they stand, where one of them needs
  /// nearly all of these digits; `nil` where that cannot be told.
  ///
  /// Whole numbers and halves of them are found in every type, and so are evidence of none.
  init?(recognising numbers: some Sequence<Double>) {
    var width = 0
    var isPossible = [true, true, true]
    let types = [Self.brain, .half, .single]
    for number in numbers where number.isFinite && number != 0 {
      for (place, type) in types.enumerated() where isPossible[place] {
        isPossible[place] = type.represents(number)
      }
      guard isPossible.contains(true) else { return nil }
      if number.rounded() != number { width = max(width, number.significandWidth + 1) }
    }
    let found = zip(types, isPossible).first { type, isPossible in
      isPossible && width >= type.bits - 2
    }
    guard let type = found?.0 else { return nil }
    self = type
  }
}
