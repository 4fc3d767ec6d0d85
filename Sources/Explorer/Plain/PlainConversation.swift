import Autodiff
import Formula
import Presentation
import TextCanvas

/// The explorer without a screen: a command in, lines of text out.
///
/// ```
/// n
/// event 1/11: x = 2 (given)
/// adj x
/// x has no adjoint yet: the first of its 2 contributions is still to come
/// ```
package struct PlainConversation {
  /// What a command led to.
  package struct Response: Equatable {
    /// What is said, line by line.
    package var lines: [String] = []
    /// Why the command was refused.
    package var problem: [String] = []
    package var isOver = false
    /// Texts for the clipboard.
    package var copies: [String] = []
  }

  private var model: ExplorerModel
  private let files: FilePort

  /// A conversation about what a model shows.
  package init(_ model: ExplorerModel, files: FilePort) {
    self.model = model
    self.files = files
  }

  /// What is said before the first command.
  package var greeting: [String] {
    let graph = model.timeline.graph
    let inputs = model.program.inputs.count
    let operations = graph.liveNodes.count - inputs
    let program = model.program.text.asOneLine.truncated(toColumns: 200)
    let head =
      "\(program): \(inputs.counted("input")), \(operations.counted("operation")), "
      + model.timeline.count.counted("event")
    let notes = model.program.notes.map(\.message)
    return [head] + notes.map { "note: \($0)" } + notice.filter { !notes.contains($0) } + place
  }

  private var notice: [String] { model.notice.map { [$0.plain] } ?? [] }

  /// Where a session stands that does not begin at the start.
  private var place: [String] {
    model.timeline.position > 0 ? [eventLine(of: model.timeline)] : []
  }

  /// Does a command and returns what is to be said.
  package mutating func answer(_ line: String) -> Response {
    var answer = Response()
    for command in DebuggerCommand.lines(of: line) {
      perform(command, &answer)
      if answer.isOver || !answer.problem.isEmpty { break }
    }
    return answer
  }

  private mutating func perform(_ line: String, _ answer: inout Response) {
    do throws(CommandFailure) {
      let command = try DebuggerCommand.parse(line)
      let start = model.timeline
      model.notice = nil
      let reply = try model.perform(command)
      while model.isBusy { model.proceed() }
      let check = checked()
      answer.lines += passed(from: start, by: command) + changedWatches(since: start)
      answer.lines += overlayLines(instead: command) + reply.plainLines
      answer.lines += check.isEmpty ? notice : check
      perform(reply.effects, &answer)
    } catch {
      answer.problem += error.lines
    }
  }

  /// Does the gradient check that is wanted, and says what it found.
  private mutating func checked() -> [String] {
    guard case .start(let request) = model.takeCheckOrder(), let answer = request.answer() else {
      return []
    }
    model.adopt(answer)
    return model.checkReply.lines.map(\.text.plain)
  }

  private mutating func perform(_ effects: [Effect], _ answer: inout Response) {
    for effect in effects {
      switch effect {
      case .quit: answer.isOver = true
      case .copy(let text): answer.copies.append(text)
      case .switchScreen: answer.lines.append("training has a screen of its own: retrograde train")
      default:
        model.notice = nil
        if let more = model.perform(effect, with: files) {
          answer.lines += notice
          perform(more, &answer)
        }
      }
    }
  }
}

extension PlainConversation {
  /// A line for each event that was passed; of a jump only where it led.
  private func passed(from start: Timeline<Double>, by command: DebuggerCommand) -> [String] {
    let end = model.timeline
    guard start.position != end.position || start.count != end.count else { return [] }
    guard command.isWalk, start.count == end.count else { return [eventLine(of: end)] }
    var timeline = start
    var lines: [String] = []
    while timeline.position != end.position {
      let isForward = timeline.position < end.position
      if isForward { timeline.step() } else { timeline.stepBack() }
      lines.append((isForward ? "" : "back to ") + eventLine(of: timeline))
      lines += model.dualLines(at: timeline, columns: 100).map { "  \($0.plain)" }
    }
    return lines
  }

  private func changedWatches(since start: Timeline<Double>) -> [String] {
    guard start.position != model.timeline.position else { return [] }
    let watches = model.debugger.watches.all
    return watches.indices.filter { watches[$0].hasChanged }.map { "  \(model.watchWords($0))" }
  }

  /// `event 7/11: adj(a) += adj(z) · ∂z/∂a = 1 · 1 = 1; adj(a): 0 + 1 = 1 (…)`
  private func eventLine(of timeline: Timeline<Double>) -> String {
    let place = "event \(timeline.position)/\(timeline.count)"
    guard timeline.position > 0 else { return "\(place): nothing has happened yet" }
    let lines = EventText(
      timeline, text: model.text, notation: model.notation,
      combining: model.capabilities.hasCombiningMarks
    ).lines
    return lines.reduce("\(place):") { text, line in
      let words = line.plain.drop { $0 == " " }
      if line.parts.allSatisfy({ $0.role == .muted }) { return text + " (\(words))" }
      let isRest = line.plain.hasPrefix(" ") || text.hasSuffix(":")
      return text + (isRest ? " " : "; ") + words
    }
  }

  /// What a key that opens something on the screen says here.
  private mutating func overlayLines(instead command: DebuggerCommand) -> [String] {
    let overlay = model.overlay
    model.overlay = nil
    switch overlay {
    case nil: return []
    case .answer(let answer): return answer.lines.map(\.text.plain)
    case .matrices(let sheet): return sheet.plainLines.map(\.text.plain)
    case .help: return CommandTable.all.map { "\($0.usage): \($0.help)" }
    case .prompt(let prompt): return [prompt.plainAdvice]
    }
  }
}

extension DebuggerCommand {
  /// Whether it goes from event to event, so that each one is told.
  fileprivate var isWalk: Bool {
    guard case .press(let key, _) = self else { return false }
    return switch key {
    case .nextNode, .previousNode, .nextEvent, .previousEvent, .finishSweep, .unwindSweep: true
    default: false
    }
  }
}

extension Reply {
  fileprivate var plainLines: [String] {
    (lines + (sheet?.plainLines ?? [])).map(\.text.plain)
  }
}

extension Prompt {
  /// What to type where there is no prompt.
  fileprivate var plainAdvice: String {
    switch purpose {
    case .program: "type edit and the program"
    case .input(let name), .held(let name), .element(let name): "type set \(name) and the value"
    case .command: "type the command"
    case .find: "type find and the text"
    }
  }
}

extension Int {
  /// `1 input`, `2 inputs`.
  fileprivate func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
