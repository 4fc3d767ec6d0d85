import TextCanvas
package import Widgets

extension KeyTable<StepCommand> {
  /// The keys while a step of the run is looked at.
  package static let step = KeyTable(bindings: [
    .init(
      [.enter, .character("o")], .open, "open the graph of this row", hint: "graph of this row"),
    .init(
      [.character("m")], .openMinibatch, "open the graph of the whole minibatch",
      hint: "whole minibatch"),
    .init(
      [.character("u")], .update, "show how a weight was updated; again: the rows", hint: "update"),
    .init(
      [.character("B")], .algorithm, "show the algorithm with its present line; again: hide it"),
    .init([.left, .character("h")], .left, "move left: row, or element of the weight"),
    .init([.right, .character("l")], .right, "move right"),
    .init([.up, .character("k")], .up, "move up"),
    .init([.down, .character("j")], .down, "move down"),
    .init([.pageUp], .previousParameter, "update: previous parameter"),
    .init([.pageDown], .nextParameter, "update: next parameter"),
    .init([.character("n")], .nextStep, "next step", hint: "next step"),
    .init([.character("N")], .previousStep, "previous step", hint: "previous"),
    .init([.escape], .leave, "back to the rows, then to the training screen", hint: "back"),
    .init([.character("?")], .help, "show this help", hint: "help"),
    .init([.control("l")], .redraw, "redraw the screen"),
    .init([.character("q"), .control("c")], .quit, "quit"),
  ])
}
