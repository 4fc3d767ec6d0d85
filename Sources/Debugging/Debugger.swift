package import Autodiff
package import Formula

/// What the user asked the explorer to look for, to show and to change, by names of the program, so
/// that it survives an edit.
package struct Debugger: Equatable, Sendable {
  /// Where runs stop.
  package var breakpoints = BreakpointList()
  /// What is shown at every position.
  package var watches = WatchList()
  /// What is changed beside the program.
  package var whatIf = WhatIf()
  /// What a gradient check found.
  package var checks = LeafChecks()
  /// What was typed on the command line, oldest first.
  package var history: [String] = []
  /// The position in the cycle through operands or consumers.
  package var cycle: Cycle?
  /// What can be undone, oldest first, and what can be made again.
  package var past: [WhatIfState] = []
  /// What can be made again, the next one last.
  package var future: [WhatIfState] = []
  /// The steps of a descent, as long as nothing else changes the program.
  package var descent: Descent?
  /// Whether gradients are cleared before each step of a descent.
  package var clearsGradients = true
  /// How fast an animation goes, as a place in the list of pauses.
  package var speed = 2
  /// The file that the session is kept in.
  package var sessionPath: String?
  /// Whether the last key was to quit, and was asked about.
  package var hasAskedToQuit = false
  /// What the program was made from when it was opened or saved last.
  package var saved: Program.Writing?
  /// What continues by itself.
  package var activity: Activity?
  /// The text that was last looked for.
  package var sought: String?

  /// Nothing has been asked for.
  package init() {}
}

extension Debugger {
  /// Looks all names up again, in another program; its names are only gone through when there are
  /// any.
  package mutating func resolve(in scope: @autoclosure () -> StateScope) {
    guard !breakpoints.all.isEmpty || !watches.all.isEmpty else { return }
    let scope = scope()
    breakpoints.resolve(in: scope)
    watches.resolve(in: scope)
  }
}

/// Something that continues by itself until it is done or interrupted.
package enum Activity: Hashable, Sendable {
  /// Events that happen one after another, with a pause before each.
  case animation
  /// A run to the next breakpoint, in slices, so that it can be interrupted; so many stops are to
  /// come.
  case run(isForward: Bool, stops: Int)
  /// Steps of a descent, in slices; so many are to come.
  case descent(rate: Double, steps: Int, of: Int, inputs: [NodeID])
}
