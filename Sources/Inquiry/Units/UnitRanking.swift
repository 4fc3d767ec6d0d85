/// Which units of a network matter most to one of them, so that of a wide layer the strongest are shown.
///
/// Before the unit these are the ones with the largest terms of its sum, and of theirs; behind it those with
/// the largest terms of its error. With numbers of the end of a run the order stays as one steps through time.
package struct UnitRanking: Hashable, Sendable {
  /// The units of each column, the strongest first.
  package let order: [[Int]]

  /// The order around a unit.
  package init(around focus: UnitNetwork.Place, _ numbers: UnitNumbers) {
    let network = numbers.network
    var order = (0..<network.columnCount).map { Array(0..<network.unitCount($0)) }
    order[focus.column].removeAll { $0 == focus.unit }
    order[focus.column].sort(by: numbers.outputs(focus.column))
    order[focus.column].insert(focus.unit, at: 0)
    for column in stride(from: focus.column - 1, through: 0, by: -1) {
      let next = UnitNetwork.Place(column: column + 1, unit: order[column + 1][0])
      order[column].sort(by: numbers.terms(into: next))
    }
    for column in stride(from: focus.column + 1, to: network.columnCount, by: 1) {
      order[column].sort(by: numbers.errors(column, from: order[column - 1][0]))
    }
    self.order = order
  }

  /// The unit of a column that gives the most.
  package func strongest(_ column: Int, _ numbers: UnitNumbers) -> Int? {
    let outputs = numbers.outputs(column)
    return outputs.indices.max { outputs[$0] < outputs[$1] }
  }
}

extension UnitNumbers {
  /// How large the terms of a unit's sum are.
  fileprivate func terms(into unit: UnitNetwork.Place) -> [Double] {
    (0..<network.unitCount(unit.column - 1)).map { input in
      let weight = weight(from: input, to: unit).known ?? 0
      return weight * (output(.init(column: unit.column - 1, unit: input)).known ?? 0)
    }
  }

  /// How large the terms are that the units of a column add to the derivative by one of the column before.
  fileprivate func errors(_ column: Int, from input: Int) -> [Double] {
    (0..<network.unitCount(column)).map { unit in
      let place = UnitNetwork.Place(column: column, unit: unit)
      return (weight(from: input, to: place).known ?? 0) * (error(place).known ?? 1)
    }
  }

  func outputs(_ column: Int) -> [Double] {
    (0..<network.unitCount(column)).map { output(.init(column: column, unit: $0)).known ?? 0 }
  }
}

extension [Int] {
  /// Sorts places by how large a number is, those that are not numbers first; equal ones keep their order.
  fileprivate mutating func sort(by numbers: [Double]) {
    let sizes = numbers.map { $0.isNaN ? Double.infinity : $0.magnitude }
    sort { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
  }
}
