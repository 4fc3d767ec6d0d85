package import Autodiff
package import Formula
import Inquiry
import Syntax

/// A condition under which a run through time stops.
///
/// It is kept by the names of the program, so that it survives an edit.
package struct Breakpoint: Equatable, Sendable {
  /// What is waited for.
  package enum Condition: Hashable, Sendable {
    /// Any event of a node: `break a`.
    case node(String)
    /// A contribution to the adjoint of a node: `break accumulate w`.
    case accumulation(String)
    /// A NaN or an infinity that comes from finite numbers: `break nan`.
    case notFinite
    /// An expression that becomes true: `break |adj(h)| > 1e3`.
    case expression(String)
  }

  /// The number by which it is called.
  package let number: Int
  /// What is waited for.
  package let condition: Condition
  /// Whether it goes with its first hit.
  package let isTemporary: Bool
  /// Whether a run stops at it.
  package var isEnabled = true
  /// How many more hits are passed over.
  package var ignored = 0
  /// How often a run stopped at it.
  package internal(set) var hits = 0
  /// How the condition is noticed; `nil` when the program has no such node any more.
  package var trigger: Trigger?
}

extension Breakpoint.Condition: CustomStringConvertible {
  /// The condition as it is typed behind `break`.
  package var description: String {
    switch self {
    case .node(let name): name.spelledName
    case .accumulation(let name): "accumulate \(name.spelledName)"
    case .notFinite: "nan"
    case .expression(let text): text
    }
  }
}

extension Breakpoint {
  /// What it waits for.
  package var words: String {
    switch condition {
    case .node(let name): "events of \(name)"
    case .accumulation(let name): "each contribution to \(name)"
    case .notFinite: "a NaN or ∞ originates"
    case .expression(let text): "\(text) becomes true"
    }
  }
}

/// A breakpoint's condition, looked up in a program.
package enum Trigger: Equatable, Sendable {
  case node(NodeID)
  case accumulation(NodeID)
  case notFinite
  case expression(StateExpression)

  /// Looks up a condition; throws what is wrong with it.
  init(
    _ condition: Breakpoint.Condition, in scope: StateScope
  ) throws(CommandFailure) {
    switch condition {
    case .node(let name): self = .node(try scope.existingNode(name))
    case .accumulation(let name): self = .accumulation(try scope.existingNode(name))
    case .notFinite: self = .notFinite
    case .expression(let text):
      let expression = try scope.expression(text, origin: "break")
      guard !expression.references.isEmpty else {
        throw CommandFailure("'\(text)' never changes; name a node, as in adj(x) > 1")
      }
      self = .expression(expression)
    }
  }
}

extension StateExpression {
  /// Whether it is true: any of its elements is neither 0 nor missing nor NaN.
  mutating func isTrue(at timeline: Run) -> Bool {
    guard case .number(let number) = value({ timeline.number($0) }) else { return false }
    return number.elements.contains { $0 != 0 && !$0.isNaN }
  }

  /// Whether an event can change it; `target` is the node that receives the event's contribution.
  func isTouched(by event: Event, target: NodeID?) -> Bool {
    references.contains { reference in
      switch (event, reference.quantity) {
      case (.value(let node), .value), (.value(let node), .tangent), (.value(let node), .partial):
        reference.node == node
      case (.seed, .adjoint): true
      case (.contribution, .adjoint): reference.node == target
      case (.tangent(let node), .tangent), (.tangentSeed(let node), .tangent):
        reference.node == node
      case (.value, _), (.seed, _), (.contribution, _), (.tangent, _), (.tangentSeed, _): false
      }
    }
  }
}
