import Autodiff

/// Everything one can tell the explorer, whether by a key, on the command line, with `--command`, in
/// a start-up or session file, or line by line in plain mode.
package enum DebuggerCommand: Hashable, Sendable {
  /// What a key does, so many times.
  case press(ExplorerCommand, count: Int)
  case goTo(Int)
  case setBreakpoint(Breakpoint.Condition, isTemporary: Bool)
  /// A condition of which only the program can say whether it is a node or an expression.
  case breakOn(String, isTemporary: Bool)
  case deleteBreakpoints([Int])
  case enableBreakpoints([Int], Bool)
  case ignoreBreakpoint(Int, count: Int)
  case info(InfoTopic)
  case print(String)
  case watch(String)
  case unwatch(Int?)
  /// Sets an input, overrides a computed node or chooses an option.
  case set(name: String, value: String)
  /// Lets an overridden node be computed again; without a name, all of them.
  case release(String?)
  case seed(node: String, value: String)
  case nudge(node: String, by: String)
  case edit(String)
  case ask(Question)
  /// Checks the adjoints of the inputs against differences.
  case check
  /// Opens the derivative as a program.
  case derivative
  /// Opens the product of the Hessian with a direction.
  case hessianProduct(along: String?)
  /// Goes back to the program from which another was opened.
  case leaveDetour
  case find(String)
  case select(String)
  case list
  /// Without a path, where it was saved last.
  case save(String?)
  /// Puts a picture of the whole graph, at the present position, into a file.
  case exportPicture(String)
  case source(String)
  case help(String?)
}

/// What `info` can tell about.
package enum InfoTopic: String, CaseIterable, Hashable, Sendable {
  case breaks, watches, overrides, program
}

/// A question about the whole run, answered by positions in time.
package enum Question: Hashable, Sendable {
  /// Where the first number that is not finite came from, and where it went.
  case whyNotFinite
  /// Who contributed to the adjoint of a node, the largest first.
  case contributions(to: String?)
  /// All paths from a node to the output or another node.
  case paths(from: String?, to: String?)
  /// Where the adjoint fades on its way from the output to a node.
  case signal(to: String?)
  /// What depends on a node.
  case reach(of: String?)
  /// The derivatives of a node's elements by those of another, or of all inputs, as a matrix.
  case jacobian(of: String?, by: String?)
  /// The derivatives of a node by each of its operands, as matrices.
  case localJacobians(of: String?)
  /// What the derivatives of a node by all inputs cost in each mode.
  case costs(of: String?)
  /// A node and its derivative written out, next to what the graph shares.
  case swell(of: String?, by: String?)
  /// A node's value and tangent as one matrix, and its operation on such matrices.
  case duals(of: String?)
}

/// What a command has to say.
package struct Reply: Hashable, Sendable {
  /// What the lines are about, for the frame around them.
  package var title = ""
  package var lines: [AnswerLine] = []
  /// The line that is chosen at first.
  package var chosen = 0
  /// What is to be done outside the explorer's model.
  package var effects: [Effect] = []
  /// Matrices to look at.
  package var sheet: MatrixSheet?

  package init() {}

  init(_ title: String, _ lines: [AnswerLine], chosen: Int = 0) {
    self.title = title
    self.lines = lines
    self.chosen = chosen
  }

  init(effects: [Effect]) {
    self.effects = effects
  }

  init(_ sheet: MatrixSheet) {
    self.sheet = sheet
  }
}
