import TextCanvas
import Widgets

extension KeyHelpView {
  /// The help of the explorer: what an event is, the keys, then what marks and borders mean.
  static func explorer(
    theme: Theme, sight: HelpSight = HelpSight(), hasLesson: Bool = false
  ) -> KeyHelpView {
    let events = HelpPart(words: [
      "A run is a sequence of numbered events: first each node gets",
      "its value, then the output gets its seed, then each node adds a",
      "contribution to the adjoint of each of its operands.",
    ])
    let habits = HelpPart(
      "counts and commands",
      words: [
        "A number before a key repeats it: 5n.",
        "Behind : the commands of gdb are understood, too: b x, tb, d 1,",
        "i b, n 3, s, fin, rc, rn, rs, p, display, undisplay.",
      ])
    let first: [HelpPart] = hasLesson ? [.lesson, events] : [events]
    return KeyHelpView(
      first + HelpPart.parts(of: .explorer) + [
        HelpPart("inside a tensor", signs: signs(of: .tensor)),
        HelpPart("in a network of units", signs: signs(of: .units)),
        HelpPart("in the panes program, this event and watch", signs: signs(of: .pane)), habits,
      ] + Legend.parts, theme: theme, sight: sight)
  }

  private static func signs<Command>(
    of table: KeyTable<Command>
  ) -> [(sign: String, meaning: String)] {
    table.bindings.map { ($0.keyText, $0.help) }
  }
}

extension ExplorerModel {
  /// The help as far as it has been scrolled.
  func help(at sight: HelpSight) -> KeyHelpView {
    .explorer(theme: theme, sight: sight, hasLesson: lesson != nil)
  }
}

/// What the marks and borders of the explorer's screen mean.
enum Legend {
  static let parts = [borders, edges, numbers, marks, glyphs, timeBar, checks]

  private static let borders = HelpPart(
    "borders of boxes",
    signs: [
      ("╭───╮", "light: a node with its value, or more"),
      ("┏━━━┓", "heavy: the node that acted last"),
      ("╔═══╗", "double: the selected node"),
      ("╭┄┄┄╮", "dashed: nothing has happened to it yet"),
      ("┄┄┆", "around several boxes: a group, such as a function call"),
      ("3 nodes", "in the lower edge: a folded group"),
      ("2×3", "in the lower edge: the shape of a tensor"),
    ])

  private static let edges = HelpPart(
    "edges",
    signs: [
      ("──▶", "leads from an operand to what is computed from it"),
      ("·3", "on it or beside its head: the local partial, once it is known"),
      ("━━▶ ◀━━", "heavy: along it the last event moved a value, or an adjoint back"),
      ("┄ ▶", "alone at a box: the other end lies in another band"),
      ("•", "lines of one node that belong together; others only cross"),
      ("▲ ▼ ◀ ▶", "in a frame: there is more in this direction"),
    ])

  private static let numbers = HelpPart(
    "numbers",
    signs: [
      ("⋅", "not there yet or, of data, never"),
      ("0 in grey", "the adjoint of what does not reach the output"),
      ("3+", "an adjoint to which more contributions are to come"),
      ("2!", "a value at which a computed node is held"),
      ("?", "to be predicted: set reveal is on"),
      ("‖5‖", "the norm of a tensor: the root of the sum of its squares"),
      ("63% zero", "in the list: how many of its elements are 0"),
      ("3 NaN/∞", "how many of them are not finite"),
      ("≠0.25", "in the list: how far it is at most from what was recorded"),
      ("┊", "keeps value and adjoint apart"),
      ("…", "there was no room for more"),
      ("recorded 12", "in the lower edge: what another program has (!)"),
      ("set: 12", "in the lower edge: what a wrong engine has (:engine)"),
    ])

  private static let marks = HelpPart(
    "marks before a node or a line",
    signs: [
      ("▸", "the node that acted last, or what has just changed"),
      ("›  ‹", "the selected one"),
      ("●", "a breakpoint"),
      ("≠", "a node that differs from what was recorded, or that a wrong engine gets wrong first"),
    ])

  private static let glyphs = HelpPart(
    "nodes as one character",
    signs: [
      ("◦", "nothing has happened to it yet"),
      ("○", "it has its value"),
      ("◎", "some of its contributions have arrived"),
      ("●", "its adjoint is complete"),
      ("◆", "it acted last"),
      ("■  □", "it is selected; the empty one has no value yet"),
    ])

  private static let timeBar = HelpPart(
    "the line of time",
    signs: [
      ("├───┤", "all events, from the first to the last"),
      ("┼", "the seed, between the sweeps"),
      ("●", "the present position"),
    ])

  private static let checks = HelpPart(
    "what a gradient check found",
    signs: [
      ("✓ 3e-11", "the adjoint agrees with finite differences; the error"),
      ("≠ 0.5", "it is contradicted, or the function jumps there"),
      ("∼ kink", "differences cannot judge: a kink, or lost in rounding"),
      ("! NaN/∞", "not a number to compare"),
    ])
}
