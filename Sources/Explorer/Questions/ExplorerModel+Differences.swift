import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Two sweeps, the comparison, and the node by node work of what differs.
  var effortOfDifferences: Double { 8 * effort.run }

  /// Compares recorded numbers with those computed here, unless that would take longer than opening
  /// should: then it is done when somebody asks.
  mutating func markDifferences() {
    recordedMarks =
      program.expected != nil && effortOfDifferences <= patience
      ? RecordedMarks(program, text.names) : nil
  }

  /// Where recorded numbers first differ.
  mutating func differences() throws(CommandFailure) -> Answer {
    guard program.expected != nil else {
      throw CommandFailure(
        "nothing was recorded of this program with these inputs; a capture of it brings numbers")
    }
    if recordedMarks == nil { recordedMarks = RecordedMarks(program, text.names) }
    guard let recordedMarks else { throw CommandFailure("this graph is too large to compare") }
    let answer = recordedText.answer(recordedMarks.report, in: asked)
    if let first = recordedMarks.report.first, let event = first.event(in: asked) {
      unfold(around: first.node)
      selection = first.node
      goTo(event)
    }
    return answer
  }

  private var recordedText: DifferenceText { DifferenceText(recordedOf: program.graph, text) }

  /// The positions at which a run stops because a difference begins there.
  var differencePositions: Set<Int> {
    guard let recordedMarks, !recordedMarks.report.faults.isEmpty else { return [] }
    let asked = asked
    return Set(recordedMarks.report.faults.compactMap { $0.event(in: asked) })
  }

  /// What differs where the run stands, in the words of the answer.
  var differenceHere: String? {
    guard let event = timeline.lastEvent, let recordedMarks,
      let difference = recordedMarks.difference(
        of: event.quantity, timeline.target(of: event) ?? event.node)
    else { return nil }
    let text = recordedText
    return [text.comparison(difference), text.appearance(difference)].compactMap { $0 }
      .joined(separator: "; ")
  }

  /// What was recorded of the number that the last event completed, and where it came from.
  var recordedLines: [StyledText] {
    guard let event = timeline.lastEvent else { return [] }
    let node = timeline.target(of: event) ?? event.node
    var lines: [StyledText] = []
    if let words = recordedNumber(event.quantity, of: node) { lines.append(words) }
    let record = program.graph.notes.recorded(of: event.node)
    let remarks = [
      record?.line.map { "\($0.file):\($0.number)" }, record?.operation, record?.type?.rawValue,
    ].compactMap { $0 }
    if !remarks.isEmpty { lines.append(StyledText(remarks.joined(separator: ", "), .muted)) }
    return lines
  }

  /// `recorded: 10, 10 times too large`, once the number is complete.
  private func recordedNumber(_ quantity: Quantity, of node: NodeID) -> StyledText? {
    let numbers = program.expected?.nodes[node]
    let elements = quantity == .adjoint ? numbers?.adjoint : numbers?.value
    guard let elements, quantity != .tangent,
      quantity == .value || timeline.adjointState(of: node) == .complete,
      let tensor = Tensor(elements, shape: program.graph.shape(of: node))
    else { return nil }
    let number =
      tensor.elements.count > TensorText.boxLimit
      ? TensorStatistics(tensor.elements).words
      : TensorText.short(tensor, elements: TensorText.boxLimit)
    guard let difference = recordedMarks?.difference(of: quantity, node) else {
      let isKnown = recordedMarks != nil
      return StyledText("recorded: \(number)\(isKnown ? ", as computed here" : "")", .muted)
    }
    let looks =
      difference.kind == .consequence
      ? "follows from an earlier difference" : difference.signatures.words
    return StyledText("≠ recorded: \(number)\(looks.isEmpty ? "" : ", \(looks)")", .alarm)
  }

  /// Opens the user's editor at the line that computed a node.
  func openLine(of name: String?) throws(CommandFailure) -> Reply {
    let node = try node(name)
    guard let line = program.graph.notes.recorded(of: node)?.line else {
      throw CommandFailure("no line of a program was recorded for \(text.names[node])")
    }
    return Reply(effects: [.showLine(line, beside: program.origin)])
  }
}
