import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// The nodes that have a breakpoint of their own.
  var breakpoints: Set<NodeID> { debugger.breakpoints.nodes }

  /// Sets or removes a breakpoint on the selected node.
  mutating func toggleBreakpoint() {
    guard let selection else { return }
    let name = text.names[selection]
    let own = debugger.breakpoints.all.filter { $0.condition == .node(name) }.map(\.number)
    do {
      if own.isEmpty {
        _ = try debugger.breakpoints.add(.node(name), in: scope)
        notice = StyledText("breakpoint on \(name): c and C stop at its events", .muted)
      } else {
        try debugger.breakpoints.remove(own)
        notice = StyledText("removed the breakpoint on \(name)", .muted)
      }
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }

  /// Sets a breakpoint and says so.
  mutating func setBreakpoint(
    _ condition: Breakpoint.Condition, isTemporary: Bool
  ) throws(CommandFailure) -> Reply {
    let breakpoint = try debugger.breakpoints.add(condition, isTemporary: isTemporary, in: scope)
    return Reply(line: "breakpoint \(breakpoint.number): \(breakpoint.words)")
  }

  /// Sets a breakpoint on a node, or on an expression when it is not a node's name.
  mutating func setBreakpoint(
    on text: String, isTemporary: Bool
  ) throws(CommandFailure) -> Reply {
    let isNode = scope.node(named: text) != nil
    return try setBreakpoint(
      isNode ? .node(text.nameInQuotes ?? text) : .expression(text), isTemporary: isTemporary)
  }

  /// All breakpoints, a line each.
  var breakpointLines: [AnswerLine] {
    debugger.breakpoints.all.map { breakpoint in
      var remarks = [breakpoint.hits.counted("hit")]
      if breakpoint.isTemporary { remarks.append("one stop only") }
      if !breakpoint.isEnabled { remarks.append("disabled") }
      if breakpoint.ignored > 0 {
        remarks.append("ignored \(breakpoint.ignored.counted("more time"))")
      }
      if breakpoint.trigger == nil { remarks.append("no such node in this program") }
      return AnswerLine(
        StyledText("\(breakpoint.number)  ", .breakpoint) + breakpoint.words
          + StyledText("  \(remarks.joined(separator: ", "))", .muted))
    }
  }
}

extension ExplorerModel {
  /// How many events a run passes before others get their turn.
  private static let slice = 5_000

  /// Whether something continues by itself.
  package var isBusy: Bool { debugger.activity != nil }

  /// How long to wait for an event before going on by itself; `nil` when nothing does.
  package var pause: Duration? {
    switch debugger.activity {
    case nil: nil
    case .run, .descent: .zero
    case .animation: .milliseconds(Self.pauses[debugger.speed])
    }
  }

  /// Begins a run to a breakpoint, so many times.
  mutating func startRun(isForward: Bool, stops: Int) {
    let atEnd = timeline.position == (isForward ? timeline.count : 0)
    guard !atEnd else {
      notice = StyledText("already at the \(isForward ? "end" : "start") of the timeline", .muted)
      return
    }
    debugger.activity = .run(isForward: isForward, stops: max(stops, 1))
    proceed()
  }

  /// Does the next part of what continues by itself.
  package mutating func proceed() {
    switch debugger.activity {
    case nil: return
    case .animation: proceedAnimation()
    case .run(let isForward, let stops): proceedRun(isForward: isForward, stops: stops)
    case .descent(let rate, let steps, let all, let inputs):
      return proceedDescent(rate: rate, steps: steps, of: all, moving: inputs)
    }
    refreshAfterTravel()
  }

  private mutating func proceedRun(isForward: Bool, stops: Int) {
    let run = BreakpointRun(isForward: isForward, differences: differencePositions)
    let stop = run.go(&timeline, &debugger.breakpoints, budget: Self.slice)
    guard stop != .budget else { return }
    let goesOn = stops > 1 && stop != .endOfTime
    debugger.activity = goesOn ? .run(isForward: isForward, stops: stops - 1) : nil
    report(stop, isForward: isForward)
  }

  /// Says why a run stopped; a temporary breakpoint goes with that.
  mutating func report(_ stop: BreakpointRun.Stop, isForward: Bool) {
    if stop == .difference {
      notice = StyledText(differenceHere ?? "what was recorded differs here", .warning)
      return
    }
    guard case .breakpoints(let numbers) = stop else {
      notice = StyledText("no breakpoint before the \(isForward ? "end" : "start")", .muted)
      return
    }
    let hit = debugger.breakpoints.all.filter { numbers.contains($0.number) }
    let words = hit.map { "breakpoint \($0.number): \($0.words)" }.joined(separator: "; ")
    notice = StyledText("stopped at \(words)", .warning)
    let gone = hit.filter(\.isTemporary).map(\.number)
    if !gone.isEmpty { try? debugger.breakpoints.remove(gone) }
  }

  /// Ends what continues by itself, at the place it has come to; `false` when nothing did.
  mutating func interrupt() -> Bool {
    if errand.giveUp() {
      notice = StyledText("stopped; nothing has changed", .warning)
      return true
    }
    guard isBusy else { return false }
    if case .descent(_, let steps, let all, _) = debugger.activity {
      debugger.activity = nil
      notice = StyledText("stopped after \(all - steps) of \(all) steps", .warning)
      return true
    }
    debugger.activity = nil
    notice = StyledText("interrupted at event \(timeline.position)", .warning)
    return true
  }
}
