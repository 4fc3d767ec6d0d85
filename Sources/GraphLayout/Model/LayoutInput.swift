/// A box to place: its size in cells and the number of operands that enter on its left.
package struct LayoutNode: Equatable, Sendable {
  /// The width in cells, borders included.
  package var width: Int
  /// The height in cells, borders included.
  package var height: Int
  /// How many operands the box takes; each enters at a row of its own while the inner rows suffice.
  package var ports: Int
  /// The rows from one operand to the next, as far as the box has them.
  var portStep = 1
  /// The rows of the box that are kept free below each operand, for a label beside its line.
  var labelRows = 0

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
    var node = self
    node.width = width.clamped(to: 1...Self.longestSide)
    node.height = height.clamped(to: 1...Self.longestSide)
    node.ports = ports.clamped(to: 0...Self.longestSide)
    return node
  }

  /// The rows between the borders, or all rows of a box too low to have any.
  private var innerRows: Range<Int> { height >= 3 ? 1..<(height - 1) : 0..<height }

  /// The row, counted from the top of the box, at which the output leaves: the middle inner row,
  /// the upper of two.
  package var outputRow: Int { firstRow(ofSpan: 1) }

  /// The row, counted from the top of the box, at which an operand enters.
  ///
  /// Operands take rows about the middle, in order, so that a single operand enters where the
  /// output leaves and a chain is a straight line. What exceeds the rows shares the last.
  package func inputRow(ofPort port: Int) -> Int {
    let used = min(max(ports, 1), innerRows.count)
    let room = innerRows.count - 1 - max(labelRows - 1, 0)
    let step = used > 1 ? portStep.clamped(to: 1...max(room / (used - 1), 1)) : 1
    return firstRow(ofSpan: (used - 1) * step + 1) + min(max(port, 0), used - 1) * step
  }

  /// Whether every operand has the free rows that were asked for.
  var hasLabelRows: Bool {
    let ports = max(ports, 1)
    return height - 2 >= (ports - 1) * portStep + labelRows
  }

  /// Where so many rows begin that lie about the middle, with room for a label below the last.
  private func firstRow(ofSpan span: Int) -> Int {
    let middle = innerRows.lowerBound + (innerRows.count - span) / 2
    return max(min(middle, height - labelRows - span), innerRows.lowerBound)
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
  /// The least number of columns between a box and the first track behind it.
  package var lead: Int
  /// How many bends trunks may have in the layers they pass before the longest ones go to lanes
  /// outside; `nil` for as many as can be placed in reasonable time.
  var trunkBudget: Int?

  /// Distances that suit a terminal; each can be set apart.
  package init(layerGap: Int = 3, nodeGap: Int = 1, wireGap: Int = 0, lead: Int = 1) {
    self.layerGap = layerGap
    self.nodeGap = nodeGap
    self.wireGap = wireGap
    self.lead = lead
  }

  /// The same options with distances that can be kept.
  var clamped: LayoutOptions {
    let allowed = 0...LayoutNode.longestSide
    var options = self
    options.layerGap = layerGap.clamped(to: allowed)
    options.nodeGap = nodeGap.clamped(to: allowed)
    options.wireGap = wireGap.clamped(to: allowed)
    options.lead = lead.clamped(to: allowed)
    return options
  }
}

extension Int {
  /// The nearest number in the range.
  func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
