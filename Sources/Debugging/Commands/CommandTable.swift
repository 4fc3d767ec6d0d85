import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

/// A command as it is typed: its names, what may follow, and how that is read.
///
/// Help, completion and the README's table are made from these.
package struct CommandEntry: Sendable {
  /// What may follow a command's name, for completion.
  package enum Argument: Sendable {
    case node, expression, breakpoint, option, topic, command, algorithm
    /// One of the words that the arguments are.
    case choice
  }

  /// The name in full, then shorter ones.
  package let names: [String]
  /// What the GNU debugger calls it, for fingers that know that. What is a key of its own counts only
  /// where something follows: `b x`.
  package let gdb: [String]
  /// How the arguments are typed: `NODE | EXPR | nan`.
  package let arguments: String
  /// What it does, for help and the README.
  package let help: String
  /// What completion offers behind it; `nil` for nothing.
  package let argument: Argument?
  /// Reads what was typed.
  package let parse: @Sendable (CommandText) throws -> DebuggerCommand

  init(
    _ names: [String], _ arguments: String = "", gdb: [String] = [],
    completing argument: Argument? = nil, _ help: String,
    parse: @escaping @Sendable (CommandText) throws -> DebuggerCommand
  ) {
    self.names = names
    self.gdb = gdb
    self.arguments = arguments
    self.argument = argument
    self.help = help
    self.parse = parse
  }

  /// The words that may follow, where it is one of several.
  var choices: [String] { arguments.split(separator: " | ").map(String.init) }

  /// The full name with its arguments.
  package var usage: String { arguments.isEmpty ? names[0] : "\(names[0]) \(arguments)" }
}

