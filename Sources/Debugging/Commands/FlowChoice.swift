/// Which way the graph is drawn, as `set flow` names it.
package enum FlowChoice: String, CaseIterable, Hashable, Sendable {
  /// As it fits best.
  case auto
  /// From left to right.
  case right
  /// From the top down.
  case down
  /// From left to right in bands, as many as it takes to fit.
  case wrap
}
