package import Debugging
import Inquiry
import TextCanvas
package import Widgets

extension KeyTable<DebuggerCommand> {
  /// The keys of the explorer's screen.
  package static let explorer = KeyTable(sections: [
    Section(
      "time",
      [
        .init(
          [.character("n"), .character(" ")], .travel(.nextNode),
          "next node or folded group, with all its events", hint: "next"),
        .init([.character("N")], .travel(.previousNode), "previous node", hint: "back"),
        .init(
          [.character("s")], .travel(.nextEvent), "step one event, into groups and tensors",
          hint: "step"),
        .init([.character("S")], .travel(.previousEvent), "step one event back"),
        .init([.character("f")], .travel(.finishSweep), "run to the end of this group or sweep"),
        .init(
          [.character("F")], .travel(.unwindSweep), "go back to the start of this group or sweep"),
        .init(
          [.character("c")], .run(isForward: true), "run to the next breakpoint or the end",
          hint: "run"
        ),
        .init(
          [.character("C")], .run(isForward: false),
          "run back to the previous breakpoint or the start"),
        .init([.character("t")], .travel(.runToSelection), "run to the selected node's next event"),
        .init(
          [.character("T")], .travel(.runBackToSelection),
          "run back to the selected node's previous event"),
        .init(
          [.character("g"), .home], .travel(.goToStart), "go to the start of the timeline",
          hint: "start"),
        .init(
          [.character("G"), .end], .travel(.goToEnd), "go to the end of the timeline", hint: "end"),
        .init([.character("r")], .travel(.goToStart), "restart"),
        .init([.character("a")], .animate, "play events automatically; again: stop"),
        .init([.character("+")], .changeSpeed(by: 1), "play faster"),
        .init([.character("-")], .changeSpeed(by: -1), "play slower"),
      ]),
    Section(
      "nodes",
      [
        .init([.left, .character("h")], .move(.left), "select an operand"),
        .init([.right, .character("l")], .move(.right), "select a consumer"),
        .init([.up, .character("k")], .move(.up), "select the node above"),
        .init([.down, .character("j")], .move(.down), "select the node below"),
        .init([.character("u")], .cycle(.operands), "cycle through the operands of a node"),
        .init([.character("d")], .cycle(.consumers), "cycle through the consumers of a node"),
        .init([.character("/")], .open(.find), "find a node by name or expression"),
        .init([.character(",")], .findAgain(step: -1), "previous match"),
        .init([.character(".")], .findAgain(step: 1), "next match"),
        .init([.enter], .lookInside, "look inside the selected tensor or group"),
        .init([.character("x")], .fold, "fold or unfold the selected node's group"),
        .init([.character("X")], .foldAll, "fold or unfold all groups"),
        .init(
          [.character("Y")], .showUnits(nil), "show the network as units; again: show the graph",
          hint: "units"),
        .init([.character("y")], .copy, "copy the selected node's numbers, all digits"),
      ]),
    Section(
      "graph and panes",
      [
        .init(
          [.character("z")], .zoom(by: -1), "zoom out: low boxes, one line per node, one character"),
        .init([.character("Z")], .zoom(by: 1), "zoom in"),
        .init([.character("=")], .fit, "fit the drawing to the screen again", hint: "fit"),
        .init(
          [.pageDown], .turnPage(by: 1),
          "next image of a network on images; else a page down or right",
          hint: "next image"),
        .init([.pageUp], .turnPage(by: -1), "previous image, or a page up or left"),
        .init([.control("d")], .turnHalfPage(by: 1), "half a page down or right"),
        .init([.control("u")], .turnHalfPage(by: -1), "half a page up or left"),
        .init([.tab], .arrange(.next), "next pane; after a number, that pane (2 Tab)"),
        .init([.backTab], .arrange(.previous), "previous pane"),
        .init([.character("O")], .arrange(.alone), "show only this pane; again: show all"),
        .init(
          [.escape], .arrange(.leave),
          "return to the graph and all panes, then go back", hint: "back"),
        .init(
          [.character("[")], .resizePanes(by: 1),
          "enlarge the side panes; inside them, enlarge the pane"),
        .init(
          [.character("]")], .resizePanes(by: -1),
          "enlarge the graph; inside the side panes, shrink the pane"),
        .init([.character("o")], .open(.image), "network on an image: open an image by its number"),
      ]),
    Section(
      "breakpoints and watches",
      [
        .init(
          [.character("b")], .toggleBreakpoint, "set or clear a breakpoint on the selected node",
          hint: "break"),
        .init([.character("w")], .toggleWatch, "watch the selected node; again: stop watching"),
      ]),
    Section(
      "questions",
      [
        .init(
          [.character("W")], .ask(.whyNotFinite),
          "trace the first NaN or ∞: its origin, cause and spread", hint: "why"),
        .init(
          [.character("!")], .ask(.differences),
          "find the first node whose recorded numbers differ", hint: "differs"),
        .init(
          [.character("A")], .ask(.contributions(to: nil)),
          "list the contributions to the selected node's adjoint", hint: "contributions"),
        .init(
          [.character("P")], .ask(.paths(from: nil, to: nil)),
          "list all paths from the selected node to the output", hint: "paths"),
        .init(
          [.character("p")], .plot(PlotRequest(nil)),
          "plot its function, or the output as it varies; again: close",
          hint: "plot"),
        .init(
          [.character("D")], .ask(.signal(to: nil)),
          "show how the adjoint fades on its way to this node", hint: "signal"),
        .init(
          [.character("J")], .ask(.jacobian(of: nil, by: nil)),
          "show its Jacobian with respect to the inputs"),
        .init(
          [.character("L")], .ask(.localJacobians(of: nil)),
          "show its Jacobian with respect to each operand"),
        .init([.character("R")], .ask(.reach(of: nil)), "show what depends on the selected node"),
        .init(
          [.character("V")], .check,
          "check adjoints against finite differences; again: list results", hint: "check"),
        .init(
          [.character("M")], .ask(.costs(of: nil)), "compare the cost of each mode", hint: "costs"),
        .init(
          [.character("H")], .hessianProduct(along: nil), "step through a Hessian-vector product"),
        .init(
          [.character("K")], .ask(.doubled),
          "compare the numbers with those of double precision", hint: "recheck"),
      ]),
    Section(
      "changes",
      [
        .init(
          [.character("i")], .open(.input),
          "set the selected input, or hold a computed node at a value",
          hint: "input"),
        .init([.character("e")], .open(.program), "edit the program", hint: "edit"),
        .init([.character("U")], .undo(), "undo the last change to the program or its values"),
        .init([.control("r")], .redo(), "redo the last undone change"),
        .init(
          [.character(">")], .walk(by: 1),
          "descent: next step; after the last, one more at the same rate"),
        .init([.character("<")], .walk(by: -1), "descent: previous step"),
        .init([.character("m")], .changeMode, "change the mode: reverse, forward or both"),
      ]),
    Section(
      "screen and program",
      [
        .init(
          [.character(":")], .open(.command), "type a command (help lists them)", hint: "command"),
        .init(
          [.character("B")], .showAlgorithm(.next),
          "show an algorithm with its present line; again: the next", hint: "algorithm"),
        .init([.character("E")], .info(.program), "show the program's text, with its comments"),
        .init(
          [.character("@")], .openLine(nil),
          "open your editor at the line that computed the selected node"),
        .init([.character("v")], .switchScreen, "switch to the training screen", hint: "train"),
        .init([.character("?")], .showKeys, "show this help", hint: "help"),
        .init([.function(2)], .changeGlyphs, "switch between Unicode and ASCII"),
        .init([.function(3)], .changeColors, "use more or fewer colours"),
        .init([.function(4)], .changeBackground, "switch between dark and light background"),
        .init([.function(5)], .toggleMouse, "turn mouse support on or off"),
        .init(
          [.function(6)], .changeNotation,
          "change the notation of derivatives: x̄, x←, gx, dz/dx, δx"),
        .init([.control("l")], .redraw, "redraw the screen"),
        .init(
          [.control("c")], .interrupt, "interrupt a run or playback; quit if nothing is running"),
        .init([.character("q")], .quit, "quit", hint: "quit"),
      ]),
  ])
}
