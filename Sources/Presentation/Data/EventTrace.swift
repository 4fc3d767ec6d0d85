package import Autodiff
package import Formula
import Interchange

/// Every event of a program's timeline with the numbers that it changes, as data: one result for
/// each output, as in a ``Trace``.
package struct EventTrace {
  private let program: Program
  private let mode: TimelineMode

  package init(of program: Program, mode: TimelineMode) {
    self.program = program
    self.mode = mode
  }

  /// Steps through the timelines and writes what happens, piece by piece.
  ///
  /// - Parameter width: How many columns a table may have; without one, as many as it needs.
  package func write(
    _ format: TraceFormat, width: Int? = nil, to write: (String) throws -> Void
  ) throws {
    let outputs = mode == .forward ? [program.output] : program.outputs
    let names = NodeNames(of: program.graph)
    let frame = ResultFrame(format, outputs: outputs.map { names[$0] })
    for (index, output) in outputs.enumerated() {
      let timeline = try program.timeline(of: output, mode: mode)
      try write(frame.opening(index))
      switch format {
      case .table: try writeTable(timeline, names, width: width, to: write)
      case .json: try writeJSON(timeline, names, to: write)
      case .csv: try writeCSV(timeline, names, withHeadings: index == 0, to: write)
      }
      try write(frame.closing(index))
    }
  }

  private func writeJSON(
    _ timeline: Run, _ names: NodeNames, to write: (String) throws -> Void
  ) rethrows {
    var timeline = timeline
    let name = JSON.text(names[timeline.output])
    var text = "{\"version\":1,\"mode\":\"\(mode.word)\",\"output\":\(name),\"events\":["
    while timeline.position < timeline.count {
      timeline.step()
      text += timeline.position == 1 ? "\n" : ",\n"
      EventRecord(timeline)?.appendJSON(names, to: &text)
      try text.flush(to: write)
    }
    try write(text + "\n]}")
  }

  private func writeTable(
    _ timeline: Run, _ names: NodeNames, width: Int?,
    to write: (String) throws -> Void
  ) rethrows {
    var timeline = timeline
    let words = NodeText(timeline.graph)
    var table = TextTable(
      headings: ["event", "what", "of", "from", "partial", "before", "now"], leftColumns: 4,
      width: width)
    while timeline.position < timeline.count {
      timeline.step()
      if let record = EventRecord(timeline) { table.append(record.cells(words)) }
    }
    try table.write(to: write)
  }

  private func writeCSV(
    _ timeline: Run, _ names: NodeNames, withHeadings: Bool,
    to write: (String) throws -> Void
  ) rethrows {
    var timeline = timeline
    var text = withHeadings ? CSV.row(EventRecord.headings) : ""
    while timeline.position < timeline.count {
      timeline.step()
      EventRecord(timeline)?.appendCSV(names, output: names[timeline.output], to: &text)
      try text.flush(to: write)
    }
    try write(text)
  }
}
