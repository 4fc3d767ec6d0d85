/// What a key of the explorer's screen means.
package enum ExplorerCommand: Hashable, Sendable {
  case nextNode, previousNode
  case nextEvent, previousEvent
  case finishSweep, unwindSweep
  case runForward, runBackward
  case runToSelection, runBackToSelection
  case goToStart, goToEnd, restart
  case selectLeft, selectRight, selectUp, selectDown
  case lookInside, fold, foldAll
  case zoomIn, zoomOut, growSide, shrinkSide
  case nextPane, previousPane, pane(Int), onlyPane, leave
  case changeGlyphs, changeColors, changeBackground, toggleMouse
  case toggleBreakpoint, toggleWatch
  case commandLine, find, findNext, findPrevious
  case cycleOperands, cycleUsers
  case changeMode
  case ask(Question)
  case animate, faster, slower
  case undo, redo, copy
  case editProgram, setInput
  case openHessianProduct, leaveDetour, check
  case switchScreen, help, redraw, interrupt, quit
}

extension ExplorerCommand {
  /// What the command means with a number typed before it: to most it says how often, to Tab which
  /// pane.
  func counted(_ count: Int?) -> ExplorerCommand {
    guard self == .nextPane, let count else { return self }
    return .pane(count)
  }
}
