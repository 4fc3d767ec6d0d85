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
