import Autodiff
import CReference
import Foundation
import Learning

/// Training 784-72-10 against the bare matrix products of its steps.
enum Training {
  static func measure() throws -> [Figure] {
    let data = try data()
    var figures: [Figure] = []
    for batch in [32, 64, 256] { figures += try oneThread(batch, data) }
    figures += try twoThreads(data)
    figures.append(try oneExample(data))
    for batch in [32, 64, 256] { figures.append(try convolutions(batch, data)) }
    return figures
  }

  /// The network that `make bench-peers` has PyTorch train, in the same units.
  private static func convolutions(_ batch: Int, _ data: DataSplit) throws -> Figure {
    var plan = NetworkPlan(widths: [784, 10], activation: .relu)
    plan.setLayers(try NetworkLayers("28x28-8c5-p2-16c5-p2-10"))
    let options = TrainingOptions(plan: plan, batch: batch, schedule: RateSchedule(base: 0.05))
    let trainer = try Trainer(options, data: data)
    let steps = 12_800 / batch
    var contest = Contest(rounds: 9)
    contest.add("train") { for _ in 0..<steps { _ = try? trainer.runStep() } }
    let rate = Double(steps * batch) / (contest.medians()["train"] ?? .nan) / 1000
    return Figure("train/convolutions/batch-\(batch)", rate, "k-samples/s")
  }

  /// The real digits where `RETROGRADE_MNIST` names them, else some that the program draws.
  static func data() throws -> DataSplit {
    let source = DataSource.choose(
      option: nil, environment: ProcessInfo.processInfo.environment, folderExists: { _ in false })
    switch source {
    case .folder(let folder):
      print("# training on the digits in RETROGRADE_MNIST")
      return try folder.readAll()
    case .embeddedDigits:
      print("# training on drawn digits; RETROGRADE_MNIST names no others")
      return try EmbeddedDigits().split(training: 10_000, test: 1000)
    }
  }

  private static func trainer(
    _ batch: Int, threads: Int = 1, _ data: DataSplit
  ) throws -> Trainer {
    try Trainer(TrainingOptions(batch: batch, threads: threads).fitting(data), data: data)
  }

  private static func oneThread(_ batch: Int, _ data: DataSplit) throws -> [Figure] {
    let steps = 12_800 / batch
    let trainer = try trainer(batch, data)
    let products = Products(batch: batch)
    var contest = Contest(rounds: 15)
    contest.add("train") { for _ in 0..<steps { _ = try? trainer.runStep() } }
    contest.add("products") { for _ in 0..<steps { products.run() } }
    let rates = contest.medians().mapValues { Double(steps * batch) / $0 / 1000 }
    let (rate, limit) = (rates["train"] ?? .nan, rates["products"] ?? .nan)
    return [
      Figure("train/batch-\(batch)/dense-limit", limit, "k-samples/s"),
      Figure("train/batch-\(batch)", rate, "k-samples/s"),
      Figure(
        "train/batch-\(batch)/share-of-limit", rate / limit, "×",
        goal: batch == 64 ? .atLeast(0.85) : nil),
    ]
  }

  private static func twoThreads(_ data: DataSplit) throws -> [Figure] {
    let (batch, steps) = (128, 10)
    let (one, two) = (try trainer(batch, data), try trainer(batch, threads: 2, data))
    var contest = Contest(rounds: 200, clock: .wall)
    contest.add("one") { for _ in 0..<steps { _ = try? one.runStep() } }
    contest.add("two") { for _ in 0..<steps { _ = try? two.runStep() } }
    let times = contest.best()
    let (first, second) = (times["one"] ?? .nan, times["two"] ?? .nan)
    return [
      Figure("train/batch-128/1-thread", Double(steps * batch) / first / 1000, "k-samples/s"),
      Figure("train/batch-128/2-threads", Double(steps * batch) / second / 1000, "k-samples/s"),
      Figure("train/batch-128/speed-up", first / second, "×", goal: .atLeast(1.6)),
    ]
  }

  /// Forward and backward of one example, without the change of the weights.
  private static func oneExample(_ data: DataSplit) throws -> Figure {
    let network = try Network(.notes, batch: 1)
    var evaluation = try Evaluation<Float>(of: network.graph)
    evaluation.withMutableElements(of: network.images) { data.training.gather([0], into: $0) }
    for parameter in network.parameters {
      let elements = (0..<parameter.shape.count).map { Float($0 % 101 - 50) * 1e-3 }
      try evaluation.setElements(elements, of: parameter.node)
    }
    let calls = 1000
    var contest = Contest(rounds: 15)
    contest.add("example") {
      for _ in 0..<calls {
        evaluation.forward()
        try? evaluation.reverse(from: network.loss)
      }
    }
    let time = (contest.medians()["example"] ?? .nan) / Double(calls) * 1e6
    return Figure("train/batch-1/forward+backward", time, "µs", goal: .atMost(10))
  }
}

/// The matrix products of a step.
final class Products {
  private let products: OpaquePointer

  init(batch: Int) { products = reference_products_create(batch) }
  deinit { reference_products_destroy(products) }

  func run() { reference_products_run(products) }
}
