import Foundation
import Lessons

/// A number that knows what it was computed from, with the backpropagation that people write in an
/// afternoon, right or with one mistake. Nothing here comes from the kernels or the timeline.
final class HandNumber {
  let value: Double
  var adjoint = 0.0
  /// What it was computed from, with the local partial as it is and with the sign that people take.
  let operands: [(number: HandNumber, partial: Double, signed: Double)]

  init(_ value: Double, _ operands: [(HandNumber, Double, Double)] = []) {
    self.value = value
    self.operands = operands.map { (number: $0.0, partial: $0.1, signed: $0.2) }
  }
}

/// A line of a program: `n3 = n1*n2`.
enum HandLine: CaseIterable {
  case sum, difference, product, quotient, sine, cosine, square, exponential

  func text(_ a: String, _ b: String) -> String {
    switch self {
    case .sum: "\(a) + \(b)"
    case .difference: "\(a) - \(b)"
    case .product: "\(a)*\(b)"
    case .quotient: "\(a)/\(b)"
    case .sine: "sin(\(a))"
    case .cosine: "cos(\(a))"
    case .square: "\(a)^2"
    case .exponential: "exp(\(a))"
    }
  }

  func number(_ a: HandNumber, _ b: HandNumber) -> HandNumber {
    let (x, y) = (a.value, b.value)
    switch self {
    case .sum: return HandNumber(x + y, [(a, 1, 1), (b, 1, 1)])
    case .difference: return HandNumber(x - y, [(a, 1, 1), (b, -1, 1)])
    case .product: return HandNumber(x * y, [(a, y, y), (b, x, x)])
    case .quotient: return HandNumber(x / y, [(a, 1 / y, 1 / y), (b, -x / (y * y), x / (y * y))])
    case .sine: return HandNumber(sin(x), [(a, cos(x), -cos(x))])
    case .cosine: return HandNumber(cos(x), [(a, -sin(x), sin(x))])
    case .square: return HandNumber(x * x, [(a, 2 * x, 2 * x)])
    case .exponential: return HandNumber(exp(x), [(a, exp(x), exp(x))])
    }
  }
}

/// Adjoints of numbers in the order in which they were computed, the last one the output.
struct HandEngine {
  let numbers: [HandNumber]

  /// All adjoints under an engine; `nil` for those that need more than numbers.
  func adjoints(_ engine: WrongEngine?) -> [Double]? {
    for number in numbers { number.adjoint = 0 }
    guard let output = numbers.last else { return nil }
    switch engine {
    case nil: sweep { $0.adjoint += $1 * $2.partial }
    case .set: sweep { $0.adjoint = $1 * $2.partial }
    case .noLocal: sweep { number, upstream, _ in number.adjoint += upstream }
    case .noUpstream: sweep { number, _, use in number.adjoint += use.partial }
    case .sign: sweep { $0.adjoint += $1 * $2.signed }
    case .stale:
      sweep { $0.adjoint += $1 * $2.partial }
      for number in numbers where !number.operands.isEmpty { number.adjoint = 0 }
      sweep { $0.adjoint += $1 * $2.partial }
    case .eager:
      output.adjoint = 1
      recurse(output)
    case .wrongPoint, .transposed, .noMean: return nil
    }
    return numbers.map(\.adjoint)
  }

  private typealias Use = (number: HandNumber, partial: Double, signed: Double)

  private func sweep(_ take: (HandNumber, Double, Use) -> Void) {
    numbers.last?.adjoint = 1
    // An adjoint may be 0 on the way, of a node that the output varies with all the same.
    var reached = Set(numbers.last.map { [ObjectIdentifier($0)] } ?? [])
    for number in numbers.reversed() where reached.contains(ObjectIdentifier(number)) {
      for use in number.operands {
        take(use.number, number.adjoint, use)
        reached.insert(ObjectIdentifier(use.number))
      }
    }
  }

  private func recurse(_ number: HandNumber) {
    for use in number.operands {
      use.number.adjoint += number.adjoint * use.partial
      recurse(use.number)
    }
  }
}