/// All commands that can be typed.
package enum CommandTable {
  /// In the order in which help lists them.
  package static let all: [CommandEntry] =
    places + breakpoints + numbers + whatIf + questions + modes + lessons + files

  /// The command with a name, an alias or an unambiguous prefix.
  package static func entry(named name: String) -> CommandEntry? {
    let exact = all.first { $0.names.contains(name) } ?? all.first { $0.gdb.contains(name) }
    if let exact { return exact }
    let candidates = all.filter { $0.names[0].hasPrefix(name) }
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// Each way to type a command, and what it does: the options that can be set have rows of their own.
  package static var rows: [(usage: String, help: String)] {
    all.flatMap { entry in
      [(entry.usage, entry.help)]
        + (entry.argument == .option ? ExplorerOption.allCases.map { ($0.usage, $0.help) } : [])
    }
  }

  /// The table as the README shows it.
  package static var markdown: String {
    let lines = rows.map { "| `\($0.usage.escapingBars)` | \($0.help) |" }
    return (["| command | meaning |", "|---|---|"] + lines).joined(separator: "\n")
  }

  private static let places: [CommandEntry] = [
    counted(["next"], gdb: ["n"], .travel(.nextNode), "go to the end of the next node's events"),
    counted(
      ["back"], gdb: ["rn", "reverse-next"], .travel(.previousNode), "go back to the previous node"),
    counted(["step"], gdb: ["s", "si", "stepi"], .travel(.nextEvent), "step one event"),
    counted(
      ["stepback"], gdb: ["rs", "rsi", "reverse-step"], .travel(.previousEvent),
      "step one event back"),
    counted(["finish"], gdb: ["fin"], .travel(.finishSweep), "run to the end of this sweep"),
    counted(
      ["unwind"], gdb: ["reverse-finish"], .travel(.unwindSweep),
      "go back to the start of this sweep"),
    counted(
      ["continue"], gdb: ["c"], .run(isForward: true), "run to the next breakpoint or the end"),
    counted(
      ["reverse"], gdb: ["rc", "reverse-continue"], .run(isForward: false),
      "run back to the previous breakpoint or the start"),
    CommandEntry(["goto"], "EVENT", "go to an event by number, or to the end: `goto end`") {
      text in
      let place = try text.required("the number of an event")
      if place == "end" { return .goTo(.max) }
      guard let number = Int(place), number >= 0 else {
        throw text.failure("'\(place)' is not an event; type its number, or end")
      }
      return .goTo(number)
    },
    CommandEntry(
      ["find"], "TEXT", completing: .node,
      "select the next node whose name or expression contains the text"
    ) {
      .find(try $0.required("what to find"))
    },
    CommandEntry(
      ["units"], "[NODE]", completing: .node,
      "show a network as columns of units, or the graph again; with one selected: `units a1[2]`"
    ) {
      .showUnits($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(
      ["algorithm"], "[NAME | off]", completing: .algorithm,
      "show an algorithm of books with its present line marked: "
        + Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
    ) { text in
      guard !text.rest.isEmpty else { return .showAlgorithm(.next) }
      guard text.restText != "off" else { return .showAlgorithm(.none) }
      guard let algorithm = Algorithm(rawValue: text.restText) else {
        throw text.failure(
          "the algorithms are \(Algorithm.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return .showAlgorithm(.named(algorithm))
    },
    CommandEntry(
      ["fold"], "[DEPTH]",
      "fold the groups at a depth and open those around them: `fold 1` shows the outermost as boxes, "
        + "`fold 0` opens all"
    ) { text in
      let depth = try text.numbers().first ?? 1
      guard depth >= 0 else { throw text.failure("a depth is 0 or more") }
      return .foldToDepth(depth)
    },
    CommandEntry(
      ["line"], "[NODE]", completing: .node,
      "open your editor at the line of the program that computed a node, where that was recorded"
    ) {
      .openLine($0.names.first)
    },
    CommandEntry(["select"], "NODE", completing: .node, "select a node") {
      .select(try $0.required("the name of a node"))
    },
  ]

  private static let breakpoints: [CommandEntry] = [
    CommandEntry(
      ["break"], "NODE | EXPR | nan | accumulate NODE", gdb: ["b", "br"], completing: .expression,
      "stop `c` and `C` at a node's events, when an expression becomes true, where a NaN or ∞ "
        + "originates, or at each contribution to a node"
    ) {
      try breakpoint($0, isTemporary: false)
    },
    CommandEntry(
      ["tbreak"], "…", gdb: ["tb"], completing: .expression, "set a breakpoint for one stop only"
    ) {
      try breakpoint($0, isTemporary: true)
    },
    CommandEntry(
      ["delete"], "[N …]", gdb: ["d"], completing: .breakpoint,
      "delete the given breakpoints, or all"
    ) {
      .deleteBreakpoints(try $0.numbers())
    },
    CommandEntry(
      ["disable"], "[N …]", completing: .breakpoint, "disable the given breakpoints, or all"
    ) {
      .enableBreakpoints(try $0.numbers(), false)
    },
    CommandEntry(
      ["enable"], "[N …]", completing: .breakpoint, "enable the given breakpoints, or all"
    ) {
      .enableBreakpoints(try $0.numbers(), true)
    },
    CommandEntry(
      ["ignore"], "N COUNT", completing: .breakpoint, "ignore a breakpoint's next hits"
    ) { text in
      let numbers = try text.numbers()
      guard numbers.count == 2, numbers[1] >= 0 else {
        throw text.failure("type the number of a breakpoint and a count, as in ignore 1 3")
      }
      return .ignoreBreakpoint(numbers[0], count: numbers[1])
    },
    CommandEntry(
      ["info"], InfoTopic.allCases.map(\.rawValue).joined(separator: " | "), gdb: ["i"],
      completing: .topic,
      "list the breakpoints, watches or overrides, or print the program"
    ) { text in
      guard let topic = InfoTopic(named: text.rest.isEmpty ? "breaks" : text.restText) else {
        throw text.failure(
          "info knows \(InfoTopic.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return .info(topic)
    },
  ]

  private static let numbers: [CommandEntry] = [
    CommandEntry(
      ["print", "p"], "EXPR", completing: .expression,
      "print an expression at this position, all digits: `print adj(x)*x`"
    ) {
      .print(try $0.required("an expression"))
    },
    CommandEntry(["val"], "NODE", completing: .node, "print a node's value") {
      try quantity("val", $0)
    },
    CommandEntry(["adj"], "NODE", completing: .node, "print a node's adjoint") {
      try quantity("adj", $0)
    },
    CommandEntry(["tangent"], "NODE", completing: .node, "print a node's tangent") {
      try quantity("tangent", $0)
    },
    CommandEntry(
      ["watch"], "EXPR", gdb: ["display"], completing: .expression,
      "show an expression at every position: `watch adj(w)*w`"
    ) {
      .watch(try $0.required("an expression"))
    },
    CommandEntry(["unwatch"], "[N]", gdb: ["undisplay"], "stop watching one expression, or all") {
      text in
      .unwatch(try text.numbers().first)
    },
    CommandEntry(["list"], "", gdb: ["l"], "list every node with its numbers") {
      try $0.nothing(); return .list
    },
  ]

  private static let whatIf: [CommandEntry] = [
    CommandEntry(
      ["set"], "NODE VALUE | NODE[I, …] VALUE | OPTION VALUE", completing: .option,
      "set an input, hold a computed node at a value, or choose an option: `set W[0, 1] 2.5`, "
        + "`set W @weights.npz:fc1.weight`; alone it lists the options"
    ) { text in
      if text.rest.isEmpty { return .help("set") }
      let (name, value) = try text.pair("the name of a node or an option", "the value")
      return .set(name: name, value: value)
    },
    CommandEntry(
      ["release"], "[NODE]", completing: .node,
      "release a held node, or all, so that it is computed again"
    ) {
      .release($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(
      ["seed"], "NODE VALUE", completing: .node,
      "set the adjoint of the output, or the tangent of an input: `seed z [1, 0]`, `seed z[0] 1`"
    ) { text in
      let (node, value) = try text.pair("the name of a node", "the seed")
      return .seed(node: node, value: value)
    },
    CommandEntry(
      ["nudge"], "NODE AMOUNT", completing: .node,
      "change a node or an element slightly, and compare predicted with actual changes, node by "
        + "node"
    ) { text in
      let (node, amount) = try text.pair("the name of a node", "the amount")
      return .nudge(node: node, by: amount)
    },
    CommandEntry(
      ["plot"], "[FUNCTION | NODE [by INPUT[, INPUT]]] [FROM TO]", completing: .node,
      "plot a function, or a number as inputs vary, with its derivative and the tangent at the "
        + "present place: `plot phi`, `plot z by x -3 3`, `plot z by x, y`"
    ) {
      .plot(try PlotRequest(typed: $0.restText))
    },
    CommandEntry(
      ["descend"], "RATE [COUNT] [INPUT, …]", completing: .node,
      "gradient descent: move inputs that are no data, or the given ones, against their adjoints, so "
        + "many times, and plot the output; each step can be undone: `descend 0.1 20`"
    ) {
      try descent($0)
    },
    CommandEntry(
      ["walk"], "STEP | end", "go to a step of the descent, where 0 is its start: `walk 3`"
    ) { text in
      let place = try text.required("the number of a step")
      if place == "end" { return .goToStep(.max) }
      guard let number = Int(place), number >= 0 else {
        throw text.failure("'\(place)' is not a step; type its number, or end")
      }
      return .goToStep(number)
    },
    CommandEntry(
      ["edit"], "[PROGRAM]",
      "open the program in `$VISUAL` or `$EDITOR`, or replace it, keeping breakpoints and watches"
    ) {
      .edit($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(
      ["output"], "NODE", completing: .node,
      "differentiate another node, or an element of one: `output D`, `output y[0]`"
    ) {
      .differentiate(try $0.required("the name of a node"))
    },
    CommandEntry(["open"], "EXAMPLE", "put a built-in example in place of the program") {
      .openExample(try $0.required("the name of an example"))
    },
    CommandEntry(["undo"], "", "undo the last change to the program or its values") {
      try $0.nothing(); return .undo()
    },
    CommandEntry(["redo"], "", "redo the last undone change") {
      try $0.nothing(); return .redo()
    },
  ]

  private static let questions: [CommandEntry] = [
    CommandEntry(
      ["why"], "[nan]", "trace the first NaN or ∞: its origin, cause and spread"
    ) { text in
      guard text.rest.isEmpty || text.restText == "nan" else { throw text.failure("type why nan") }
      return .ask(.whyNotFinite)
    },
    CommandEntry(
      ["contributions"], "[NODE]", completing: .node,
      "list the contributions to a node's adjoint, largest first"
    ) {
      .ask(.contributions(to: $0.names.first))
    },
    CommandEntry(
      ["paths"], "[FROM [TO]]", completing: .node,
      "list all paths, with the product of partials along each, and their sum; between elements too: "
        + "`paths W1[0,0] C`"
    ) {
      .ask(.paths(from: $0.names.first, to: $0.names.second))
    },
    CommandEntry(
      ["signal"], "[NODE]", completing: .node,
      "show how the adjoint fades on its way to a node, and where it dies"
    ) {
      .ask(.signal(to: $0.names.first))
    },
    CommandEntry(
      ["same"], "",
      "compare what the program's comments give as closed forms with what is computed: "
        + "`# same: exp(x)*(x-2)/x^3`"
    ) {
      try $0.nothing(); return .ask(.closedForms)
    },
    CommandEntry(
      ["differences"], "",
      "find the first node whose recorded numbers differ from those computed here, and say what the "
        + "difference looks like"
    ) {
      try $0.nothing(); return .ask(.differences)
    },
    CommandEntry(["reach"], "[NODE]", completing: .node, "show what depends on a node") {
      .ask(.reach(of: $0.names.first))
    },
  ]

  private static let modes: [CommandEntry] = [
    CommandEntry(
      ["jacobian"], "[NODE [BY]]", completing: .node,
      "show a node's derivatives with respect to every input, or to one node, as a matrix and "
        + "its factors"
    ) {
      .ask(.jacobian(of: $0.names.first, by: $0.names.second))
    },
    CommandEntry(
      ["local"], "[NODE]", completing: .node,
      "show a node's derivatives with respect to its operands, as matrices"
    ) {
      .ask(.localJacobians(of: $0.names.first))
    },
    CommandEntry(
      ["costs"], "[NODE]", completing: .node,
      "compare the sweeps and operations each mode needs for the derivatives with respect to all "
        + "inputs"
    ) {
      .ask(.costs(of: $0.names.first))
    },
    CommandEntry(
      ["check"], "",
      "check adjoints against finite differences, and mark each input with the verdict"
    ) {
      try $0.nothing(); return .check
    },
    CommandEntry(
      ["engine"],
      "set | stale | eager | wrong-point | no-local | no-upstream | sign | transposed | no-mean | off",
      completing: .choice,
      "run a backward sweep with a mistake in it beside the right one, and show where they first "
        + "differ"
    ) {
      .useEngine(try $0.required("the name of a mistake, or off,"))
    },
    CommandEntry(
      ["dual"], "[NODE]", completing: .node,
      "show a node's value and tangent as a matrix; `set duals on` does so at every event"
    ) {
      .ask(.duals(of: $0.names.first))
    },
    CommandEntry(
      ["swell"], "[NODE [BY]]", completing: .node,
      "show a node and its derivative written out, next to what the graph shares"
    ) {
      .ask(.swell(of: $0.names.first, by: $0.names.second))
    },
    CommandEntry(
      ["augmented"], "",
      "show the statement that computes each node's adjoint beside the one that computes its value"
    ) {
      try $0.nothing(); return .ask(.augmented)
    },
    CommandEntry(
      ["hvp"], "[DIRECTION]", completing: .node,
      "step through the Hessian times a direction, forward over reverse: `hvp x=1,y=0`"
    ) {
      .hessianProduct(along: $0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(
      ["derivative"], "[forward]",
      "step through the derivative as a program: the adjoints, or the tangents that forward mode computes"
    ) { text in
      guard text.rest.isEmpty || text.restText == "forward" else {
        throw text.failure("type derivative or derivative forward")
      }
      return .derivative(isForward: text.restText == "forward")
    },
    CommandEntry(["return"], "", "return from hvp or derivative to where you were") {
      try $0.nothing(); return .leaveDetour
    },
    CommandEntry(
      ["recheck"], "",
      "compute a single-precision program again in double, and show how far apart the numbers are"
    ) {
      try $0.nothing(); return .ask(.doubled)
    },
    CommandEntry(
      ["image"], "[NUMBER]", "show the network on another image: the next one, or that of a number"
    ) { text in
      guard let number = try text.numbers().first else { return .showImage(.by(1)) }
      return .showImage(.number(number))
    },
  ]

  private static let lessons: [CommandEntry] = [
    CommandEntry(
      ["lesson"], "next | back | hint | restart | PAGE",
      "in a lesson: go on or back, show a hint, begin again, or open a page"
    ) { text in
      switch text.rest.isEmpty ? "next" : text.restText {
      case "next": return .lesson(.next)
      case "back": return .lesson(.previous)
      case "hint": return .lesson(.hint)
      case "restart": return .lesson(.restart)
      case let page:
        guard let number = Int(page) else {
          throw text.failure("type next, back, hint, restart or the number of a page")
        }
        return .lesson(.page(number))
      }
    },
    CommandEntry(
      ["answer"], "[ANSWER]", "in a lesson: answer the question; ? says that you are not sure"
    ) {
      .answer($0.rest.isEmpty ? nil : $0.restText)
    },
  ]

  private static let files: [CommandEntry] = [
    CommandEntry(
      ["save", "save!"], "[FILE]",
      "save program, values, breakpoints, watches and position; `save! FILE` replaces any file"
    ) {
      .save($0.rest.isEmpty ? nil : $0.restText, replacing: $0.nameText.hasSuffix("!"))
    },
    CommandEntry(
      ["export", "export!"], "svg FILE",
      "write a picture of the graph as it is now; `export! svg FILE` replaces any file"
    ) { text in
      let (format, path) = try text.pair("svg", "the name of a file")
      guard format == "svg" else {
        throw text.failure("only svg can be written here; type export svg FILE")
      }
      return .exportPicture(path, replacing: text.nameText.hasSuffix("!"))
    },
    CommandEntry(["source"], "FILE", "run the commands in a file, line by line") {
      .source(try $0.required("the name of a file"))
    },
    CommandEntry(
      ["help"], "[COMMAND]", completing: .command,
      "list the commands, or explain one; help functions lists the functions"
    ) {
      .help($0.rest.isEmpty ? nil : $0.restText)
    },
    CommandEntry(["quit", "exit"], "", "quit") {
      try $0.nothing(); return .quit
    },
  ]
}

extension CommandTable {
  private static func counted(
    _ names: [String], gdb: [String] = [], _ command: DebuggerCommand, _ help: String
  ) -> CommandEntry {
    CommandEntry(names, "[COUNT]", gdb: gdb, help) { text in
      command.counted(max(try text.numbers().first ?? 1, 0))
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
        throw text.failure("type the name of a node after accumulate")
      }
      let name = String(words[1])
      return .setBreakpoint(
        .accumulation(name.nameInQuotes ?? name), isTemporary: isTemporary)
    }
    return .breakOn(condition, isTemporary: isTemporary)
  }

  private static func descent(_ text: CommandText) throws(CommandFailure) -> DebuggerCommand {
    var words = text.words.map(String.init)[...]
    guard let rate = words.popFirst().flatMap({ Double($0) }), rate.isFinite, rate != 0 else {
      throw text.failure("type a rate and how many steps, as in descend 0.1 20")
    }
    let first = words.first ?? ""
    let isCount = first.first.map { $0.isNumber || $0 == "-" } ?? false
    let count = isCount ? Int(words.removeFirst()) : 1
    guard let count, (1...100_000).contains(count) else {
      throw text.failure("the number of steps is from 1 to 100000, as in descend 0.1 20")
    }
    let names = words.flatMap { $0.split(separator: ",") }.map(String.init)
    return .descend(rate: rate, count: count, inputs: names)
  }

  private static func quantity(
    _ function: String, _ text: CommandText
  ) throws(CommandFailure) -> DebuggerCommand {
    let typed = try text.required("the name of a node")
    let bracket = typed.firstBracketOutsideOfQuotes ?? typed.endIndex
    let (name, indices) = (typed[..<bracket], typed[bracket...])
    return .print("\(function)(\(String(name).spelledArgument))\(indices)")
  }
}

extension String {
  /// The name of a node as an argument of a function; what is typed in quotes stays so.
  fileprivate var spelledArgument: String { nameInQuotes == nil ? spelledName : self }

  /// The text for a cell of a Markdown table.
  fileprivate var escapingBars: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
