import Autodiff

/// The units of a rectifier that let nothing through: those whose output is 0, of a minibatch in every row.
struct OffUnits {
  private let off: [Int]
  private let units: Int
  private let rows: Int

  /// Counts along the last axis of a node's value; `nil` where it has no units to be counted.
  init?(of node: NodeID, in run: Run) {
    let value = run.value(of: node)
    guard let units = value.shape.extents.last, units > 0 else { return nil }
    self.units = units
    rows = value.elements.count / units
    off = (0..<units).filter { unit in
      stride(from: unit, to: value.elements.count, by: units).allSatisfy { value.elements[$0] == 0 }
    }
  }

  /// `31 of 32 units of a1 are off in all 256 rows: 0–6, 8–31`; `nil` where none is.
  func words(_ name: String) -> String? {
    guard !off.isEmpty else { return nil }
    let inRows = rows > 1 ? " in all \(rows) rows" : ""
    guard off.count < units else {
      return units == 1
        ? "\(name) is off\(inRows)" : "all \(units) units of \(name) are off\(inRows)"
    }
    let verb = off.count == 1 ? "is" : "are"
    return "\(off.count) of \(units) units of \(name) \(verb) off\(inRows): \(Self.ranges(off))"
  }

  /// `0–6, 8, 10–31`, the first ones of many.
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let texts = ranges.prefix(12).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    return texts.joined(separator: ", ") + (ranges.count > 12 ? " …" : "")
  }
}
