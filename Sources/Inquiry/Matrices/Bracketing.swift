/// What it costs to multiply a product of matrices from one end or from the other.
///
/// ```
/// (1×2 · 2×3) · 3×4    from the left:  1·2·3 + 1·3·4 = 18
/// 1×2 · (2×3 · 3×4)    from the right: 2·3·4 + 1·2·4 = 32
/// ```
struct Bracketing: Hashable {
  /// The multiplications of numbers, beginning at the result's end as reverse mode does.
  let fromLeft: Double
  /// Beginning at the inputs' end as forward mode does.
  let fromRight: Double

  /// Counts for factors by their rows and columns, from left to right.
  init(_ factors: [(rows: Int, columns: Int)]) {
    let sizes = factors.map { Double($0.rows) * Double($0.columns) }
    let (rows, columns) = (factors.first?.rows ?? 0, factors.last?.columns ?? 0)
    fromLeft = Double(rows) * sizes.dropFirst().reduce(0, +)
    fromRight = sizes.dropLast().reduce(0, +) * Double(columns)
  }

  /// `from the left, as reverse mode, 18 multiplications; from the right, as forward mode, 32`
  var words: String {
    "from the left, as reverse mode, \(Self.count(fromLeft)) multiplications; "
      + "from the right, as forward mode, \(Self.count(fromRight))"
  }

  private static func count(_ count: Double) -> String {
    Int(exactly: count).map(String.init) ?? "\(count)"
  }
}
