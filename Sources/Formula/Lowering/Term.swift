import Autodiff
import Syntax

/// What an expression of a program has become.
///
/// Numbers become nodes only when an operation needs them, so that `-2` is one literal, `x^2` a
/// square, and `x[0]` leaves no 0 behind in the graph.
enum Term {
  /// A literal number.
  case number(Double)
  /// A number that counts the turns of a loop, or is computed of such: known while loops are
  /// written out, so that `x[i + 1]` and `i/2` leave nothing behind in the graph.
  case known(Double)
  /// A literal array, by its place in the lowering's list of them.
  case array(Int)
  case node(NodeID)
  /// Nothing, for an error that has been noted.
  case refused

  var isRefused: Bool {
    if case .refused = self { true } else { false }
  }
}
