import Autodiff
import Inquiry

/// A network that is looked at as units, and the unit that is selected.
struct UnitsPane: Hashable, Sendable {
  let network: UnitNetwork
  var place: UnitNetwork.Place
  /// The example whose numbers are shown, where several go through the network at once.
  var example = 0
  /// Which units are shown of columns that do not fit.
  var ranking: UnitRanking

  /// Selects the unit of a column that gives the most, as far as a run has come to its end.
  init(_ network: UnitNetwork, at run: Run, column: Int? = nil, unit: Int? = nil) {
    let column = min(max(column ?? network.columnCount - 1, 0), network.columnCount - 1)
    self.network = network
    let numbers = UnitNumbers(network, in: run)
    let first = UnitRanking(around: .init(column: column, unit: 0), numbers)
    let units = 0..<network.unitCount(column)
    // Of few units the first one is as good as any, and easier to find.
    let chosen = unit ?? (units.count <= 4 ? 0 : first.strongest(column, numbers) ?? 0)
    place = .init(column: column, unit: units.contains(chosen) ? chosen : 0)
    ranking = UnitRanking(around: place, numbers)
  }
}

/// What a key means while units are shown; all other keys mean what they always do.
package enum UnitsCommand: Hashable, Sendable {
  case left, right, up, down, previousExample, nextExample, lookInside, leave
}

extension UnitsPane {
  /// Selects the unit beside, above or below; at an edge the selection stays.
  mutating func move(_ command: UnitsCommand) {
    switch command {
    case .left: moveColumn(by: -1)
    case .right: moveColumn(by: 1)
    case .up: place.unit = max(place.unit - 1, 0)
    case .down: place.unit = min(place.unit + 1, network.unitCount(place.column) - 1)
    case .previousExample: example = max(example - 1, 0)
    case .nextExample: example = min(example + 1, network.exampleCount - 1)
    case .lookInside, .leave: break
    }
  }

  /// Goes to the unit of the next column that matters most to the one that was selected.
  private mutating func moveColumn(by step: Int) {
    let column = place.column + step
    guard (0..<network.columnCount).contains(column) else { return }
    place = .init(column: column, unit: ranking.order[column].first ?? 0)
  }
}
