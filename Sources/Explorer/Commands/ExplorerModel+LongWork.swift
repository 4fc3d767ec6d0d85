import Autodiff
import Debugging
import Inquiry
import Lessons
import Presentation
import TextCanvas

extension ExplorerModel {
  /// About what it takes to put a node into words, or into the text of a derivative.
  private static let words = 3_000.0

  /// Whether a command may take longer than a key should.
  func mayTakeLong(_ command: DebuggerCommand) -> Bool { effort(of: command) > patience }

  /// Has a command done elsewhere; this model stays as it is until ``adopt(_:)``.
  mutating func ask(for command: DebuggerCommand) {
    _ = interrupt()
    if debugger.checks.isRunning { debugger.checks.forget() }
    notice = nil
    errand.start(CommandRequest(command, for: self))
    notice = StyledText("computing: C-c to stop", .muted)
  }

  /// The long work that is to be begun or given up, once.
  package mutating func takeCommandOrder() -> CommandOrder? { errand.takeOrder() }

  /// Takes over what a command that was done elsewhere led to, unless something changed meanwhile.
  package mutating func adopt(_ answer: CommandAnswer) {
    guard errand.finish(answer.number) else { return }
    notice = nil
    switch answer.result {
    case .failure(let failure): notice = StyledText(failure.lines[0], .warning)
    case .success(let reply):
      var model = answer.model
      model.errand = errand
      model.capabilities = capabilities
      if model.graphSight.follow(graphSight) { model.requestDrawing() }
      if model.size != size { _ = model.update(.resize(size)) }
      self = model
      show(reply.answer)
    }
  }
}

extension ExplorerModel {
  /// About how long a command takes, in nanoseconds.
  private func effort(of command: DebuggerCommand) -> Double {
    switch command {
    case .travel(let way, let count): effort(of: way, count: count)
    // A run to a breakpoint goes in slices, of which one is as long as its events.
    case .run: effort.longest > patience ? effort.run : 0
    // A check is worked out elsewhere, but at the end of the run.
    case .goTo, .check, .showUnits, .showAlgorithm: effort.run
    // What changes the run changes the wrong one beside it.
    case .set, .release, .differentiate, .seed, .undo, .redo, .changeMode:
      wrongRun.map { effort.run + effort(ofEngine: $0.engine.rawValue) } ?? effort.run
    case .useEngine(let name): effort(ofEngine: name) + wording
    case .ask(let question): effort(of: question)
    // A descent goes in slices, of which one is at least a step.
    case .descend(_, let count, _): effort.run > patience ? effort.run * Double(count) : 0
    case .walk, .goToStep: effort.run
    case .nudge: 3 * effort.run + wording
    case .plot(let request):
      effort.run
        * (request.variables.count == 2
          ? 2 * Double(PlotSearch.gridPlaces * PlotSearch.gridPlaces)
          : 3 * Double(PlotSearch.curvePlaces))
    case .list: wording
    case .derivative, .hessianProduct: effort.run + 5 * wording
    case .animate, .changeSpeed, .interrupt, .move, .select, .find, .findAgain, .cycle,
      .lookInside, .fold, .foldAll, .foldToDepth, .openLine, .zoom, .turnPage, .turnHalfPage, .fit,
      .arrange, .resizePanes,
      .changeGlyphs,
      .changeColors,
      .changeBackground, .changeNotation, .toggleMouse, .toggleBreakpoint, .setBreakpoint, .breakOn,
      .deleteBreakpoints, .enableBreakpoints, .ignoreBreakpoint, .toggleWatch, .watch, .unwatch,
      .info, .print, .edit, .openExample, .leaveDetour, .showImage, .lesson, .answer, .save,
      .exportPicture, .source,
      .copy,
      .open,
      .help, .showKeys, .switchScreen, .redraw, .quit:
      0
    }
  }

  /// The right sweep and the wrong one, operation by operation. How many paths a naive recursion takes
  /// is known only when it has taken them; through a few nodes there are few.
  private func effort(ofEngine name: String) -> Double {
    let isRecursion = name == WrongEngine.eager.rawValue && effort.nodeCount > Self.fewNodes
    return 4 * effort.run + (isRecursion ? 2 * patience : 0)
  }

  private static let fewNodes = 40

  private var wording: Double { Self.words * Double(effort.nodeCount) }

  /// What has happened is taken back by putting numbers back, which is never long.
  private func effort(of way: Travel, count: Int) -> Double {
    switch way {
    case .nextNode, .nextEvent:
      guard let next = timeline.nextEvent, count == 1, outline.item(of: next.node)?.group == nil
      else { return effort.run }
      return timeline.graph.effort(of: next.node)
    case .finishSweep, .runToSelection, .goToEnd: return effort.run
    case .previousNode, .previousEvent, .unwindSweep, .runBackToSelection, .goToStart: return 0
    }
  }

  private func effort(of question: Question) -> Double {
    switch question {
    case .whyNotFinite, .contributions, .signal, .reach: 2 * effort.run
    case .paths, .costs: effort.run + wording
    case .jacobian(let result, _), .localJacobians(let result):
      effort.run * Double(1 + elementCount(of: result))
    case .swell, .augmented: 3 * wording
    case .closedForms: effort.run + wording
    case .duals: 0
    case .doubled: 2 * effort.run
    case .differences: recordedMarks == nil ? effortOfDifferences : effort.run
    }
  }

  /// The rows of a Jacobian, each of which is a sweep.
  private func elementCount(of result: String?) -> Int {
    (try? computedNode(result)).map { timeline.graph.shape(of: $0).count } ?? 1
  }
}
