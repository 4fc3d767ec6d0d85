package import Formula

/// What can be undone: the program with the values of its inputs, and what was changed beside it.
package struct WhatIfState: Equatable, Sendable {
  /// The program with the values of its inputs.
  package let program: Program
  /// What is changed beside it.
  package let whatIf: WhatIf
  /// The descent that another change ended; within a descent it is not kept for every step.
  package var descent: Descent?
  /// At which step of a descent the program is.
  package var step: Int?

  /// A program and what is changed beside it.
  package init(program: Program, whatIf: WhatIf, descent: Descent? = nil, step: Int? = nil) {
    self.program = program
    self.whatIf = whatIf
    (self.descent, self.step) = (descent, step)
  }
}
