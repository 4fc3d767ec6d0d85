/// A node of a graph, by its place in the order of evaluation.
public struct NodeID: Hashable, Comparable, Sendable {
  let rawValue: Int32

  init(_ index: Int) {
    rawValue = Int32(truncatingIfNeeded: index)
  }

  init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The place of the node in the order of evaluation, counted from 0.
  public var index: Int { Int(rawValue) }

  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}

extension NodeID: CustomStringConvertible {
  public var description: String { "#\(index)" }
}
