/// A box to place: its size in cells and the number of operands that enter on its left.
package struct LayoutNode: Equatable, Sendable {
  /// The width in cells, borders included.
  package var width: Int
  /// The height in cells, borders included.
  package var height: Int
  /// How many operands the box takes; each enters at a row of its own while the inner rows suffice.
  package var ports: Int

  /// A box of the given size.
  package init(width: Int, height: Int, ports: Int) {
    self.width = width
    self.height = height
    self.ports = ports
  }
}

extension LayoutNode {
  /// The longest side a box can have; a longer one is cut, so that no sum of sizes can overflow.
  static let longestSide = 1 << 15

  /// The same box with sides that can be drawn.
  var clamped: LayoutNode {
    LayoutNode(
      width: min(max(width, 1), Self.longestSide), height: min(max(height, 1), Self.longestSide),
      ports: min(max(ports, 0), Self.longestSide))
  }

  /// The rows between the borders, or the only rows of a box too low to have any.
  private var innerRows: Range<Int> { height >= 3 ? 1..<(height - 1) : 0..<1 }

  /// The row, counted from the top of the box, at which the output leaves: the middle inner row,
  /// the upper of two.
  package var outputRow: Int { innerRows.lowerBound + (innerRows.count - 1) / 2 }

  /// The row, counted from the top of the box, at which an operand enters.
  ///
  /// Operands take neighbouring rows about the middle, in order, so that a single operand enters
  /// where the output leaves and a chain is a straight line. What exceeds the rows shares the last.
  package func inputRow(ofPort port: Int) -> Int {
    let used = min(max(ports, 1), innerRows.count)
    let first = innerRows.lowerBound + (innerRows.count - used) / 2
    return first + min(max(port, 0), used - 1)
  }
}

/// A line to draw from the output of one box to an operand of another.
package struct LayoutEdge: Equatable, Sendable {
  /// The index of the node whose value flows.
  package var source: Int
  /// The index of the node that uses it.
  package var target: Int
  /// Which operand of the target it is, from 0.
  package var port: Int
  /// The cells wanted for a label on the run into the target, 0 for none.
  package var labelWidth: Int

  /// An edge between two nodes of the list that is laid out.
  package init(source: Int, target: Int, port: Int, labelWidth: Int = 0) {
    self.source = source
    self.target = target
    self.port = port
    self.labelWidth = labelWidth
  }
}

/// The distances a drawing keeps.
package struct LayoutOptions: Equatable, Sendable {
  /// The least number of columns between the boxes of neighbouring layers.
  package var layerGap: Int
  /// The least number of rows between two boxes of a layer.
  package var nodeGap: Int
  /// The least number of rows between a box and a line that passes it.
  package var wireGap: Int
  /// How many bends trunks may have in the layers they pass before the longest ones go to lanes
  /// outside; `nil` for as many as can be placed in reasonable time.
  var trunkBudget: Int?

  /// Distances that suit a terminal; each can be set apart.
  package init(layerGap: Int = 4, nodeGap: Int = 1, wireGap: Int = 0) {
    self.layerGap = layerGap
    self.nodeGap = nodeGap
    self.wireGap = wireGap
  }

  /// The same options with distances that can be kept.
  var clamped: LayoutOptions {
    let allowed = 0...LayoutNode.longestSide
    var options = self
    options.layerGap = layerGap.clamped(to: allowed)
    options.nodeGap = nodeGap.clamped(to: allowed)
    options.wireGap = wireGap.clamped(to: allowed)
    return options
  }
}

extension Int {
  /// The nearest number in the range.
  func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
