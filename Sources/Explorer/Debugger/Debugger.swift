import Formula

/// What the user asked the explorer to look for, to show and to change, by names of the program, so
/// that it survives an edit.
struct Debugger: Sendable {
  var breakpoints = BreakpointList()
  var watches = WatchList()
  var whatIf = WhatIf()
  var checks = LeafChecks()
  /// What was typed on the command line, oldest first.
  var history: [String] = []
  /// Where one is in going round operands or users.
  var cycle: Cycle?
  /// What can be taken back, oldest first, and what can be made again.
  var past: [WhatIfState] = []
  var future: [WhatIfState] = []
  /// How fast an animation goes, as a place in the list of pauses.
  var speed = 2
  /// The file that the session is kept in.
  var sessionPath: String?
  /// Whether the last key was to quit, and was asked about.
  var hasAskedToQuit = false
  /// The program's text as it was opened or saved last.
  var savedText: String?
  /// What goes on by itself.
  var activity: Activity?
  /// The text that was last looked for.
  var sought: String?
}

extension Debugger {
  /// Looks all names up anew, in another program; its names are only gone through when there are any.
  mutating func resolve(in scope: @autoclosure () -> StateScope) {
    guard !breakpoints.all.isEmpty || !watches.all.isEmpty else { return }
    let scope = scope()
    breakpoints.resolve(in: scope)
    watches.resolve(in: scope)
  }
}

/// Something that goes on by itself until it is done or interrupted.
enum Activity: Hashable, Sendable {
  /// Events that happen one after another, with a pause before each.
  case animation
  /// A run to the next breakpoint, in slices, so that it can be interrupted; so many stops are to
  /// come.
  case run(isForward: Bool, stops: Int)
}
