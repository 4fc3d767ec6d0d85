import Autodiff

@testable import Formula
@testable import Syntax

/// Opens a text as a graph in JSON and, where it is small, runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(FormulaFailure) {
    let program = try Program(json: bytes, origin: "f.json")
    let graph = program.graph
    // What takes long is the arithmetic, which is the graph's own.
    guard graph.nodes.reduce(0, { $0 + graph.shape(of: $1).count }) < 20_000,
      var evaluation = try? program.evaluation(in: Double.self)
    else { return 0 }
    evaluation.forward()
    precondition((try? evaluation.reverse(from: program.output)) != nil)
  } catch {
    precondition(!error.report.isEmpty)
  }
  return 0
}
