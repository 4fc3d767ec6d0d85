import Autodiff
package import Inquiry
package import Presentation
import Syntax

/// Everything the explorer can be asked to do, whether by a key, on the command line, with `--command`, in
/// a start-up or session file, or line by line in plain mode.
///
/// A number typed before a key, or behind a word, is how often, for the commands that have a `count`.
package enum DebuggerCommand: Hashable, Sendable {
  /// Goes through time, so many times.
  case travel(Travel, count: Int = 1)
  /// Runs to a breakpoint, or to the end or the start.
  case run(isForward: Bool, stops: Int = 1)
  /// Lets events happen by themselves.
  case animate
  case changeSpeed(by: Int)
  /// Ends what continues by itself; quits when nothing does.
  case interrupt
  case goTo(Int)

  /// Selects what lies beside the selection.
  case move(SelectionMove, count: Int = 1)
  case select(String)
  case find(String)
  /// Selects the next match of what was looked for last, or the previous one.
  case findAgain(step: Int, count: Int = 1)
  case cycle(CycleDirection)

  /// Opens the selected tensor or group.
  case lookInside
  /// Shows a network as units, or the graph again where it does; of a name, with that one selected.
  case showUnits(String?)
  /// Shows an algorithm whose steps the events are.
  case showAlgorithm(AlgorithmChoice)
  case fold, foldAll
  /// Folds the groups at a depth, counted from 1, and opens those around them; 0 opens all.
  case foldToDepth(Int)
  /// Opens the user's editor at the line that computed a node.
  case openLine(String?)
  case zoom(by: Int)
  /// The next image of a network on images, or one back; otherwise a page of the drawing.
  case turnPage(by: Int)
  /// Half a page of the drawing.
  case turnHalfPage(by: Int)
  /// Draws the graph so that it fits again.
  case fit
  case arrange(PaneMove)
  case resizePanes(by: Int)
  case changeGlyphs, changeColors, changeBackground, changeNotation, toggleMouse

  /// Sets or removes a breakpoint on the selected node.
  case toggleBreakpoint
  case setBreakpoint(Breakpoint.Condition, isTemporary: Bool)
  /// A condition of which only the program can say whether it is a node or an expression.
  case breakOn(String, isTemporary: Bool)
  case deleteBreakpoints([Int])
  case enableBreakpoints([Int], Bool)
  case ignoreBreakpoint(Int, count: Int)
  /// Watches the selected node, or stops watching it.
  case toggleWatch
  case watch(String)
  case unwatch(Int?)

  case info(InfoTopic)
  case list
  case print(String)
  case ask(Question)
  /// Checks the adjoints of the inputs against differences.
  case check
  /// Shows a reverse sweep with a mistake in it beside the right one, by the name of the mistake; none
  /// for `off`.
  case useEngine(String)
  case nudge(node: String, by: String)
  /// Plots a function, a number over others, or what is selected.
  case plot(PlotRequest)

  /// Sets an input, overrides a computed node or chooses an option.
  case set(name: String, value: String)
  /// Lets an overridden node be computed again; without a name, all of them.
  case release(String?)
  case seed(node: String, value: String)
  /// Moves some inputs, or all that are no data, against their adjoints, so many times.
  case descend(rate: Double, count: Int, inputs: [String])
  /// Goes along the steps of a descent, and on from the last.
  case walk(by: Int)
  /// Goes to a step of a descent.
  case goToStep(Int)
  case edit(String?)
  /// Differentiates another node, or an element of one.
  case differentiate(String)
  /// Opens another of the built-in examples.
  case openExample(String)
  case undo(count: Int = 1)
  case redo(count: Int = 1)
  /// Goes to the next mode.
  case changeMode

  /// Opens the derivative as a program: the adjoints, or the tangent of the output.
  case derivative(isForward: Bool = false)
  /// Opens the product of the Hessian with a direction.
  case hessianProduct(along: String?)
  /// Goes back to the program from which another was opened.
  case leaveDetour
  /// Looks at another of the images that the program may be of.
  case showImage(ImageMove)

  /// Goes through the pages of the lesson.
  case lesson(LessonMove)
  /// Answers the lesson's question; without a text it opens a line to type the answer in.
  case answer(String?)

  /// Without a path, where it was saved last. What is no session is replaced only on demand.
  case save(String?, replacing: Bool)
  /// Puts a picture of the whole graph, at the present position, into a file. What is no picture is
  /// replaced only on demand.
  case exportPicture(String, replacing: Bool)
  case source(String)
  /// Puts the selected node's numbers on the clipboard.
  case copy

  /// Opens a line to type in.
  case open(LineToType)
  case help(String?)
  /// Shows the table of keys.
  case showKeys
  case switchScreen, redraw, quit
}

