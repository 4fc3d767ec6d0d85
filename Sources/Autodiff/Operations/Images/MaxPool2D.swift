import CKernels

/// The largest element of each window of an image: `maxPool2d(image, size=2)`.
///
/// Square windows of the one attribute lie side by side, and rows and columns that fill no window are
/// left out; or the attributes are those of ``Windows``. Equal largest elements share the adjoint
/// evenly, or, where these are marked, the first of them has it all, as in PyTorch. What lies on the
/// padding is never the largest.
enum MaxPool2D: FactorRule {
  static let name = "maxPool2d"
  static let arity = 1...1
  static let attributeCount = Windows.attributeCount
  static let smoothness = Smoothness.kinked(
    at: "two equal largest elements of a window",
    uses: "an even share for each, or all for the first")

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    try Windows(operands[0], attributes).resultShape(of: operands[0])
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    (try? Windows(operands[0], attributes))?.geometry ?? []
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1 where \(names[0]) = \(result) in its window, shared"
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    guard attributes.count > 1, attributes.last == 1 else {
      return partialText(operand: operand, names: names, result: result)
    }
    return "1 where \(names[0]) = \(result) first in its window"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (windows, x) = (Windows(node.geometry), node.value(0))
    if T.self == Float.self, windows.areSquaresOfTwo {
      return kernel_max_pool(
        windows.planes, windows.rows, windows.columns, floats(x), floats(node.output))
    }
    windows.forEach { window, plane, rows, columns in
      var best = -T.infinity
      windows.forEachPlace(plane, rows, columns) { place in
        if !best.isNaN, x[place] > best || x[place].isNaN { best = x[place] }
      }
      node.output[window] = best
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let windows = Windows(node.geometry)
    guard T.self == Float.self, windows.areSquaresOfTwo, !windows.isMarked else {
      return pullBackFactors(node)
    }
    kernel_max_pool_pullback(
      windows.planes, windows.rows, windows.columns, floats(node.value(0)),
      floats(UnsafePointer(node.output)), floats(node.upstream), floats(node.adjoint(0)))
  }

  /// The factor of a largest element is one over their number, or 1 for the first where that has it
  /// all, and NaN for all where there is one.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ window: Int, _ place: Int, _ share: T) -> Void
  ) {
    let (windows, x) = (Windows(node.geometry), node.value(0))
    windows.forEach { window, plane, rows, columns in
      let best = node.output[window]
      var ties = 0
      windows.forEachPlace(plane, rows, columns) { if x[$0] == best { ties += 1 } }
      let share = best.isNaN ? .nan : windows.isMarked ? 1 : 1 / T(ties)
      var isDone = false
      windows.forEachPlace(plane, rows, columns) { place in
        guard best.isNaN || x[place] == best, !isDone else { return }
        isDone = windows.isMarked && !best.isNaN
        body(window, place, share)
      }
    }
  }
}

extension MaxPool2D {
  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    guard let general = Chosen(node) else {
      let windows = SymbolicWindows(node)
      let share = windows.aligned(upstream) / windows.aligned(windows.ties)
      let part = Symbol.select(windows.isLargest, share, 0)
        .carryingNaN(of: windows.aligned(node.result))
      return windows.joined(part)
    }
    let share = general.windows.aligned(upstream) / general.ties
    let part = Symbol.select(general.isChosen, share, 0)
      .carryingNaN(of: general.windows.aligned(node.result))
    return general.windows.joined(part)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let tangent = node.filled(tangents)[0]
    guard let general = Chosen(node) else {
      let windows = SymbolicWindows(node)
      let moved = Symbol.select(windows.isLargest, windows.split(tangent), 0)
      return (windows.total(moved) / windows.ties).reshaped(to: node.result.shape)
    }
    let moved = Symbol.select(general.isChosen, general.windows.split(tangent, padding: 0), 0)
    return (general.windows.aligned(moved.sum(along: 2)) / general.ties)
      .reshaped(to: node.result.shape)
  }

  /// The elements that are chosen in windows that overlap, reach over the edge, or have a first one.
  private struct Chosen {
    let windows: GatheredWindows
    /// 1 for each element that receives a share.
    let isChosen: Symbol
    /// How many there are in each window.
    let ties: Symbol

    /// `nil` where the windows lie side by side and largest elements share.
    init?(_ node: SymbolicCall) {
      guard let extents = try? Windows(node.operands[0].shape, node.attributes),
        extents.isMarked || !extents.areSideBySide || extents.height != extents.width
      else { return nil }
      windows = GatheredWindows(node, extents)
      // The padding is NaN, which is equal to nothing.
      let isLargest = Symbol.equal(
        windows.split(node.operands[0], padding: .nan), windows.aligned(node.result))
      let count = Symbol.apply(.cumulativeSum, [isLargest], attributes: [2])
      isChosen = extents.isMarked ? isLargest * .equal(count, 1) : isLargest
      ties = windows.aligned(isChosen.sum(along: 2))
    }
  }
}

/// The same windows as nodes: the image under the axes (plane, row of windows, row in the window,
/// column of windows, column in the window).
private struct SymbolicWindows {
  private let image: Shape
  private let cropped: Shape
  private let axes: Shape
  private let results: Shape
  private(set) var isLargest: Symbol = 0

  init(_ node: SymbolicCall) {
    image = node.operands[0].shape
    let (size, result) = (node.attributes.first ?? 2, node.result.shape.extents)
    let (rows, columns) = (result[result.count - 2], result[result.count - 1])
    let planes = result.dropLast(2).reduce(1, *)
    // None of these holds more elements than the image.
    cropped = Shape(result.dropLast(2) + [rows * size, columns * size]) ?? image
    axes = Shape([planes, rows, size, columns, size]) ?? image
    results = Shape([planes, rows, 1, columns, 1]) ?? image
    isLargest = .equal(split(node.operands[0]), aligned(node.result))
  }

  /// How many elements of each window are its largest.
  var ties: Symbol { total(isLargest) }

  /// An image by its windows.
  func split(_ x: Symbol) -> Symbol {
    guard cropped != image else { return x.reshaped(to: axes) }
    let part = cropped.extents.flatMap { [0, $0] }
    return Symbol.apply(.slice, [x], attributes: part).reshaped(to: axes)
  }

  /// A number for each window, shaped so that it broadcasts against the windows.
  func aligned(_ x: Symbol) -> Symbol { x.reshaped(to: results) }

  /// The sum over each window, without the axes of the image.
  func total(_ x: Symbol) -> Symbol { x.sum(along: 4).sum(along: 2) }

  /// What ``split(_:)`` took apart, with zeros where no window lies.
  func joined(_ x: Symbol) -> Symbol {
    let whole = x.reshaped(to: cropped)
    guard cropped != image else { return whole }
    let zeros = zip(image.extents, cropped.extents).flatMap { [0, $0 - $1] }
    return .apply(.pad, [whole], attributes: zeros)
  }
}
