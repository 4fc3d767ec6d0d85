import Autodiff
import Presentation
import Syntax
import TextCanvas

/// Elements that come of others at places which are worked out: in batches of matrices, under a kernel
/// or a window of an image, or by an index.
extension ElementTeller {
  /// The row and the column of one of the products of a batch, multiplied place by place.
  func batchedProduct(_ node: NodeID, _ element: Int) -> ElementStory {
    let operands = graph.operands(of: node)
    let (left, right) = (graph.shape(of: operands[0]), graph.shape(of: operands[1]))
    let marks = graph.attributes(of: node)
    let isTransposed = (marks.first == 1, marks.dropFirst().first == 1)
    let place = graph.shape(of: node).indices(of: element)
    let (batch, row, column) = (place.dropLast(2), place[place.count - 2], place[place.count - 1])
    let inner = left.extents[left.rank - (isTransposed.0 ? 2 : 1)]
    let (a, b) = (values(operands[0]), values(operands[1]))
    let terms = (0..<inner).map { step in
      let first = left.element(at: batch + (isTransposed.0 ? [step, row] : [row, step]))
      let second = right.element(at: batch + (isTransposed.1 ? [column, step] : [step, column]))
      return term((label(operands[0], first), a[first]), (label(operands[1], second), b[second]))
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is a row times a column of its matrices: "
            + inner.counted("product"))
      ], terms: terms)
  }

  /// The elements of the image under a kernel, each times the kernel's element that lies on it.
  func convolved(_ node: NodeID, _ element: Int) -> ElementStory {
    let operands = graph.operands(of: node)
    let (image, kernel) = (values(operands[0]), values(operands[1]))
    let pairs = pairs(ofConvolution: node, element)
    let terms = pairs.map { place, weight in
      term((label(operands[0], place), image[place]), (label(operands[1], weight), kernel[weight]))
    }
    let channels = graph.shape(of: operands[1]).rank == 4 ? ", in all channels it sees" : ""
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the image under the kernel times it\(channels): "
            + pairs.count.counted("product"))
      ], terms: terms)
  }

  /// The elements of image and kernel that are multiplied for one of the response.
  private func pairs(ofConvolution node: NodeID, _ element: Int) -> [(image: Int, kernel: Int)] {
    let operands = graph.operands(of: node)
    let (image, kernel) = (graph.shape(of: operands[0]), graph.shape(of: operands[1]))
    guard let steps = try? ConvolutionSteps(graph.attributes(of: node)), image.rank >= 2 else {
      return []
    }
    let place = graph.shape(of: node).indices(of: element)
    let (y, x) = (place[place.count - 2], place[place.count - 1])
    let response = place.count > 2 ? place[place.count - 3] : 0
    let channels = kernel.rank == 4 ? kernel.extents[1] : 1
    let responses = kernel.rank == 4 ? kernel.extents[0] : 1
    let firstChannel = response / max(responses / steps.groups, 1) * channels
    var pairs: [(image: Int, kernel: Int)] = []
    for channel in 0..<channels {
      for row in 0..<kernel.extents[kernel.rank - 2] {
        for column in 0..<kernel.extents[kernel.rank - 1] {
          let (imageRow, imageColumn) = steps.place(of: (y, x), under: (row, column))
          guard (0..<image.extents[image.rank - 2]).contains(imageRow),
            (0..<image.extents[image.rank - 1]).contains(imageColumn)
          else { continue }
          let front =
            place.count > 3 ? [place[0], firstChannel + channel] : [firstChannel + channel]
          let source = (image.rank > 2 ? front : []) + [imageRow, imageColumn]
          let weight = (kernel.rank == 4 ? [response, channel] : []) + [row, column]
          pairs.append((image.place(at: source), kernel.place(at: weight)))
        }
      }
    }
    return pairs
  }

  /// The elements of a window, of which the largest was taken or the mean.
  func pooled(_ node: NodeID, _ element: Int) -> ElementStory {
    guard let operand = graph.operands(of: node).first,
      var probe = OperationProbe(node, in: timeline)
    else { return ElementStory([]) }
    let numbers = values(operand)
    guard graph.operation(of: node) == .averagePool2d else {
      return largest(of: window(node, element), operand, node, element)
    }
    var seed = [Double](repeating: 0, count: graph.shape(of: node).count)
    seed[element] = 1
    let shares = probe.contribution(of: seed, toOperand: 0) ?? []
    let terms = shares.indices.filter { shares[$0] != 0 }.map { place in
      ElementStory.Term(
        label: label(operand, place), numbers: "·\(NumberText.short(shares[place]))",
        amount: timeline.precision.rounded(numbers[place] * shares[place]))
    }
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the mean of a window of \(terms.count.counted("element")):")
      ], terms: terms)
  }

  /// The places of the image in a window.
  private func window(_ node: NodeID, _ element: Int) -> [Int] {
    guard let operand = graph.operands(of: node).first else { return [] }
    let (shape, attributes) = (graph.shape(of: operand), graph.attributes(of: node))
    let size = attributes.first ?? 2
    let numbers = attributes.count > 1 ? attributes : [size, size, size, size, 0, 0, 0]
    let place = graph.shape(of: node).indices(of: element)
    let starts = (0..<2).map { axis in
      place[place.count - 2 + axis] * numbers[2 + axis] - numbers[4 + axis]
    }
    let inside = (0..<2).map { axis in
      max(starts[axis], 0)..<min(starts[axis] + numbers[axis], shape.extents[shape.rank - 2 + axis])
    }
    return inside[0].flatMap { row in
      inside[1].map { shape.place(at: place.dropLast(2) + [row, $0]) }
    }
  }

  private func largest(
    of places: [Int], _ operand: NodeID, _ node: NodeID, _ element: Int
  ) -> ElementStory {
    let numbers = values(operand)
    let sorted = places.enumerated().sorted { first, second in
      let (a, b) = (numbers[first.element], numbers[second.element])
      if a.isNaN || b.isNaN { return a.isNaN && !b.isNaN }
      return a > b || (a == b && first.offset < second.offset)
    }.map(\.element)
    guard let top = sorted.first else { return ElementStory([]) }
    let equals = places.count { numbers[$0] == numbers[top] }
    let ties = equals > 1 ? ", the first of \(equals) that are largest" : ""
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) = \(label(operand, top)), the largest of a window of "
            + "\(places.count.counted("element"))\(ties):")
      ]
        + sorted.prefix(8).map {
          StyledText("  \(label(operand, $0)) = \(NumberText.short(numbers[$0]))")
        })
  }

  /// An element that was taken at the place an index says.
  func taken(_ node: NodeID, _ element: Int) -> ElementStory {
    let operands = graph.operands(of: node)
    guard operands.count == 2, let index = index(of: node, element) else { return ElementStory([]) }
    let number = values(operands[1])[index]
    let words = "\(label(operands[1], index)) = \(NumberText.short(number))"
    guard let source = origin(of: node, element) else {
      return ElementStory([
        StyledText("\(label(node, element)) is NaN: the index \(words) is no place of the axis")
      ])
    }
    return ElementStory([
      StyledText("\(label(node, element)) = \(label(operands[0], source.element))"),
      StyledText("  the index \(words)", .muted),
    ])
  }

  /// Which of the indices an element was taken by.
  private func index(of node: NodeID, _ element: Int) -> Int? {
    let operands = graph.operands(of: node)
    guard operands.count == 2 else { return nil }
    guard graph.operation(of: node) == .indexSelect else { return element }
    let (axis, indices) = (graph.attributes(of: node).first ?? 0, graph.shape(of: operands[1]))
    let place = graph.shape(of: node).indices(of: element)
    return indices.place(at: Array(place[axis..<axis + indices.rank]))
  }

  /// Where an element was taken from; `nil` where its index is no place.
  func takenPlace(_ node: NodeID, _ element: Int) -> Int? {
    let operands = graph.operands(of: node)
    guard let index = index(of: node, element) else { return nil }
    let (shape, indices) = (graph.shape(of: operands[0]), graph.shape(of: operands[1]))
    let isSelect = graph.operation(of: node) == .indexSelect
    let axis = graph.attributes(of: node).first ?? (isSelect ? 0 : shape.rank - 1)
    guard let number = Int(exactly: values(operands[1])[index]),
      shape.extents.indices.contains(axis), (0..<shape.extents[axis]).contains(number)
    else { return nil }
    var place = graph.shape(of: node).indices(of: element)
    if isSelect { place.replaceSubrange(axis..<axis + indices.rank, with: [number]) }
    place[axis] = number
    return shape.place(at: place)
  }

  /// The parts that were added up at one place, by the indices.
  func added(_ node: NodeID, _ element: Int) -> ElementStory {
    guard let operand = graph.operands(of: node).first,
      var probe = OperationProbe(node, in: timeline)
    else { return ElementStory([]) }
    var seed = [Double](repeating: 0, count: graph.shape(of: node).count)
    seed[element] = 1
    let shares = probe.contribution(of: seed, toOperand: 0) ?? []
    guard !shares.contains(where: \.isNaN) else {
      return ElementStory([
        StyledText("\(label(node, element)) is NaN: an index is no place of the axis")
      ])
    }
    let sources = shares.indices.filter { shares[$0] != 0 }
    guard !sources.isEmpty else {
      return ElementStory([
        StyledText("\(label(node, element)) = 0: no element of \(text.names[operand]) is put there")
      ])
    }
    let numbers = values(operand)
    return ElementStory(
      [
        StyledText(
          "\(label(node, element)) is the sum of what is put there, "
            + "\(sources.count.counted("element")):")
      ],
      terms: sources.map {
        ElementStory.Term(label: label(operand, $0), numbers: "", amount: numbers[$0])
      })
  }

  /// The elements of a result that move with one of an operand, as the operation itself says.
  func moved(by element: Int, ofOperand place: Int, _ node: NodeID) -> [Int] {
    guard var probe = OperationProbe(node, in: timeline) else { return [] }
    var direction = [Double](
      repeating: 0, count: graph.shape(of: graph.operands(of: node)[place]).count)
    direction[element] = 1
    let tangent = probe.tangent(alongOperand: place, direction) ?? []
    return tangent.indices.filter { tangent[$0] != 0 }
  }
}

extension Shape {
  /// The element with these indices, one for each axis.
  fileprivate func place(at indices: [Int]) -> Int {
    zip(extents, indices).reduce(0) { $0 * $1.0 + $1.1 }
  }
}
