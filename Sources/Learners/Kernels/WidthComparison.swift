import Basics
import Learning

/// Regression with the kernels of networks of several widths, and with that of infinitely many ReLU
/// units, all on the same examples.
struct WidthComparison {
  /// Enough to see the gap close, few enough to be done in a second or two.
  static let mostExamples = 500

  let options: KernelOptions
  let data: ExampleSplit
  let places: [Int32]

  /// `nil` unless the network has one hidden layer, as that of infinitely many units has.
  init?(_ options: KernelOptions, _ data: ExampleSplit, _ places: [Int32]) {
    guard options.plan.widths.count == 3, options.plan.convolutions.isEmpty else { return nil }
    self.options = options
    self.data = data
    self.places = Array(places.prefix(Self.mostExamples))
  }

  /// An eighth of the network's units up to four times as many.
  var widths: [Int] {
    let units = options.plan.widths[1]
    let narrow = [8, 4, 2].map { units / $0 }.filter { $0 > 0 }
    return narrow + [units]
      + [2, 4].compactMap {
        let (wide, isTooLarge) = units.multipliedReportingOverflow(by: $0)
        return isTooLarge ? nil : wide
      }
  }

  /// The kernels that are compared: that of infinitely many units, then one for each width.
  var kernelCount: Int { 1 + widths.count }

  /// The accuracy with one of them.
  func accuracy(ofKernel number: Int) throws -> Double {
    number == 0
      ? try accuracy(of: InfiniteKernel())
      : try accuracy(of: try kernel(units: widths[number - 1]))
  }

  /// What is known once so many accuracies are; `nil` before that of a width.
  func gap(_ accuracies: [Double]) -> WidthGap? {
    guard accuracies.count > 1, let infinite = accuracies.first else { return nil }
    let points = zip(widths, accuracies.dropFirst()).map {
      WidthGap.Point(width: $0, accuracy: $1)
    }
    return WidthGap(examples: places.count, points: points, infinite: infinite)
  }

  private func kernel(units: Int) throws -> NetworkKernel<Float> {
    var options = options
    options.plan.widths[1] = units
    return try NetworkKernel(options)
  }

  private func accuracy(of kernel: some TangentKernel) throws -> Double {
    var fit = KernelFit(kernel, data, places, ridge: options.ridge)
    try fit.fit(places.count)
    return try fit.examine().accuracy ?? 0
  }
}

extension NetworkKernel<Float> {
  /// The kernel of the network that the options' seed draws.
  init(_ options: KernelOptions) throws {
    var generator = SplitMix64(seed: options.seed)
    let row = ParameterRow(try Network(options.plan, batch: 1))
    self.init(options.plan, parameters: row.elements(of: row.drawn(using: &generator)))
  }
}
