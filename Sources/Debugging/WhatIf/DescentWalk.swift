package import Autodiff
package import Formula
package import Inquiry

/// Moves the inputs of a program that are no data against their adjoints, step by step, in the precision
/// of the program.
package struct DescentWalk {
  private var run: Run
  private var program: Program
  private let whatIf: WhatIf
  /// The inputs that move: those that the output is computed from and that are no data.
  private let moving: [NodeID]

  /// Prepares for steps from where a program is.
  ///
  /// - Parameter chosen: The inputs that move; all where there are none.
  package init(
    _ program: Program, _ whatIf: WhatIf, moving chosen: [NodeID] = []
  ) throws(CommandFailure) {
    guard program.graph.shape(of: program.output).count == 1 else {
      throw CommandFailure(
        "only a single number can be made smaller; type output and an element first, as in output "
          + "\(StateScope(program).spelling(of: program.output))[0]")
    }
    do throws(GraphError) {
      var run = try whatIf.timeline(of: program, mode: .reverse)
      run.seek(to: run.count)
      self.run = run
    } catch {
      throw CommandFailure("\(error)")
    }
    (self.program, self.whatIf) = (program, whatIf)
    let end = run
    moving = program.inputs.map(\.node).filter { node in
      let isReached = !end.contributions(to: node).isEmpty || node == program.output
      return isReached && program.graph.hasAdjoint(node)
        && (chosen.isEmpty || chosen.contains(node))
    }
    guard !moving.isEmpty else {
      throw CommandFailure("there is no input to move: what the output depends on is data")
    }
  }

  /// The output where the inputs are now.
  package var loss: Double { run.value(of: program.output).elements[0] }

  /// Takes a step against the gradient.
  ///
  /// - Parameter last: The step before, from which gradients are left over where nobody clears them.
  package mutating func step(
    rate: Double, clearing: Bool, after last: Descent.Step
  ) throws(CommandFailure) -> Descent.Step {
    let moves = moving.map { node in
      move(node, rate: rate, keeping: clearing ? nil : last.moves.first { $0.node == node })
    }
    let new: Program
    do {
      new = try program.moving(Dictionary(moves.map { ($0.node, $0.after) }) { first, _ in first })
    } catch {
      throw CommandFailure(error)
    }
    do throws(GraphError) {
      try whatIf.change(&run, from: program, to: new)
    } catch {
      throw CommandFailure("\(error)")
    }
    program = new
    return Descent.Step(program: new, loss: loss, moves: moves, rate: rate)
  }

  private func move(_ node: NodeID, rate: Double, keeping former: Descent.Move?) -> Descent.Move {
    let before = run.value(of: node).elements
    let fresh = run.adjoint(of: node).elements
    let kept = former?.gradient ?? fresh.map { _ in 0 }
    // Rounded after each operation, as arithmetic in the program's own precision is.
    let round = program.precision.rounded
    let gradient = zip(kept, fresh).map { round($0 + $1) }
    let after = zip(before, gradient).map { round($0 - round(round(rate) * $1)) }
    return Descent.Move(
      node: node, before: before, kept: kept, fresh: fresh, gradient: gradient, after: after,
      sweeps: (former?.sweeps ?? 0) + 1)
  }
}
