package import Formula

/// What can be undone: the program with the values of its inputs, and what was changed beside it.
package struct WhatIfState: Equatable, Sendable {
  /// The program with the values of its inputs.
  package let program: Program
  /// What is changed beside it.
  package let whatIf: WhatIf

  /// A program and what is changed beside it.
  package init(program: Program, whatIf: WhatIf) {
    self.program = program
    self.whatIf = whatIf
  }
}
