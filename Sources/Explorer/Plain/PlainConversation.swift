import Autodiff
package import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas
import Widgets

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

  var model: ExplorerModel
  private let files: FilePort
  /// What went wrong before the first word.
  private var problemsAtStart: [String] = []

  /// A conversation about what a model shows, once it has done the commands of a start-up file and
  /// of a session, of which nothing is said that goes well.
  package init(
    _ model: ExplorerModel, files: FilePort, startup: CommandScript = CommandScript(),
    session: (file: SessionFile, path: String)? = nil
  ) {
    self.model = model
    self.files = files
    problemsAtStart += self.model.perform(startup, with: files).problems
    if let session {
      problemsAtStart += self.model.resume(session.file, path: session.path).problems
    }
    self.model.overlay = nil
    if !problemsAtStart.isEmpty { self.model.notice = nil }
  }

  /// What is said before the first command.
  package var greeting: Response { Response(lines: introduction, problem: problemsAtStart) }

  private var introduction: [String] {
    model.lesson == nil ? introductionToProgram : lessonTitle + lessonPage(withHead: true)
  }

  private var introductionToProgram: [String] {
    let graph = model.timeline.graph
    let inputs = model.program.inputs.count
    let operations = graph.liveNodes.count - inputs
    let program = model.program.headline.truncated(toColumns: 200)
    let head =
      "\(program): \(inputs.counted("input")), \(operations.counted("operation")), "
      + model.timeline.count.counted("event")
      + (model.timeline.precision == .single ? ", in single precision" : "")
    let notes = model.program.notes
    let said = notes.flatMap { [$0.message, $0.messageInExplorer] }
    return [head] + notes.map { "note: \($0.message)" } + notice.filter { !said.contains($0) }
      + place
  }

  private var notice: [String] { model.notice.map { [$0.plain] } ?? [] }

  /// Where a session stands that does not begin at the start.
  private var place: [String] {
    model.timeline.position > 0 ? [eventLine(of: model.timeline)] : []
  }

  /// Does a command and returns what is to be said.
  package mutating func answer(_ line: String) -> Response {
    var answer = Response()
    let isInLesson = waitingLesson != nil
    if isInLesson, let words = lessonWords(line) {
      continueLesson(words, &answer)
      return answer
    }
    let line = isInLesson && line.hasPrefix(":") ? String(line.dropFirst()) : line
    for command in DebuggerCommand.lines(of: line) {
      perform(&answer) { () throws(CommandFailure) in try DebuggerCommand.parse(command) }
      if answer.isOver { break }
    }
    return answer
  }

  /// Does the commands of a script as if they were typed.
  package mutating func answer(_ script: CommandScript) -> Response {
    var answer = Response()
    perform(script, &answer)
    return answer
  }

  private mutating func perform(_ script: CommandScript, _ answer: inout Response) {
    for line in script.lines {
      let known = answer.problem.count
      perform(&answer) { () throws(CommandFailure) in try line.parsed() }
      if answer.problem.count > known {
        answer.problem[known] = "\(line.place): \(answer.problem[known])"
      }
      if answer.isOver { break }
    }
  }

  private mutating func perform(
    _ answer: inout Response, _ parse: () throws(CommandFailure) -> DebuggerCommand
  ) {
    do throws(CommandFailure) {
      let command = try parse()
      let start = model.timeline
      model.notice = nil
      let reply = try model.performAtOnce(command)
      while model.isBusy { model.proceed() }
      let check = checked()
      answer.lines += passed(from: start, by: command) + changedWatches(since: start)
      answer.lines += plotLines(after: command)
      answer.lines += overlayLines(instead: command) + reply.answer.plainLines
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
    return model.checkAnswer.lines.map(\.text.plain)
  }

  mutating func perform(_ effects: [ExplorerEffect], _ answer: inout Response) {
    for effect in effects {
      switch effect {
      case .screen(.quit): answer.isOver = true
      case .screen(.switchScreen):
        answer.lines.append("training needs its screen: retrograde train")
      case .screen(.redrawAll), .screen(.toggleMouse), .useMouse: continue
      case .screen(.goBack), .showImage: answer.problem.append("there is nothing to go to here")
      case .copy(let text): answer.copies.append(text)
      case .edit: answer.problem.append(Self.editAdvice)
      case .showLine(let line, _): answer.lines.append("\(line.file):\(line.number)")
      case .file(.readCommands(let path)): perform(commandsFrom: path, &answer)
      case .file(let effect):
        model.notice = nil
        let outcome = model.perform(effect, with: files)
        // Nobody can be asked here; the problem says what to type.
        model.overlay = nil
        if outcome.problems.isEmpty { answer.lines += notice }
        answer.problem += outcome.problems
        perform(outcome.effects, &answer)
      }
    }
  }

  private mutating func perform(commandsFrom path: String, _ answer: inout Response) {
    do throws(FilePort.Problem) {
      var script = CommandScript()
      script.add(file: try files.read(path), origin: path)
      perform(script, &answer)
    } catch {
      answer.problem.append(error.message)
    }
  }
}

