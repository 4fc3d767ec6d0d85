import Basics
package import Learning

/// Which tangent kernel is used, and on what.
package struct KernelOptions: Hashable, Sendable {
  package enum Form: String, CaseIterable, Hashable, Sendable {
    /// Of infinitely many ReLU units, in closed form.
    case analytic
    /// Of a network as it is before training, from its adjoints.
    case empirical
  }

  package var form = Form.analytic
  /// The network of the empirical kernel.
  package var plan: NetworkPlan
  package var examples = 2000
  /// λ, as a part of the mean of the kernel's diagonal.
  package var ridge = 1e-3
  package var seed: UInt64 = 1

  package init(plan: NetworkPlan = .notes) { self.plan = plan }
}

/// Kernel regression with a tangent kernel: what a wide network gives after training for ever, without
/// training it. Each step learns from twice as many examples as the one before, from the start.
///
/// Before the last of them, an empirical kernel is compared with those of other widths, one at a time, so
/// that the report of the last step can say how far it is behind infinite width.
///
/// ```
/// (K + λ·I)·α = Y        f(x) = Σ αᵢ · Θ(x, xᵢ)       Y is 0.9 at the true class and -0.1 elsewhere
/// ```
package struct KernelLearner: Learner {
  package let options: KernelOptions
  private let data: ExampleSplit
  private let places: [Int32]
  private var method: any KernelMethod
  private let comparison: WidthComparison?
  /// The accuracies that the comparison has found so far.
  private var accuracies: [Double] = []
  package private(set) var step = 0
  /// The numbers of examples of the steps.
  package let sizes: [Int]

  /// Throws when the data have no classes.
  package init(_ options: KernelOptions, _ data: ExampleSplit) throws {
    self.options = options
    self.data = data
    var order = ExampleOrder(count: data.training.count, seed: options.seed)
    places = Array(order.next(options.examples))
    let count = places.count
    sizes = (0..<5).reversed().map { count >> $0 }.filter { $0 > 0 }
    comparison = options.form == .empirical ? WidthComparison(options, data, places) : nil
    method =
      switch options.form {
      case .analytic: KernelFit(InfiniteKernel(), data, places, ridge: options.ridge)
      case .empirical:
        KernelFit(try NetworkKernel(options), data, places, ridge: options.ridge)
      }
  }

  package var isFinished: Bool { step >= sizes.count }
  package var progress: Double {
    Double(step + accuracies.count) / Double(max(sizes.count + comparedCount, 1))
  }
  package var isReportDue: Bool { isFinished || accuracies.isEmpty }
  package var learnsNext: Bool { step + 1 < sizes.count || accuracies.count == comparedCount }
  private var comparedCount: Int { comparison?.kernelCount ?? 0 }
  package var evaluations: Int { step > 0 ? sizes[step - 1] : 0 }
  package var figures: [LearnerFigure] {
    guard case .kernel(let picture) = picture, let alignment = picture.alignment else { return [] }
    let behind = picture.gap?.behind(at: options.plan.widths[1]).map {
      LearnerFigure("widthGap", "accuracy behind infinite width", $0)
    }
    return [LearnerFigure("alignment", "alignment with infinite width", alignment)]
      + [behind].compactMap(\.self)
  }
  package var picture: LearnerPicture {
    guard var kernel else { return .nothing }
    kernel.gap = comparison?.gap(accuracies)
    return .kernel(kernel)
  }
  private var kernel: KernelPicture?

  package mutating func advance() throws {
    guard !isFinished else { return }
    if !learnsNext, let comparison {
      accuracies.append(try comparison.accuracy(ofKernel: accuracies.count))
    } else {
      try method.fit(sizes[step])
      step += 1
    }
  }

  package mutating func examine() throws -> Examination {
    if kernel == nil { kernel = try method.picture() }
    return try method.examine()
  }

  package var memory: LearnerMemory {
    var memory = LearnerMemory()
    memory.counts["step"] = step
    memory.wideNumbers["accuracies"] = accuracies
    return memory
  }

  package mutating func restore(_ memory: LearnerMemory) -> Bool {
    guard let step = memory.counts["step"], 0...sizes.count ~= step else { return false }
    let accuracies = memory.wideNumbers["accuracies"] ?? []
    guard accuracies.count <= comparedCount else { return false }
    // Each step starts over.
    (self.step, self.accuracies) = (step, accuracies)
    return true
  }
}

/// Regression with one kernel or another.
protocol KernelMethod {
  mutating func fit(_ count: Int) throws
  mutating func examine() throws -> Examination
  mutating func picture() throws -> KernelPicture
}

/// Regression with one kind of kernel.
struct KernelFit<Kernel: TangentKernel>: KernelMethod {
  private var kernel: Kernel
  private let data: ExampleSplit
  private let places: [Int32]
  private let ridge: Double
  private var lines: KernelLines<Kernel>?
  /// α, a column for each class.
  private(set) var solution: [[Double]] = []

