import Presentation

extension Signature {
  /// What it looks like in words, as a remark: `with the opposite sign`, `10 times too large`.
  package var words: String {
    switch self {
    case .factor(let factor, let count): Self.words(of: factor, count)
    case .sign: "with the opposite sign"
    case .transposed: "transposed"
    case .permuted(let axes): "its axes in another order, \(axes)"
    case .shifted(let axis, let distance): "shifted by \(distance) along axis \(axis)"
    case .reversed(let axis): "reversed along axis \(axis)"
    case .reordered(let axis): "in another order along axis \(axis)"
    case .missing(let source): "the contribution of \(source) is missing"
    case .doubled(let source): "the contribution of \(source) is counted twice"
    case .alone(let source): "only the contribution of \(source) is there"
    case .within(let source, let parts):
      "the contribution of \(source) is off: \(parts.words)"
    case .cut: "zero everywhere: the path is cut"
    case .absent: "no gradient at all: the path is cut"
    case .partlyCut(let count, let all): "\(count) of \(all) elements are 0: cut there"
    case .unsummed(let slice, let axes):
      "slice \(slice) alone: the sum over \(axes) is missing"
    case .nonFinite(let number, let count, let all):
      "\(NumberText.short(number))\(Self.part(count, all)), where a number should be"
    case .finite(let number, let count, let all):
      "a number\(Self.part(count, all)), where \(NumberText.short(number)) should be"
    case .rounding(let type): "only rounding in \(type)"
    }
  }

  /// The word for it in data.
  package var word: String {
    switch self {
    case .factor: "factor"
    case .sign: "sign"
    case .transposed: "transposed"
    case .permuted: "permuted"
    case .shifted: "shifted"
    case .reversed: "reversed"
    case .reordered: "reordered"
    case .missing: "missing contribution"
    case .doubled: "doubled contribution"
    case .alone: "only one contribution"
    case .within: "wrong contribution"
    case .cut, .absent: "cut"
    case .partlyCut: "partly cut"
    case .unsummed: "missing sum"
    case .nonFinite: "not finite"
    case .finite: "finite"
    case .rounding: "rounding"
    }
  }

  /// `10 times too large, 10 being the number of elements of w: a sum in place of a mean`.
  private static func words(of factor: Double, _ count: ElementCount?) -> String {
    let isSmaller = factor.magnitude < 1
    let number = NumberText.short(isSmaller ? 1 / factor.magnitude : factor.magnitude, digits: 6)
    let sign = factor < 0 ? "with the opposite sign and " : ""
    let size = "\(sign)\(number) times too \(isSmaller ? "small" : "large")"
    guard let count else { return size }
    let advice = isSmaller ? "a mean in place of a sum?" : "a sum in place of a mean?"
    return "\(size), \(number) being \(count.words): \(advice)"
  }

  private static func part(_ count: Int, _ all: Int) -> String {
    all > 1 ? " at \(count) of \(all) elements" : ""
  }
}

extension [Signature] {
  /// All of them in one remark: `transposed and 6 times too small`.
  package var words: String { map(\.words).joined(separator: " and ") }
}
