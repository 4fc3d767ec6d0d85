/// The product along an axis or of all elements. An element receives the product of all others, which
/// is not `z/x`: that would be 0/0 at 0.
enum Product: ReductionRule, FactorRule {
  static let name = "prod"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "the product of the others"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      var product: T = 1
      for index in 0..<lines.length { product *= x[start + index * lines.inner] }
      node.output[line] = product
    }
  }

  /// The factor of an element is the product of the others.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ line: Int, _ place: Int, _ others: T) -> Void
  ) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      let all = Factors(x + start, count: lines.length, stride: lines.inner)
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        body(line, place, all.product(without: x[place]))
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.restored(upstream) * others(node)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    (node.filled(tangents)[0] * others(node)).sum(along: node.axis)
  }

  /// For each element the product of those before it times the product of those behind it.
  private static func others(_ node: SymbolicCall) -> Symbol {
    let x = node.operands[0]
    guard !x.shape.isScalar else { return 1 }
    let flat = Shape([x.shape.count]).map { node.axis == nil ? x.reshaped(to: $0) : x } ?? x
    let axis = node.axis ?? 0
    let parts = flat.parts(along: axis)
    guard parts.count > 1 else { return node.tape.zeros(x.shape) + 1 }
    var behind = parts
    for place in parts.indices.dropLast().reversed() {
      behind[place] = parts[place] * behind[place + 1]
    }
    var others: [Symbol] = [behind[1]]
    var before = parts[0]
    for place in 1..<parts.count {
      others.append(place + 1 < parts.count ? before * behind[place + 1] : before)
      before = before * parts[place]
    }
    return Symbol.apply(.concatenate, others, attributes: [axis]).reshaped(to: x.shape)
  }
}

/// The factors of a product, of which one can be left out again.
///
/// Significands and exponents are kept apart, so that a product that overflows or vanishes does not
/// take those of the others with it; zeros and what is not finite are counted.
private struct Factors<T: Scalar> {
  private var significand: T = 1
  private var exponent = 0
  private var zeros = 0
  private var strangers = 0
  private var stranger: T = 1

  init(_ x: UnsafePointer<T>, count: Int, stride: Int) {
    for index in 0..<count {
      let factor = x[index * stride]
      if factor == 0 {
        zeros += 1
      } else if !factor.isFinite {
        strangers += 1
        stranger *= factor
      } else {
        significand *= factor.significandWithSign
        exponent += Int(factor.exponent) + Int(significand.exponent)
        significand = significand.significandWithSign
      }
    }
  }

  func product(without factor: T) -> T {
    let isStranger = !factor.isFinite
    let rest = strangers - (isStranger ? 1 : 0) > 0 ? stranger : 1
    guard zeros - (factor == 0 ? 1 : 0) == 0 else { return 0 * rest }
    guard factor != 0, !isStranger else { return scaled(significand, exponent) * rest }
    return scaled(significand / factor.significandWithSign, exponent - Int(factor.exponent)) * rest
  }

  private func scaled(_ significand: T, _ exponent: Int) -> T {
    let limited = T.Exponent(max(-20_000, min(20_000, exponent)))
    return T(sign: .plus, exponent: limited, significand: significand)
  }
}

extension BinaryFloatingPoint {
  /// The number between 1 and 2, or -1 and -2, that a power of 2 makes the number of.
  fileprivate var significandWithSign: Self { sign == .minus ? -significand : significand }
}

extension Symbol {
  /// The parts of length 1 along an axis.
  func parts(along axis: Int) -> [Symbol] {
    (0..<shape.extents[axis]).map { place in
      let attributes = shape.extents.enumerated().flatMap { $0 == axis ? [place, 1] : [0, $1] }
      return .apply(.slice, [self], attributes: attributes)
    }
  }
}