/// Ways to go through time.
package enum Travel: Hashable, Sendable {
  case nextNode, previousNode
  case nextEvent, previousEvent
  case finishSweep, unwindSweep
  case runToSelection, runBackToSelection
  case goToStart, goToEnd
}

/// Where the selection can go along edges and columns.
package enum SelectionMove: Hashable, Sendable {
  case left, right, up, down
}

/// What can be done about which panes are shown and have the focus.
package enum PaneMove: Hashable, Sendable {
  case next, previous
  /// To the pane with a number.
  case number(Int)
  /// Shows only the present pane, or all again.
  case alone
  /// Back to the graph and all panes.
  case leave
}

/// Which algorithm is shown.
package enum AlgorithmChoice: Hashable, Sendable {
  /// The next one that fits the run and, after the last, none.
  case next
  case none
  case named(Algorithm)
}

/// Ways from one image to another.
package enum ImageMove: Hashable, Sendable {
  /// So many images on, or back.
  case by(Int)
  /// To the image of a number.
  case number(Int)
}

/// Ways through a lesson.
package enum LessonMove: Hashable, Sendable {
  case next, previous
  /// To the page of a number, counted from 1.
  case page(Int)
  /// Begins again from the first page, with all questions open.
  case restart
  /// Shows the next hint.
  case hint
}

/// What can be typed in a line that a key opens.
package enum LineToType: Hashable, Sendable {
  case command, find
  /// The number of an image to open.
  case image
  /// The program's text.
  case program
  /// The value of the selected node or element.
  case input
}

/// What `info` can list.
package enum InfoTopic: String, CaseIterable, Hashable, Sendable {
  case breaks, watches, overrides, program

  /// The topic of a name, a beginning of it, or what the GNU debugger calls it.
  init?(named name: String) {
    let gdb: [String: InfoTopic] = [
      "breakpoints": .breaks, "display": .watches, "watchpoints": .watches, "source": .program,
    ]
    let begun = Self.allCases.filter { !name.isEmpty && $0.rawValue.hasPrefix(name) }
    guard let topic = gdb[name] ?? (begun.count == 1 ? begun[0] : nil) else { return nil }
    self = topic
  }
}

extension DebuggerCommand {
  /// What the command means with a number typed before it: to some it says how often, to Tab which
  /// pane, to most nothing.
  package func counted(_ count: Int?) -> DebuggerCommand {
    guard let count else { return self }
    return switch self {
    case .travel(let way, _): .travel(way, count: count)
    case .run(let isForward, _): .run(isForward: isForward, stops: count)
    case .move(let way, _): .move(way, count: count)
    case .findAgain(let step, _): .findAgain(step: step, count: count)
    case .turnPage(let step): .turnPage(by: step.signum() * count)
    case .turnHalfPage(let step): .turnHalfPage(by: step.signum() * count)
    case .undo: .undo(count: count)
    case .redo: .redo(count: count)
    case .showImage(.by(let step)): .showImage(.by(step.signum() * count))
    case .walk(let step): .walk(by: step.signum() * count)
    case .arrange(.next): .arrange(.number(count))
    case .arrange(.previous), .arrange(.number), .arrange(.alone), .arrange(.leave), .animate,
      .changeSpeed, .interrupt, .goTo, .select, .find, .cycle, .lookInside, .showUnits,
      .showAlgorithm, .fold,
      .foldAll, .foldToDepth, .openLine, .zoom,
      .fit,
      .resizePanes, .changeGlyphs, .changeColors, .changeBackground, .changeNotation, .toggleMouse,
      .toggleBreakpoint, .setBreakpoint, .breakOn, .deleteBreakpoints, .enableBreakpoints,
      .ignoreBreakpoint, .toggleWatch, .watch, .unwatch, .info, .list, .print, .ask, .check,
      .useEngine, .nudge, .plot, .set, .release, .seed, .descend, .goToStep, .edit, .differentiate,
      .openExample, .changeMode, .derivative,
      .hessianProduct, .leaveDetour, .showImage(.number), .lesson, .answer, .save,
      .exportPicture, .source, .copy, .open, .help, .showKeys, .switchScreen, .redraw, .quit:
      self
    }
  }
}
