import Autodiff
import Learning

/// The visible units of a machine: what describes an example and, where it learns labels, too, a unit for
/// each class, of which that of the true one is on.
struct MachineRows {
  /// The number of classes; 0 where it learns no labels.
  let classes: Int

  /// The states of the visible units for the examples at some places, row by row.
  func visible(_ examples: Examples, _ places: ArraySlice<Int32>) -> [Float] {
    let inputs = examples.inputs(places)
    guard classes > 0, let images = examples.images else { return inputs }
    let width = examples.inputsPerExample
    var rows: [Float] = []
    rows.reserveCapacity(places.count * (width + classes))
    for (row, place) in places.enumerated() {
      rows += inputs[row * width..<(row + 1) * width]
      rows += label(Int(images.labels[Int(place)]))
    }
    return rows
  }

  /// Puts the same where the rows are to lie.
  func gather(
    _ examples: Examples, _ places: ArraySlice<Int32>, into rows: UnsafeMutableBufferPointer<Float>
  ) {
    guard classes > 0 else { return examples.gatherInputs(places, into: rows) }
    _ = rows.update(fromContentsOf: visible(examples, places))
  }

  /// The units of a label.
  func label(_ number: Int) -> [Float] { (0..<classes).map { $0 == number ? 1 : 0 } }
}

/// Tells classes apart by the free energy of an image with each of the labels:
/// `p(y | x) = exp(-F(x, y)) / Σ exp(-F(x, k))`.
struct EnergyClassifier {
  private static let blockRows = 100

  private let machine: BoltzmannMachine<Float>
  private let rows: MachineRows

  init(_ machine: BoltzmannMachine<Float>, _ rows: MachineRows) {
    self.machine = machine
    self.rows = rows
  }

  /// How well it does; its loss is the mean of `-log p(y | x)`.
  func examination(on data: Examples) throws(GraphError) -> Examination {
    var tally = ExaminationTally(classes: rows.classes)
    guard let images = data.images else { return tally.examination }
    for start in stride(from: 0, to: images.count, by: Self.blockRows) {
      let range = start..<min(start + Self.blockRows, images.count)
      let scores = try scores(of: data, range)
      tally.add(loss: loss(scores, images.labels[range]), rows: range.count)
      tally.add(scores: scores, of: images, from: start)
    }
    return tally.examination
  }

  /// `-F(x, y)` for each example and each label, an example after the other.
  func scores(of data: Examples, _ range: Range<Int>) throws(GraphError) -> [Float] {
    let (inputs, width) = (data.inputs(range), data.inputsPerExample)
    var states: [Float] = []
    states.reserveCapacity(range.count * rows.classes * machine.visible)
    for row in 0..<range.count {
      for label in 0..<rows.classes {
        states += inputs[row * width..<(row + 1) * width]
        states += rows.label(label)
      }
    }
    var energy = try FreeEnergy(machine, rows: range.count * rows.classes)
    return try energy(states).map { -$0 }
  }

  private func loss(_ scores: [Float], _ labels: ArraySlice<UInt8>) -> Float {
    var sum = 0.0
    for (row, label) in labels.enumerated() {
      let line = scores[row * rows.classes..<(row + 1) * rows.classes].map { Double($0) }
      guard let peak = line.max(), line.indices.contains(Int(label)) else { continue }
      let total = line.reduce(0) { $0 + Double.exp($1 - peak) }
      sum += peak + Double.log(total) - line[Int(label)]
    }
    return Float(sum / Double(max(labels.count, 1)))
  }
}
