/// An operation that computes one part of a convolution from the two others.
///
/// The attributes are those of ``ConvolutionSteps``; then the rows and columns of the result, for the
/// parts whose size the two others leave open.
protocol ConvolutionRule: Rule {
  /// The parts that the operands are.
  static var given: (Convolution.Part, Convolution.Part) { get }
  /// The part that is computed.
  static var result: Convolution.Part { get }
  /// All extents, from the operands' shapes.
  static func convolution(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Convolution
}

extension ConvolutionRule {
  static var arity: ClosedRange<Int> { 2...2 }
  static var attributeCount: ClosedRange<Int> { 0...ConvolutionSteps.fullCount + 2 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    // The first operand is never the kernel, and has the axes of the image.
    try convolution(of: operands, attributes: attributes)
      .shape(of: result, imageRank: operands[0].rank)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    (try? convolution(of: operands, attributes: attributes))?.geometry ?? []
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let convolution = Convolution(node.geometry)
    if result == .response, given == (.image, .kernel), convolution.isLarge,
      convolution.respondInLanes(
        node.value(0), node.value(1), into: node.output, accumulates: false)
    {
      return
    }
    node.output.update(repeating: 0, count: node.result.count)
    accumulate(node.geometry, node.value(0), given.0, node.value(1), given.1, into: node.output)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (other, part) = operand == 0 ? (1, given.1) : (0, given.0)
    accumulate(
      node.geometry, node.upstream, result, node.value(other), part, into: node.adjoint(operand))
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    for operand in 0..<2 where node.varies(operand) {
      accumulate(
        node.geometry, operand == 0 ? node.tangent(0) : node.value(0), given.0,
        operand == 1 ? node.tangent(1) : node.value(1), given.1, into: node.outputTangent)
    }
  }

  /// Adds the products of two parts to the third; places come as image, kernel, response.
  private static func accumulate<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ x: UnsafePointer<T>, _ xPart: Convolution.Part,
    _ y: UnsafePointer<T>, _ yPart: Convolution.Part, into sum: UnsafeMutablePointer<T>
  ) {
    let convolution = Convolution(geometry)
    guard !convolution.isEmpty else { return }
    if convolution.isLarge,
      convolution.accumulateByProducts(x, xPart, y, yPart, into: sum)
    {
      return
    }
    switch (xPart, yPart) {
    case (.image, .kernel):
      convolution.forEachProduct { sum[$2] += x[$0] * y[$1] }
    case (.kernel, .image):
      convolution.forEachProduct { sum[$2] += x[$1] * y[$0] }
    case (.image, _):
      convolution.forEachProduct { sum[$1] += x[$0] * y[$2] }
    case (_, .image):
      convolution.forEachProduct { sum[$1] += x[$2] * y[$0] }
    case (.kernel, _):
      convolution.forEachProduct { sum[$0] += x[$1] * y[$2] }
    default:
      convolution.forEachProduct { sum[$0] += x[$2] * y[$1] }
    }
  }
}

extension ConvolutionRule {
  /// The attributes without the size of the result.
  fileprivate static func steps(_ attributes: [Int]) -> ConvolutionSteps {
    let count = attributes.count - (result == .response ? 0 : 2)
    // The node is there, so they are as they should be.
    return (try? ConvolutionSteps(attributes.prefix(max(count, 0)))) ?? .plain
  }

  /// The steps as the arguments of a call, where the operation is called without them.
  fileprivate static func options(_ attributes: [Int]) -> String {
    steps(attributes).options.map { ", \($0.name)=\($0.value)" }.joined()
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let wanted = operand == 0 ? given.0 : given.1
    let (other, otherPart) = (
      node.operands[1 - operand], operand == 0 ? given.1 : given.0
    )
    let parts = [otherPart: other, result: upstream]
    let operands = [Convolution.Part.image, .response, .kernel].compactMap { parts[$0] }
    let steps = steps(node.attributes)
    let size = wanted == .response ? [] : node.operands[operand].shape.extents.suffix(2)
    return .apply(wanted.operation, operands, attributes: steps.attributes + size)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.linearInEach(result.operation, tangents)
  }
}

