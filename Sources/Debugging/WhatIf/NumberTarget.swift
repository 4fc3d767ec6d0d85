package import Autodiff
package import Formula
package import Inquiry
import Syntax

/// What a number is given to: a node, or some elements of one, as in `W[0, 1]` or `W[:, 0]`.
package struct NumberTarget {
  /// The node, or the one whose elements are meant.
  package let node: NodeID
  /// The node's name as it is typed.
  package let name: String
  /// All that was typed.
  package let text: String
  /// The shape of what is chosen.
  package let shape: Shape
  /// The places of the chosen elements in row-major order; `nil` for all of the node.
  private let places: [Int]?

  /// Reads a name, with or without indices; `origin` is what errors call it.
  package init(_ text: String, origin: String, in scope: StateScope) throws(CommandFailure) {
    self.text = text
    guard let bracket = text.firstBracketOutsideOfQuotes, scope.node(named: text) == nil else {
      node = try scope.existingNode(text)
      (name, places) = (scope.spelling(of: node), nil)
      shape = scope.program.graph.shape(of: node)
      return
    }
    let node = try scope.existingNode(String(text[..<bracket]))
    name = scope.spelling(of: node)
    guard text[bracket...].isOneBracket else {
      throw CommandFailure(
        "indices come after a name here, as in \(name)[0]", at: bracket..<text.endIndex, of: text)
    }
    // Indices mean what they mean in a program: they are asked for the numbers of the elements.
    let whole = scope.program.graph.shape(of: node)
    var expression = try scope.expression(name + text[bracket...], origin: origin)
    let chosen = expression.value { reference in
      reference.node == node ? .places(in: whole) : scope.program.inputTensors[reference.node]
    }
    guard case .number(let chosen) = chosen else {
      throw CommandFailure(
        "an index must be a number, as in \(name)[0]", at: bracket..<text.endIndex, of: text)
    }
    self.node = node
    shape = chosen.shape
    places = chosen.elements.compactMap(Int.init(exactly:))
  }

  /// Whether all of the node is meant.
  package var isWhole: Bool { places == nil }

  /// The place of the only element that is meant.
  package var element: Int? {
    guard let places else { return shape.isScalar ? 0 : nil }
    return places.count == 1 ? places[0] : nil
  }

  /// The node's numbers with others in the chosen places. `part` has the target's shape.
  package func replacing(in whole: Tensor<Double>, by part: Tensor<Double>) -> Tensor<Double> {
    guard let places else { return part }
    var elements = whole.elements
    for (place, element) in zip(places, part.elements) where elements.indices.contains(place) {
      elements[place] = element
    }
    return Tensor(elements, shape: whole.shape) ?? whole
  }
}

extension Tensor<Double> {
  /// As many zeros as a shape counts.
  package static func zeros(_ shape: Shape) -> Tensor {
    Tensor(Array(repeating: 0, count: shape.count), shape: shape) ?? Tensor(0)
  }

  /// The number of each element, counted from 0, in its place.
  fileprivate static func places(in shape: Shape) -> Tensor {
    Tensor((0..<shape.count).map(Double.init), shape: shape) ?? Tensor(0)
  }
}

extension String {
  /// Where the indices behind a name begin.
  var firstBracketOutsideOfQuotes: Index? {
    var quotes = QuoteScanner()
    return indices.first { !quotes.isInside(after: self[$0]) && self[$0] == "[" }
  }
}

extension Substring {
  /// Whether the text is one pair of brackets with what they hold.
  fileprivate var isOneBracket: Bool {
    var depth = 0
    for index in indices {
      depth += self[index] == "[" ? 1 : self[index] == "]" ? -1 : 0
      if depth == 0 { return self.index(after: index) == endIndex }
    }
    return false
  }
}
