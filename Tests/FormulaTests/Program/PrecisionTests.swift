import Autodiff
import Testing

@testable import Formula

/// Programs whose numbers are computed in single precision.
@Suite struct PrecisionTests {
  @Test func `a program runs in double precision unless it is told otherwise`() throws {
    #expect(try Program("z = x").precision == .double)
    #expect(try Program("z = x").evaluation().precision == .double)
    #expect(try Program("z = x", precision: .single).timeline().precision == .single)
  }

  @Test func `what is set or edited keeps the precision`() throws {
    let program = try Program("f(t) = exp(t); z = f(x)", at: "x=89", precision: .single)
    for changed in [
      try program.setting("x", to: "90"), try program.replacingText(with: "z = x + 1"),
    ].compactMap(\.self) {
      #expect(changed.precision == .single)
    }
    let graph = #"{"version": 1, "nodes": [{"operation": "input", "name": "x", "value": 89}]}"#
    let read = try Program(json: Array(graph.utf8), origin: "graph.json", precision: .single)
    #expect(try read.setting("x", to: "1").precision == .single)
  }

  @Test func `every timeline of it is one of single precision`() throws {
    let program = try Program("z = exp(x)*y", at: "x=89,y=0.1", precision: .single)
    for mode in [TimelineMode.reverse, .forward, .both] {
      var run = try program.timeline(mode: mode)
      run.seek(to: run.count)
      #expect(run.value(of: program.output).scalar == .infinity)
      #expect(run.value(of: program.inputs[1].node).scalar == Double(Float(0.1)))
    }
    var run = try program.timeline(holding: [program.output: [0.1]])
    run.seek(to: run.count)
    #expect(run.value(of: program.output).scalar == Double(Float(0.1)))
    var wide = try program.evaluation(in: Double.self)
    wide.forward()
    #expect(wide.value(of: program.output).scalar == Double.exp(89) * 0.1)
  }

  @Test func `an expression over the state computes as the program does`() throws {
    let scope = StateScope(try Program("z = x*y", at: "x=0.1,y=3", precision: .single))
    var product = try StateExpression("x*y", in: scope)
    var comparison = try StateExpression("x == 0.1", in: scope)
    let number = { (_: StateReference) in Tensor<Double>(Double(Float(0.1))) }
    #expect(product.value(number) == .number(Tensor(Double(Float(0.1) * Float(0.1)))))
    #expect(comparison.value(number) == .number(Tensor(1)))
  }

  @Test func `numbers of single precision are spelled with the digits that they have`() {
    let numbers = [0.1, 1.0 / 3, 16_777_216, 1e-40, -2.5, 1e30].map { Double(Float($0)) }
    let tensor = Tensor(numbers, shape: Shape([6]) ?? .scalar)
    #expect(tensor?.spelled(in: .single) == "[0.1, 0.33333334, 16777216, 1e-40, -2.5, 1e30]")
    #expect(Tensor(0.1).spelled(in: .double) == "0.1")
    #expect(Tensor(Double(Float(0.1))).spelled == "0.10000000149011612")
  }
}