extension Convolution.Part {
  /// What computes this part from the two others, which it takes in the order of the cases.
  fileprivate var operation: Operation {
    switch self {
    case .image: .conv2dTransposed
    case .response: .conv2d
    case .kernel: .conv2dKernel
    }
  }
}

/// The response of kernels that are moved over images: `conv2d(image, kernel, stride=1, padding=0)`.
///
/// Its geometry is that of ``Convolution``, as is that of the other two.
enum Conv2D: ConvolutionRule {
  static let name = "conv2d"
  static let given = (Convolution.Part.image, Convolution.Part.kernel)
  static let result = Convolution.Part.response
  static let attributeCount = 0...ConvolutionSteps.fullCount

  static func convolution(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Convolution {
    try Convolution(image: operands[0], kernel: operands[1], attributes)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(operand: operand, names: names, result: result, attributes: [])
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    let options = options(attributes)
    return operand == 0
      ? "conv2dTransposed(·, \(names[1])\(options))" : "conv2dKernel(\(names[0]), ·\(options))"
  }
}

/// What a convolution sends back to its image: every number of the response spread over the image
/// by the kernel.
enum Conv2DTransposed: ConvolutionRule {
  static let name = "conv2dTransposed"
  static let given = (Convolution.Part.response, Convolution.Part.kernel)
  static let result = Convolution.Part.image

  static func convolution(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Convolution {
    let (response, kernel) = (operands[0], operands[1])
    let size = try size(attributes)
    let steps = try ConvolutionSteps(attributes.dropLast(2))
    let channels =
      response.rank > 2 && kernel.rank == 4
      ? [kernel.extents[1].multipliedReportingOverflow(by: steps.groups).partialValue] : []
    let images = response.rank == 4 ? [response.extents[0]] : []
    guard let image = Shape(images + channels + size) else {
      throw ShapeMismatch("the image is too large")
    }
    return try Convolution(image: image, kernel: kernel, attributes.dropLast(2))
      .expecting(response, imageRank: image.rank)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(operand: operand, names: names, result: result, attributes: [])
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    let options = options(attributes)
    return operand == 0
      ? "conv2d(·, \(names[1])\(options))" : "conv2dKernel(·, \(names[0])\(options))"
  }
}

/// What a convolution sends back to its kernel: the image summed up under the response.
enum Conv2DKernel: ConvolutionRule {
  static let name = "conv2dKernel"
  static let given = (Convolution.Part.image, Convolution.Part.response)
  static let result = Convolution.Part.kernel

  static func convolution(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Convolution {
    let (image, response) = (operands[0], operands[1])
    let size = try size(attributes)
    let steps = try ConvolutionSteps(attributes.dropLast(2))
    let pair =
      image.rank > 2 && image.rank == response.rank
      ? [response.extents[image.rank - 3], image.extents[image.rank - 3] / steps.groups] : []
    guard let kernel = Shape(pair + size) else {
      throw ShapeMismatch("the kernel is too large")
    }
    return try Convolution(image: image, kernel: kernel, attributes.dropLast(2))
      .expecting(response, imageRank: image.rank)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(operand: operand, names: names, result: result, attributes: [])
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    let options = options(attributes)
    return operand == 0
      ? "conv2dTransposed(\(names[1]), ·\(options))" : "conv2d(\(names[0]), ·\(options))"
  }
}

/// The rows and columns that the last two attributes give the result.
private func size(_ attributes: [Int]) throws(ShapeMismatch) -> [Int] {
  guard attributes.count == 4 || attributes.count == ConvolutionSteps.fullCount + 2 else {
    throw ShapeMismatch(
      "stride, padding, rows and columns are 4 numbers, not \(attributes.count)")
  }
  let (rows, columns) = (attributes[attributes.count - 2], attributes[attributes.count - 1])
  guard rows > 0, columns > 0 else {
    throw ShapeMismatch("\(rows)×\(columns) is not the size of an image or kernel")
  }
  return [rows, columns]
}

extension Convolution {
  /// This convolution, when its response has the shape given.
  fileprivate func expecting(
    _ response: Shape, imageRank: Int
  ) throws(ShapeMismatch) -> Convolution {
    let expected = try shape(of: .response, imageRank: imageRank)
    guard response == expected else {
      throw ShapeMismatch("a response of shape \(expected) is expected, not \(response)")
    }
    return self
  }
}