  init(_ kernel: Kernel, _ data: ExampleSplit, _ places: [Int32], ridge: Double) {
    self.kernel = kernel
    self.data = data
    self.places = places
    self.ridge = ridge
  }

  mutating func fit(_ count: Int) throws {
    let learned = places.prefix(count)
    var lines = KernelLines(
      kernel, to: try kernel.factors(of: data.training, at: learned), count: learned.count)
    var matrix = try lines.square()
    let diagonal = (0..<count).reduce(0.0) { $0 + matrix[$1 * count + $1] } / Double(max(count, 1))
    guard
      let solution = CholeskySolution.solve(
        &matrix, adding: ridge * diagonal, columns: targets(at: learned))
    else {
      throw TrainingSetupError(
        "the kernel's matrix is not positive definite; use a larger --ridge than \(ridge)")
    }
    (self.solution, self.lines) = (solution, lines)
  }

  /// A column for each class.
  private func targets(at places: ArraySlice<Int32>) -> [[Double]] {
    let classes = data.training.outputsPerExample
    var rows = [Float](repeating: 0, count: places.count * classes)
    rows.withUnsafeMutableBufferPointer { data.training.gatherTargets(places, for: .mse, into: $0) }
    return (0..<classes).map { column in
      (0..<places.count).map { Double(rows[$0 * classes + column]) - 1 / Double(classes) }
    }
  }

  mutating func examine() throws -> Examination {
    var tally = ExaminationTally(classes: data.test.outputsPerExample)
    guard let images = data.test.images, var lines else { return tally.examination }
    // The one copy is changed, and put back.
    self.lines = nil
    defer { self.lines = lines }
    let block = KernelLines<Kernel>.blockRows
    for start in stride(from: 0, to: images.count, by: block) {
      let rows = min(block, images.count - start)
      let places = (start..<start + rows).map { Int32(clamping: $0) }
      let factors = try kernel.factors(of: data.test, at: places[...])
      let scores = scores(try lines.lines(factors, rows: 0..<rows), rows)
      tally.add(loss: squaredError(scores, images.labels[start..<start + rows]), rows: rows)
      tally.add(scores: scores, of: images, from: start)
    }
    return tally.examination
  }

  /// A row for each example, with a score for each class.
  private func scores(_ lines: [Double], _ rows: Int) -> [Float] {
    let count = lines.count / max(rows, 1)
    return (0..<rows).flatMap { row in
      solution.map { column in
        var sum = 0.0
        for place in 0..<count { sum += lines[row * count + place] * column[place] }
        return Float(sum)
      }
    }
  }

  private func squaredError(_ scores: [Float], _ labels: ArraySlice<UInt8>) -> Float {
    let classes = solution.count
    var sum: Float = 0
    for (row, label) in labels.enumerated() {
      for place in 0..<classes {
        let target = (place == Int(label) ? 1 : 0) - 1 / Float(classes)
        let error = scores[row * classes + place] - target
        sum += error * error
      }
    }
    return sum / Float(max(scores.count, 1))
  }

  /// The kernel between the first examples, sorted by class.
  mutating func picture() throws -> KernelPicture {
    let chosen = Array(places.prefix(Self.pictureRows))
    guard let images = data.training.images else {
      return KernelPicture(elements: [], labels: [], alignment: nil)
    }
    let sorted = chosen.sorted { first, second in
      (images.labels[Int(first)], first) < (images.labels[Int(second)], second)
    }
    var lines = KernelLines(
      kernel, to: try kernel.factors(of: data.training, at: sorted[...]), count: sorted.count)
    let elements = try lines.square()
    return KernelPicture(
      elements: elements, labels: sorted.map { images.labels[Int($0)] },
      alignment: try alignment(of: elements, at: sorted))
  }

  private static var pictureRows: Int { 200 }

  /// `⟨K, K∞⟩/(‖K‖·‖K∞‖)`, where K∞ is the kernel of infinitely many ReLU units; both scaled so that the
  /// diagonal is 1, for that kernel is of examples of length 1.
  private func alignment(of elements: [Double], at places: [Int32]) throws -> Double? {
    guard !(kernel is InfiniteKernel) else { return nil }
    let infinite = InfiniteKernel()
    var lines = KernelLines(
      infinite, to: try infinite.factors(of: data.training, at: places[...]), count: places.count)
    let (own, limit) = (cosines(of: elements), cosines(of: try lines.square()))
    let squares = product(own, own) * product(limit, limit)
    return squares > 0 ? product(own, limit) / squares.squareRoot() : nil
  }

  private func cosines(of elements: [Double]) -> [Double] {
    let count = Int(Double(elements.count).squareRoot())
    let lengths = (0..<count).map { elements[$0 * count + $0].squareRoot() }
    return elements.indices.map { place in
      let lengths = lengths[place / count] * lengths[place % count]
      return lengths > 0 ? elements[place] / lengths : 0
    }
  }

  private func product(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for place in x.indices { sum += x[place] * y[place] }
    return sum
  }
}
