import Autodiff

@testable import Formula
@testable import Interchange

/// Opens bytes as a model in ONNX and, where it is small, runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let program = try Program(onnx: try ONNXModel(bytes), folder: "/nowhere", origin: "f.onnx")
    let graph = program.graph
    // What takes long is the arithmetic, which is the graph's own.
    guard graph.nodes.reduce(0, { $0 + graph.shape(of: $1).count }) < 20_000,
      var evaluation = try? program.evaluation(in: Double.self)
    else { return 0 }
    evaluation.forward()
    precondition((try? evaluation.reverse(from: program.output)) != nil)
  } catch let failure as ONNXFailure {
    precondition(!failure.report("f.onnx").contains("\n"))
  } catch let problem as ONNXProblem {
    precondition(!problem.message.isEmpty)
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
