package import Autodiff
package import Formula
import Syntax

extension StateScope {
  /// The node of a name; throws, with the name that was probably meant, when there is none.
  package func existingNode(_ name: String) throws(CommandFailure) -> NodeID {
    if let node = node(named: name) { return node }
    let advice =
      nearest(to: name).map { "did you mean \($0)?" }
      ?? "the program has \(allNames.prefix(8).joined(separator: ", "))"
      + (allNames.count > 8 ? ", ..." : "")
    throw CommandFailure("no node is called '\(name.nameInQuotes ?? name)'; \(advice)")
  }

  /// Reads an expression over the state.
  package func expression(
    _ text: String, origin: String
  ) throws(CommandFailure) -> StateExpression {
    do {
      return try StateExpression(text, origin: origin, in: self)
    } catch {
      throw CommandFailure(error)
    }
  }
}