extension PlainConversation {
  /// A line for each event that was passed; of a jump only where it led.
  private func passed(from start: Run, by command: DebuggerCommand) -> [String] {
    let end = model.timeline
    guard start.position != end.position || start.count != end.count else { return [] }
    guard command.isWalk, start.count == end.count else {
      return [eventLine(of: end)] + wrongLines(at: end)
    }
    var timeline = start
    var lines: [String] = []
    while timeline.position != end.position {
      let isForward = timeline.position < end.position
      if isForward { timeline.step() } else { timeline.stepBack() }
      lines.append((isForward ? "" : "back to ") + eventLine(of: timeline))
      lines += model.dualLines(at: timeline, columns: 100).map { "  \($0.plain)" }
      lines += wrongLines(at: timeline)
    }
    return lines
  }

  private func wrongLines(at timeline: Run) -> [String] {
    model.wrongLine(at: timeline).map { ["  \($0.plain)"] } ?? []
  }

  private func changedWatches(since start: Run) -> [String] {
    guard start.position != model.timeline.position else { return [] }
    let watches = model.debugger.watches.all
    return watches.indices.filter { watches[$0].hasChanged }.map { "  \(model.watchWords($0))" }
  }

  /// `event 7/11: adj(a) += adj(z) · ∂z/∂a = 1 · 1 = 1; adj(a): 0 + 1 = 1 (…)`
  private func eventLine(of timeline: Run) -> String {
    let place = "event \(timeline.position)/\(timeline.count)"
    guard timeline.position > 0 else { return "\(place): nothing has happened yet" }
    if let words = model.hiddenEventWords(at: timeline) {
      let name = timeline.lastEvent.map { model.text.names[$0.node] } ?? ""
      return "\(place): \(name) (\(words))"
    }
    let lines = EventText(
      timeline, text: model.text, notation: model.notation,
      combining: model.capabilities.hasCombiningMarks, showsPoints: model.showsPoints
    ).lines
    return lines.reduce("\(place):") { text, line in
      let words = line.plain.drop { $0 == " " }
      if line.parts.allSatisfy({ $0.role == .muted }) { return text + " (\(words))" }
      let isRest = line.plain.hasPrefix(" ") || text.hasSuffix(":")
      return text + (isRest ? " " : "; ") + words
    }
  }

  /// What to type where there is no editor.
  private static let editAdvice = "type edit PROGRAM"

  /// What a plot that was asked for says in numbers.
  private func plotLines(after command: DebuggerCommand) -> [String] {
    guard case .plot = command, let plot = model.plotted else { return [] }
    return PlotFacts(plot, PlotState(of: plot)).lines.map(\.plain)
  }

  /// What a key that opens something on the screen says here.
  private mutating func overlayLines(instead command: DebuggerCommand) -> [String] {
    let overlay = model.overlay
    model.overlay = nil
    switch overlay {
    case nil: return []
    case .answer(let answer): return answer.lines.map(\.text.plain)
    case .matrices(let sheet): return sheet.answer.plainLines.map(\.text.plain)
    case .help: return CommandTable.all.map { "\($0.usage): \($0.help)" }
    case .prompt(let prompt): return [prompt.plainAdvice]
    case .editor: return [Self.editAdvice]
    }
  }
}

extension DebuggerCommand {
  /// Whether it goes from event to event, so that each one is reported.
  fileprivate var isWalk: Bool {
    guard case .travel(let way, _) = self else { return false }
    return switch way {
    case .nextNode, .previousNode, .nextEvent, .previousEvent, .finishSweep, .unwindSweep: true
    case .runToSelection, .runBackToSelection, .goToStart, .goToEnd: false
    }
  }
}

extension Answer {
  fileprivate var plainLines: [String] {
    (lines + (matrices?.plainLines ?? [])).map(\.text.plain)
  }
}

extension Prompt<ExplorerPrompt> {
  /// What to type where there is no prompt.
  fileprivate var plainAdvice: String {
    switch purpose {
    case .input(let name), .held(let name), .element(let name): "type set \(name) VALUE"
    case .command: "type a command"
    case .find: "type find TEXT"
    case .image: "type image NUMBER"
    case .answer: "type answer ANSWER"
    }
  }
}
