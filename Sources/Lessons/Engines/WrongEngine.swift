/// A reverse sweep with one mistake in it, such as people make by hand and in their own engines.
///
/// Run beside the right one, it shows what the mistake does; and where a wrong answer is the number
/// that an engine gives, the mistake has a name.
package enum WrongEngine: String, CaseIterable, Hashable, Sendable {
  /// Each contribution overwrites what was there.
  case set
  /// The inputs start from what the previous sweep left.
  case stale
  /// A node's adjoint is passed on whenever something has arrived, as in a naive recursion.
  case eager
  /// The slope of a function is taken where its chain begins: `f′(x)` for `f′(g(x))`.
  case wrongPoint = "wrong-point"
  /// The upstream adjoint is passed on as it is.
  case noLocal = "no-local"
  /// The local partial is passed on as it is.
  case noUpstream = "no-upstream"
  /// Rules that are known for their sign have the other one.
  case sign
  /// A matrix stands where its transpose belongs.
  case transposed
  /// The adjoint of a mean goes whole to each element.
  case noMean = "no-mean"

  /// What went wrong, as the predicate of a sentence: "You kept only the last contribution."
  package var mistake: String {
    switch self {
    case .set: "kept only the last contribution"
    case .stale: "did not clear the adjoints of the previous sweep"
    case .eager: "passed an adjoint on before it was complete"
    case .wrongPoint: "took a derivative at the wrong point: f′(x) where f′(g(x)) belongs"
    case .noLocal: "forgot the local partial: the upstream adjoint was passed on unchanged"
    case .noUpstream: "forgot the upstream adjoint: only the local partial was passed on"
    case .sign: "got the sign of a local partial wrong, as in cos′ = sin"
    case .transposed: "used a matrix where its transpose belongs"
    case .noMean: "forgot the 1/n of a mean"
    }
  }

  /// The same where the mistake was made at every step on the way, as far as that reads otherwise.
  package var mistakeThroughout: String {
    self == .noLocal ? "forgot every local partial: the seed was passed on unchanged" : mistake
  }

  /// What a program has in which the mistake shows: "It would take a mean."
  var need: String {
    switch self {
    case .set: "a node with two contributions that are not 0"
    case .stale: "an input whose adjoint is not 0"
    case .eager: "a computed node that receives two contributions and passes them on"
    case .wrongPoint: "a function of a computed node, such as sin(x^2)"
    case .noLocal: "a local partial other than 1"
    case .noUpstream: "an upstream adjoint other than 1"
    case .sign: "a difference, a quotient, a sine or a cosine"
    case .transposed: "a product with a matrix that is not its own transpose"
    case .noMean: "a mean of several numbers"
    }
  }
}
