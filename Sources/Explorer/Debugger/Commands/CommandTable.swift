import Formula
import TextCanvas

/// A command as it is typed: its names, what may follow, and how that is read.
///
/// Help, completion and the README's table are made from these.
package struct CommandEntry: Sendable {
  /// What may stand behind a command's name, for completion.
  enum Argument: Sendable {
    case node, expression, breakpoint, option, topic, command
  }

  /// The name in full, then shorter ones.
  let names: [String]
  /// How the arguments are typed: `NODE | EXPR | nan`.
  let arguments: String
  let help: String
  let argument: Argument?
  let parse: @Sendable (CommandText) throws -> DebuggerCommand

  init(
    _ names: [String], _ arguments: String = "", completing argument: Argument? = nil,
    _ help: String,
    parse: @escaping @Sendable (CommandText) throws -> DebuggerCommand
  ) {
    self.names = names
    self.arguments = arguments
    self.argument = argument
    self.help = help
    self.parse = parse
  }

  /// The full name with its arguments.
  var usage: String { arguments.isEmpty ? names[0] : "\(names[0]) \(arguments)" }
}

/// All commands that can be typed.
package enum CommandTable {
  package static let all: [CommandEntry] =
    places + breakpoints + numbers + whatIf + questions + modes + files

  /// The command of a name, of another of its names, or of an unambiguous beginning.
  static func entry(named name: String) -> CommandEntry? {
    if let exact = all.first(where: { $0.names.contains(name) }) { return exact }
    let candidates = all.filter { $0.names[0].hasPrefix(name) }
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// The table as the README shows it.
  package static var markdown: String {
    let lines = all.map { "| `\($0.usage.escapingBars)` | \($0.help) |" }
    return (["| command | meaning |", "|---|---|"] + lines).joined(separator: "\n")
  }

  private static let places: [CommandEntry] = [
    travel(["next"], .nextNode, "to the end of the next node's events"),
    travel(["back"], .previousNode, "back a node"),
    travel(["step"], .nextEvent, "one event"),
    travel(["stepback"], .previousEvent, "one event back"),
    travel(["finish"], .finishSweep, "to the end of this sweep"),
    travel(["unwind"], .unwindSweep, "back to the start of this sweep"),
    travel(["continue"], .runForward, "on to the next breakpoint, or the end"),
    travel(["reverse"], .runBackward, "back to a breakpoint, or the start"),
    CommandEntry(["goto"], "EVENT", "to an event, by its number; `goto end`") {
      text in
      let place = try text.required("the number of an event")
      if place == "end" { return .goTo(.max) }
      guard let number = Int(place), number >= 0 else {
        throw text.failure("'\(place)' is no event; type a number, or end")
      }
      return .goTo(number)
    },
    CommandEntry(
      ["find"], "TEXT", completing: .node,
      "select the next node whose name or expression has the text"
    ) {
      .find(try $0.required("what to find"))
    },
    CommandEntry(["select"], "NODE", completing: .node, "select a node") {
      .select(try $0.required("the name of a node"))
    },
  ]

  private static let breakpoints: [CommandEntry] = [
    CommandEntry(
      ["break"], "NODE | EXPR | nan | accumulate NODE", completing: .expression,
      "stop `c` and `C` at a node's events, where an expression becomes true, where a NaN or ∞ is born, or at each contribution to a node"
    ) {
      try breakpoint($0, isTemporary: false)
    },
    CommandEntry(["tbreak"], "…", completing: .expression, "the same, for one stop only") {
      try breakpoint($0, isTemporary: true)
    },
    CommandEntry(["delete"], "[N …]", completing: .breakpoint, "remove breakpoints, or all") {
      .deleteBreakpoints(try $0.numbers())
    },
    CommandEntry(["disable"], "[N …]", completing: .breakpoint, "let breakpoints rest") {
      .enableBreakpoints(try $0.numbers(), false)
    },
    CommandEntry(["enable"], "[N …]", completing: .breakpoint, "wake them again") {
      .enableBreakpoints(try $0.numbers(), true)
    },
    CommandEntry(
      ["ignore"], "N COUNT", completing: .breakpoint, "pass over a breakpoint's next hits"
    ) { text in
      let numbers = try text.numbers()
      guard numbers.count == 2, numbers[1] >= 0 else {
        throw text.failure("type the number of a breakpoint and a count, as in ignore 1 3")
      }
      return .ignoreBreakpoint(numbers[0], count: numbers[1])
    },
    CommandEntry(
      ["info"], InfoTopic.allCases.map(\.rawValue).joined(separator: " | "), completing: .topic,
      "what there is of these"
    ) { text in
      guard let topic = InfoTopic(rawValue: text.rest.isEmpty ? "breaks" : text.restText) else {
        throw text.failure(
          "info knows \(InfoTopic.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return .info(topic)
    },
  ]

  private static let numbers: [CommandEntry] = [
    CommandEntry(
      ["print", "p"], "EXPR", completing: .expression,
      "an expression of the moment, every digit: `print adj(x)*x`"
    ) {
      .print(try $0.required("an expression"))
    },
    CommandEntry(["val"], "NODE", completing: .node, "a node's value") { try quantity("val", $0) },
    CommandEntry(["adj"], "NODE", completing: .node, "a node's adjoint") {
      try quantity("adj", $0)
    },
    CommandEntry(["tangent"], "NODE", completing: .node, "a node's tangent") {
      try quantity("tangent", $0)
    },
    CommandEntry(
      ["watch"], "EXPR", completing: .expression,
      "show an expression at every position: `watch adj(w)*w`"
    ) {
      .watch(try $0.required("an expression"))
    },
    CommandEntry(["unwatch"], "[N]", "stop watching one, or all") { text in
      .unwatch(try text.numbers().first)
    },
    CommandEntry(["list"], "", "every node with its numbers") {
      try $0.nothing(); return .list
    },
  ]

  private static let whatIf: [CommandEntry] = [
    CommandEntry(
      ["set"], "NODE VALUE | NODE[I, …] VALUE | OPTION VALUE", completing: .option,
      "set an input, hold a computed node at a value, or choose an option: `set W[0, 1] 2.5`"
    ) { text in
      let (name, value) = try text.pair("the name of a node or an option", "the value")
      return .set(name: name, value: value)
    },
    CommandEntry(["release"], "[NODE]", completing: .node, "compute a held node again, or all") {
      .release($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(
      ["seed"], "NODE VALUE", completing: .node,
      "the adjoint of the output, or the tangent of an input: `seed z [1, 0]`, `seed z[0] 1`"
    ) { text in
      let (node, value) = try text.pair("the name of a node", "the seed")
      return .seed(node: node, value: value)
    },
    CommandEntry(
      ["nudge"], "NODE AMOUNT", completing: .node,
      "move a node, or an element of it, a little: the predicted change beside the actual one, node by node"
    ) { text in
      let (node, amount) = try text.pair("the name of a node", "the amount")
      return .nudge(node: node, by: amount)
    },
    CommandEntry(["edit"], "PROGRAM", "another program, with the same breakpoints and watches") {
      .edit(try $0.required("the program"))
    },
    CommandEntry(["undo"], "", "take back the last change of program or values") {
      try $0.nothing(); return .press(.undo, count: 1)
    },
    CommandEntry(["redo"], "", "make it again") {
      try $0.nothing(); return .press(.redo, count: 1)
    },
  ]

  private static let questions: [CommandEntry] = [
    CommandEntry(
      ["why"], "[nan]", "where the first NaN or ∞ was born, from what, and where it went"
    ) { text in
      guard text.rest.isEmpty || text.restText == "nan" else { throw text.failure("type why nan") }
      return .ask(.whyNotFinite)
    },
    CommandEntry(
      ["contributions"], "[NODE]", completing: .node,
      "who contributed to a node's adjoint, the largest first"
    ) {
      .ask(.contributions(to: $0.words.first.map(String.init)))
    },
    CommandEntry(
      ["paths"], "[FROM [TO]]", completing: .node,
      "all paths with the product of partials along each, and their sum"
    ) {
      let words = $0.words.map(String.init)
      return .ask(.paths(from: words.first, to: words.count > 1 ? words[1] : nil))
    },
    CommandEntry(
      ["signal"], "[NODE]", completing: .node,
      "how the adjoint fades on its way to a node, and where it dies"
    ) {
      .ask(.signal(to: $0.words.first.map(String.init)))
    },
    CommandEntry(["reach"], "[NODE]", completing: .node, "what depends on a node") {
      .ask(.reach(of: $0.words.first.map(String.init)))
    },
  ]

  private static let modes: [CommandEntry] = [
    CommandEntry(
      ["jacobian"], "[NODE [BY]]", completing: .node,
      "a node's derivatives by every input, or by one node, as a matrix and its factors"
    ) {
      let words = $0.words.map(String.init)
      return .ask(.jacobian(of: words.first, by: words.count > 1 ? words[1] : nil))
    },
    CommandEntry(
      ["local"], "[NODE]", completing: .node, "a node's derivatives by its operands, as matrices"
    ) {
      .ask(.localJacobians(of: $0.words.first.map(String.init)))
    },
    CommandEntry(
      ["costs"], "[NODE]", completing: .node,
      "sweeps and operations of each mode for the derivatives by all inputs"
    ) {
      .ask(.costs(of: $0.words.first.map(String.init)))
    },
    CommandEntry(
      ["check"], "", "compare the adjoints with differences, and mark each input with the verdict"
    ) {
      try $0.nothing(); return .check
    },
    CommandEntry(
      ["dual"], "[NODE]", completing: .node,
      "a node's value and tangent as a matrix; `set duals on` shows it at every event"
    ) {
      .ask(.duals(of: $0.words.first.map(String.init)))
    },
    CommandEntry(
      ["swell"], "[NODE [BY]]", completing: .node,
      "a node and its derivative written out, next to what the graph shares"
    ) {
      let words = $0.words.map(String.init)
      return .ask(.swell(of: words.first, by: words.count > 1 ? words[1] : nil))
    },
    CommandEntry(
      ["hvp"], "[DIRECTION]", completing: .node,
      "step through the Hessian times a direction, forward over reverse: `hvp x=1,y=0`"
    ) {
      .hessianProduct(along: $0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(["derivative"], "", "step through the derivative as a program of its own") {
      try $0.nothing(); return .derivative
    },
    CommandEntry(["return"], "", "back from hvp or derivative, to where one was") {
      try $0.nothing(); return .leaveDetour
    },
  ]

  private static let files: [CommandEntry] = [
    CommandEntry(["save"], "[FILE]", "keep program, values, breakpoints, watches and position") {
      .save($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(["export"], "svg FILE", "a picture of the graph as it stands") { text in
      let (format, path) = try text.pair("svg", "the name of a file")
      guard format == "svg" else {
        throw text.failure("only svg is written here; type export svg FILE")
      }
      return .exportPicture(path)
    },
    CommandEntry(["source"], "FILE", "do the commands of a file, line by line") {
      .source(try $0.required("the name of a file"))
    },
    CommandEntry(["help"], "[COMMAND]", completing: .command, "the commands, or one of them") {
      .help($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(["quit", "exit"], "", "leave") {
      try $0.nothing(); return .press(.quit, count: 1)
    },
  ]
}

extension CommandTable {
  private static func travel(
    _ names: [String], _ command: ExplorerCommand, _ help: String
  ) -> CommandEntry {
    CommandEntry(names, "[COUNT]", help) { text in
      .press(command, count: max(try text.numbers().first ?? 1, 0))
    }
  }

  private static func breakpoint(
    _ text: CommandText, isTemporary: Bool
  ) throws(CommandFailure) -> DebuggerCommand {
    let condition = try text.required("a node, an expression, nan, or accumulate and a node")
    let words = text.words
    if condition == "nan" { return .setBreakpoint(.notFinite, isTemporary: isTemporary) }
    if words[0] == "accumulate" {
      guard words.count == 2 else {
        throw text.failure("type the name of a node behind accumulate")
      }
      return .setBreakpoint(.accumulation(String(words[1])), isTemporary: isTemporary)
    }
    return .breakOn(condition, isTemporary: isTemporary)
  }

  private static func quantity(
    _ function: String, _ text: CommandText
  ) throws(CommandFailure) -> DebuggerCommand {
    .print("\(function)(\(try text.required("the name of a node")))")
  }
}

extension DebuggerCommand {
  /// Reads a command: a key as in `5n`, or a word of the table with what belongs to it.
  package static func parse(_ line: String) throws(CommandFailure) -> DebuggerCommand {
    let line = line.first == ":" ? String(line.dropFirst()) : line
    let text = CommandText(line)
    guard !text.name.isEmpty else { throw CommandFailure("a command is missing; help lists them") }
    if text.rest.isEmpty, let press = press(text.nameText) { return press }
    guard let entry = CommandTable.entry(named: text.nameText) else {
      throw CommandFailure(unknown(text.nameText), at: text.name, of: line)
    }
    do {
      return try entry.parse(text)
    } catch {
      throw error as? CommandFailure ?? CommandFailure("\(error)")
    }
  }

  private static func unknown(_ name: String) -> String {
    let begun = CommandTable.all.map { $0.names[0] }.filter { $0.hasPrefix(name) }
    if begun.count > 1 { return "'\(name)' may be \(begun.joined(separator: " or "))" }
    let nearest = nearestWord(to: name, among: CommandTable.all.flatMap(\.names))
    return "no command is called '\(name)'; "
      + (nearest.map { "did you mean '\($0)'?" } ?? "help lists them")
  }

  /// A key with a count before it: `5n`.
  private static func press(_ word: String) -> DebuggerCommand? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    let name = word.dropFirst(digits.count)
    guard CommandTable.entry(withExactName: word) == nil, let key = Key(named: name),
      let command = KeyTable.explorer.command(for: key)
    else { return nil }
    let count = digits.isEmpty ? nil : min(Int(digits) ?? 999_999, 999_999)
    return .press(command.counted(count), count: count ?? 1)
  }
}

extension CommandTable {
  fileprivate static func entry(withExactName name: String) -> CommandEntry? {
    all.first { $0.names.contains(name) }
  }
}

extension String {
  /// The text for a cell of a Markdown table.
  fileprivate var escapingBars: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
