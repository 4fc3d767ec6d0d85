import Learning

/// One step of the run that is looked at: the rows of its minibatch, or how a weight was updated.
struct StepSight: Hashable, Sendable {
  /// The number of the step, counted from 1.
  let number: Int
  /// What was replayed; `nil` until that is done.
  var step: ReplayedStep?
  /// Why it cannot be shown.
  var problem: String?
  /// Whether the whole minibatch is to be opened as soon as it is there.
  var opensWhole = false
  /// The chosen row, by its place among those that are sorted by their share of the loss.
  var place = 0
  /// The weight whose update is looked at; `nil` for the rows.
  var weight: Weight?
  /// Whether the algorithm stands beside it, with its present line marked.
  var showsAlgorithm = false

  /// One element of a parameter.
  struct Weight: Hashable, Sendable {
    var parameter: Int
    var element: Int
  }

  init(_ number: Int) { self.number = number }

  /// The chosen row.
  var row: ReplayedStep.Row? {
    guard let rows = step?.rowsByShare, rows.indices.contains(place) else { return nil }
    return rows[place]
  }
}

/// What a key means while a step is looked at.
package enum StepCommand: Hashable, Sendable {
  case left, right, up, down, open, openMinibatch, update, algorithm, previousParameter,
    nextParameter
  case previousStep, nextStep, help, leave, redraw, quit
}

extension ReplayedStep {
  /// The element of a parameter that the update moved farthest.
  func mostMoved(ofParameter index: Int) -> Int? {
    guard before.indices.contains(index), after.indices.contains(index) else { return nil }
    let moves = zip(before[index].elements, after[index].elements).map { abs($1 - $0) }
    return moves.indices.max { moves[$0] < moves[$1] }
  }
}
