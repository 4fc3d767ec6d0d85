import Autodiff

@testable import Formula
@testable import Syntax

/// Makes a graph of a text and, where it is small, runs it and prints it as a program that builds the
/// same.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(FormulaFailure) {
    check(try Program(bytes, origin: "f"))
  } catch {
    precondition(!error.report.isEmpty)
  }
  return 0
}

private func check(_ program: Program) {
  let graph = program.graph
  // What takes long is the arithmetic, which is the program's own.
  guard graph.nodes.reduce(0, { $0 + graph.shape(of: $1).count }) < 20_000,
    var evaluation = try? program.evaluation(in: Double.self)
  else { return }
  evaluation.forward()
  precondition((try? evaluation.reverse(from: program.output)) != nil)
  let text = try? ProgramPrinter.text(
    of: graph, outputs: program.outputs, values: program.inputTensors)
  guard let text, let again = try? Program(text, sharing: false) else {
    preconditionFailure("what was printed is refused")
  }
  precondition(operations(of: again) == operations(of: program), "another graph was printed")
}

private func operations(of program: Program) -> [Operation] {
  let operations = program.graph.nodes.map { program.graph.operation(of: $0) }
  return operations.filter { $0 != .constant }
}
