package import Autodiff
package import Formula

/// Every node of a program with its value and its adjoint or tangent, as data: one result for each
/// output, whose adjoints are seeded alone.
///
/// In forward mode nothing depends on the output, so that there is one result.
package struct Trace {
  private let program: Program
  private let mode: TimelineMode

  package init(of program: Program, mode: TimelineMode) {
    self.program = program
    self.mode = mode
  }

  /// Runs the sweeps and writes their numbers, piece by piece.
  ///
  /// Returns how the numbers compare with what another program expects, when one does.
  ///
  /// - Parameters:
  ///   - width: How many columns a table may have; without one, as many as it needs.
  ///   - tolerance: How far numbers may be off, relative to the largest of their node; unless given,
  ///     what the program's precision allows.
  @discardableResult
  package func write(
    _ format: TraceFormat, width: Int? = nil, tolerance: Double? = nil,
    to write: (String) throws -> Void
  ) throws -> Agreement? {
    let outputs = mode == .forward ? [program.output] : program.outputs
    let tolerance = tolerance ?? Agreement.usualTolerance(in: program.precision)
    var evaluation = try program.evaluation()
    evaluation.forward()
    if mode != .reverse { try evaluation.pushforward(along: program.movements) }
    let names = NodeNames(of: program.graph)
    let frame = ResultFrame(format, outputs: outputs.map { names[$0] })
    var agreement: Agreement?
    for (index, output) in outputs.enumerated() {
      if mode != .forward { try evaluation.reverse(from: output) }
      let state = TraceState(
        evaluation, output: output, mode: mode, names: names,
        comparison: program.expected.map { Comparison($0, output: output, mode: mode) })
      let found = state.agreement(within: tolerance)
      agreement = agreement.map { $0.merged(with: found) } ?? found
      try write(frame.opening(index))
      switch format {
      case .table: try state.writeTable(width: width, to: write)
      case .json: try state.writeJSON(to: write)
      case .csv: try state.writeCSV(withHeadings: index == 0, to: write)
      }
      try write(frame.closing(index))
    }
    return agreement
  }
}

/// What stands around and between the results of several outputs.
struct ResultFrame {
  private let format: TraceFormat
  private let outputs: [String]

  init(_ format: TraceFormat, outputs: [String]) {
    self.format = format
    self.outputs = outputs
  }

  /// What comes before a result; nothing when it is the only one.
  func opening(_ index: Int) -> String {
    guard outputs.count > 1 else { return "" }
    switch format {
    case .table: return (index > 0 ? "\n" : "") + "output \(outputs[index])\n"
    case .json: return index == 0 ? "[\n" : ",\n"
    case .csv: return ""
    }
  }

  /// What comes after a result.
  func closing(_ index: Int) -> String {
    guard format == .json else { return "" }
    return outputs.count > 1 && index == outputs.count - 1 ? "\n]\n" : outputs.count > 1 ? "" : "\n"
  }
}
