import Autodiff
import Formula
import Testing

@testable import Learning

@Suite struct OpenedNetworkTests {
  private static let data = Result {
    Examples.images(try EmbeddedDigits(seed: 1).split(training: 40, test: 10).training)
  }

  private static let plans: [NetworkPlan] =
    Activation.allCases.map { NetworkPlan(widths: [784, 12, 10], activation: $0) }
    + Loss.allCases.map { NetworkPlan(widths: [784, 9, 7, 10], loss: $0, l2: 1e-3) }
    + [NetworkPlan(widths: [784, 12, 10], hasBiases: false)]
    + [.convolutions("28x28-3c5-p2-4c3-10"), .convolutions("28x28-2c7-p3-8-10", .tanh)]

  private static let places: [Int32] = [3, 0, 17, 39, 8]

  /// The network as a thread of the trainer runs it, on some examples.
  private static func worker(_ plan: NetworkPlan, at places: [Int32]) throws -> BatchWorker {
    let worker = try BatchWorker(plan, rows: places.count, ofBatch: places.count)
    for (index, elements) in try parameters(plan).enumerated() {
      try worker.setParameter(index, to: elements)
    }
    worker.load(try data.get(), at: places[...])
    return worker
  }

  private static func parameters(_ plan: NetworkPlan) throws -> [[Float]] {
    let data = try data.get()
    let trainer = try Trainer(
      TrainingOptions(plan: plan, batch: 5), examples: ExampleSplit(training: data, test: data))
    _ = try trainer.runStep()
    return trainer.state.parameters
  }

  private static func ended(_ program: Program) throws -> Run {
    var run = try program.timeline()
    run.seek(to: run.count)
    return run
  }

  private static func node(_ name: String, of program: Program) throws -> NodeID {
    try #require(program.graph.nodes.first { program.graph.notes.names(of: $0).contains(name) })
  }

  @Test(arguments: plans)
  func `a minibatch has the bits of the trainer's own`(plan: NetworkPlan) throws {
    var plan = plan
    plan.hasSparseInputs = true
    let worker = try Self.worker(plan, at: Self.places)
    let loss = try worker.run()
    let network = OpenedNetwork(plan, parameters: try Self.parameters(plan))
    let program = try network.program(
      ofMinibatch: Self.places, of: try Self.data.get(), title: "minibatch")
    let run = try Self.ended(program)
    #expect(run.precision == .single)
    #expect(run.value(of: try Self.node("loss", of: program)).elements == [Double(loss)])
    for (index, parameter) in worker.network.parameters.enumerated() {
      let adjoint = run.adjoint(of: try Self.node(parameter.name, of: program))
      #expect(adjoint.elements == worker.gradient(index).map { Double($0) })
    }
  }

  /// The products are added up in another order.
  @Test(arguments: plans)
  func `one example agrees with the trainer's to rounding`(plan: NetworkPlan) throws {
    var unpenalized = plan
    unpenalized.l2 = 0
    let network = OpenedNetwork(plan, parameters: try Self.parameters(plan))
    for place in Self.places {
      let worker = try Self.worker(unpenalized, at: [place])
      // The weights of the penalized run, since its network is what was opened.
      for (index, elements) in network.parameters.enumerated() {
        try worker.setParameter(index, to: elements)
      }
      let loss = Double(try worker.run())
      let program = try network.program(
        ofExample: Int(place), of: try Self.data.get(), title: "one")
      let run = try Self.ended(program)
      let opened = try #require(run.value(of: program.output).elements.first)
      #expect(abs(opened - loss) <= 1e-5 * loss)
      for (index, parameter) in worker.network.parameters.enumerated() {
        let gradient = worker.gradient(index).map { Double($0) }
        let adjoint = run.adjoint(of: try Self.node(parameter.name, of: program)).elements
        let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let distance = zip(adjoint, gradient).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(distance.squareRoot() <= 1e-5 * size)
      }
    }
  }

  @Test func `layers and loss are groups, and nodes are called as the course notes call them`()
    throws
  {
    let plan = NetworkPlan(widths: [784, 12, 8, 10])
    let program = try OpenedNetwork(plan, parameters: try Self.parameters(plan)).program(
      ofExample: 0, of: try Self.data.get(), title: "training image 0")
    let notes = program.graph.notes
    #expect(program.inputs.map(\.name) == ["x", "y", "W1", "b1", "W2", "b2", "W3", "b3"])
    #expect(notes.groups.map(\.name) == ["layer 1", "layer 2", "layer 3", "loss"])
    let computed = program.graph.nodes.flatMap { notes.names(of: $0) }.dropFirst(8)
    #expect(Array(computed) == ["z1", "a1", "z2", "a2", "z3", "loss"])
    #expect(program.headline == "training image 0")
    #expect(program.imageShape == ImageShape(rows: 28, columns: 28))
  }

  @Test func `the pixels have an adjoint, the label has none`() throws {
    let plan = NetworkPlan(widths: [784, 12, 10])
    let program = try OpenedNetwork(plan, parameters: try Self.parameters(plan)).program(
      ofExample: 3, of: try Self.data.get(), title: "one")
    let run = try Self.ended(program)
    #expect(!program.graph.hasAdjoint(try Self.node("y", of: program)))
    let pixels = run.adjoint(of: try Self.node("x", of: program)).elements
    #expect(pixels.count == 784 && pixels.contains { $0 != 0 })
    let brighter = try program.setting(
      "x", to: "[\(Array(repeating: "1", count: 784).joined(separator: ", "))]"
    ).imageShape
    #expect(brighter == program.imageShape)
  }

  @Test func `what does not fit is refused in words`() throws {
    let plan = NetworkPlan(widths: [784, 12, 10])
    let data = try Self.data.get()
    let wrong = OpenedNetwork(plan, parameters: [[1]])
    #expect(throws: TrainingSetupError.self) {
      try wrong.program(ofExample: 0, of: data, title: "")
    }
    let right = OpenedNetwork(plan, parameters: try Self.parameters(plan))
    #expect(throws: TrainingSetupError.self) {
      try right.program(ofExample: 40, of: data, title: "")
    }
  }
}
