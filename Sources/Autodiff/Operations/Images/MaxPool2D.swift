/// The largest element of each square window of an image: `maxPool2d(image, size=2)`.
///
/// The windows lie side by side on the last two axes; rows and columns that fill no window are left
/// out. Equal largest elements share the adjoint evenly. The one attribute is the windows' size; the
/// geometry is (planes, rows, columns, size).
enum MaxPool2D: FactorRule {
  static let name = "maxPool2d"
  static let arity = 1...1
  static let attributeCount = 0...1
  static let smoothness = Smoothness.kinked(
    at: "two equal largest elements of a window", uses: "an even share for each")

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (image, size) = (operands[0], attributes.first ?? 2)
    guard image.rank >= 2 else {
      throw ShapeMismatch("an image has rows and columns, not \(image)")
    }
    let (rows, columns) = (image.extents[image.rank - 2], image.extents[image.rank - 1])
    guard size > 0, size <= rows, size <= columns,
      let shape = Shape(image.extents.dropLast(2) + [rows / size, columns / size])
    else {
      throw ShapeMismatch(
        "a window of shape \(size)×\(size) does not fit on an image of shape \(image)")
    }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let extents = operands[0].extents
    return [extents.dropLast(2).reduce(1, *)] + extents.suffix(2) + [attributes.first ?? 2]
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1 where \(names[0]) = \(result) in its window, shared"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (windows, x) = (Windows(node.geometry), node.value(0))
    windows.forEach { window, start in
      var best = -T.infinity
      windows.forEachPlace(from: start) { place in
        if !best.isNaN, x[place] > best || x[place].isNaN { best = x[place] }
      }
      node.output[window] = best
    }
  }

  /// The factor of a largest element is one over their number, and NaN for all where there is one.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ window: Int, _ place: Int, _ share: T) -> Void
  ) {
    let (windows, x) = (Windows(node.geometry), node.value(0))
    windows.forEach { window, start in
      let best = node.output[window]
      var ties = 0
      windows.forEachPlace(from: start) { place in if x[place] == best { ties += 1 } }
      windows.forEachPlace(from: start) { place in
        if best.isNaN || x[place] == best { body(window, place, best.isNaN ? .nan : 1 / T(ties)) }
      }
    }
  }
}

extension MaxPool2D {
  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let windows = SymbolicWindows(node)
    let share = windows.aligned(upstream) / windows.aligned(windows.ties)
    let part = Symbol.select(windows.isLargest, share, 0)
      .carryingNaN(of: windows.aligned(node.result))
    return windows.joined(part)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let windows = SymbolicWindows(node)
    let moved = Symbol.select(windows.isLargest, windows.split(node.filled(tangents)[0]), 0)
    return (windows.total(moved) / windows.ties).reshaped(to: node.result.shape)
  }
}

/// Square windows side by side on the planes of an image.
private struct Windows {
  let planes: Int
  let height: Int
  let width: Int
  let size: Int

  init(_ geometry: UnsafePointer<Int>) {
    (planes, height, width, size) = (geometry[0], geometry[1], geometry[2], geometry[3])
  }

  /// Calls `body` with the number of each window and the place of its first element.
  @inline(__always)
  func forEach(_ body: (_ window: Int, _ start: Int) -> Void) {
    let (rows, columns) = (height / size, width / size)
    for plane in 0..<planes {
      for row in 0..<rows {
        for column in 0..<columns {
          body(
            (plane * rows + row) * columns + column,
            (plane * height + row * size) * width + column * size)
        }
      }
    }
  }

  @inline(__always)
  func forEachPlace(from start: Int, _ body: (_ place: Int) -> Void) {
    for row in 0..<size {
      for column in 0..<size { body(start + row * width + column) }
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
