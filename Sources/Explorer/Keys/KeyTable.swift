package import TextCanvas

/// What the keys of one screen mean; help and documentation are printed from it.
package struct KeyTable<Command: Hashable & Sendable>: Sendable {
  /// Keys that mean the same, and the words for it.
  package struct Binding: Sendable {
    package let keys: [Key]
    package let command: Command
    package let help: String
    /// A word or two for the bottom line; empty for keys that are not shown there.
    package let hint: String

    package init(_ keys: [Key], _ command: Command, _ help: String, hint: String = "") {
      self.keys = keys
      self.command = command
      self.help = help
      self.hint = hint
    }

    /// The keys as they are written in help: `n Space`.
    package var keyText: String { keys.map(\.description).joined(separator: " ") }
  }

  package let bindings: [Binding]

  /// What the key means, if anything.
  package func command(for key: Key) -> Command? {
    bindings.first { $0.keys.contains(key) }?.command
  }
}

extension KeyTable<ExplorerCommand> {
  /// The keys of the explorer's screen.
  package static let explorer = KeyTable(bindings: [
    .init(
      [.character("n"), .character(" ")], .nextNode,
      "next node, or folded group: all its events", hint: "next"),
    .init([.character("N")], .previousNode, "back a node", hint: "back"),
    .init([.character("s")], .nextEvent, "one event, into groups and tensors", hint: "step"),
    .init([.character("S")], .previousEvent, "one event back"),
    .init([.character("f")], .finishSweep, "out of this group, or to the end of this sweep"),
    .init([.character("F")], .unwindSweep, "back to the start of this group or sweep"),
    .init([.character("c")], .runForward, "run to the next breakpoint or the end", hint: "run"),
    .init([.character("C")], .runBackward, "run back to a breakpoint or the start"),
    .init([.character("t")], .runToSelection, "run to the selected node's next event"),
    .init([.character("T")], .runBackToSelection, "run back to the selected node's last event"),
    .init([.character("g"), .home], .goToStart, "start of time", hint: "start"),
    .init([.character("G"), .end], .goToEnd, "end of time", hint: "end"),
    .init([.character("r")], .restart, "restart"),
    .init([.left, .character("h")], .selectLeft, "select an operand"),
    .init([.right, .character("l")], .selectRight, "select a user"),
    .init([.up, .character("k")], .selectUp, "select the node above"),
    .init([.down, .character("j")], .selectDown, "select the node below"),
    .init([.enter], .lookInside, "look into the selected tensor or group"),
    .init([.character("x")], .fold, "fold or unfold the group at the selection"),
    .init([.character("X")], .foldAll, "fold or unfold all groups"),
    .init([.character("z")], .zoomOut, "zoom out: one line a node, then one sign"),
    .init([.character("Z")], .zoomIn, "zoom in"),
    .init([.tab], .nextPane, "next pane; with a number before it, that pane: 2 Tab"),
    .init([.backTab], .previousPane, "pane before"),
    .init([.character("O")], .onlyPane, "this pane alone, and back"),
    .init([.escape], .leave, "back to the graph and all panes"),
    .init([.character("[")], .growSide, "larger side panes; within them, a larger one"),
    .init([.character("]")], .shrinkSide, "larger graph; within the side panes, a smaller one"),
    .init([.character("b")], .toggleBreakpoint, "breakpoint on the selected node", hint: "break"),
    .init([.character("w")], .toggleWatch, "watch the selected node, or stop it"),
    .init([.character("u")], .cycleOperands, "go round the operands of a node"),
    .init([.character("d")], .cycleUsers, "go round the users of a node"),
    .init([.character("/")], .find, "find a node by its name or expression"),
    .init([.character(",")], .findPrevious, "the previous match"),
    .init([.character(".")], .findNext, "the next match"),
    .init([.character(":")], .commandLine, "type a command; help lists them", hint: "command"),
    .init(
      [.character("W")], .ask(.whyNotFinite), "why NaN or ∞: where born, from what, where it went"),
    .init(
      [.character("A")], .ask(.contributions(to: nil)),
      "who contributed to the selected node's adjoint"),
    .init(
      [.character("P")], .ask(.paths(from: nil, to: nil)),
      "all paths from the selected node to the output"),
    .init(
      [.character("D")], .ask(.signal(to: nil)),
      "how the adjoint dies on its way to the selected node"),
    .init([.character("J")], .ask(.jacobian(of: nil, by: nil)), "its Jacobian by the inputs"),
    .init([.character("L")], .ask(.localJacobians(of: nil)), "its Jacobians by its operands"),
    .init(
      [.character("V")], .check, "verify the adjoints by differences; again lists what came of it"),
    .init([.character("M")], .ask(.costs(of: nil)), "what each mode costs here"),
    .init(
      [.character("H")], .openHessianProduct, "step through the Hessian times the first input"),
    .init([.character("o")], .leaveDetour, "back out of that, to the original program"),
    .init([.character("R")], .ask(.reach(of: nil)), "what the selected node reaches"),
    .init([.character("a")], .animate, "let events happen by themselves, and stop it"),
    .init([.character("+")], .faster, "faster"),
    .init([.character("-")], .slower, "slower"),
    .init([.character("U")], .undo, "take back the last change of program or values"),
    .init([.control("r")], .redo, "make it again"),
    .init([.character("y")], .copy, "copy the selected node's numbers, every digit"),
    .init([.character("m")], .changeMode, "reverse, forward or both"),
    .init([.character("e")], .editProgram, "edit the program", hint: "edit"),
    .init(
      [.character("i")], .setInput, "set the selected input, or hold a computed node at a value",
      hint: "input"),
    .init([.character("v")], .switchScreen, "to the training screen and back", hint: "train"),
    .init([.character("?")], .help, "this help", hint: "help"),
    .init([.function(2)], .changeGlyphs, "Unicode or ASCII"),
    .init([.function(3)], .changeColors, "more or fewer colours"),
    .init([.function(4)], .changeBackground, "for a dark or a light background"),
    .init([.function(5)], .toggleMouse, "let the mouse do something, or no more"),
    .init([.control("l")], .redraw, "redraw the screen"),
    .init([.control("c")], .interrupt, "interrupt a run or an animation; quit when nothing runs"),
    .init([.character("q")], .quit, "quit", hint: "quit"),
  ])
}
