import Autodiff
import Formula
import Learning

/// A number of a run that answers and texts can speak of, by its name.
enum RunFigure: String, CaseIterable {
  case loss, testLoss, accuracy, deadUnits, rate, step, epoch

  /// What is put before a name that stands for the number where the page before has ended.
  static let before = "before."

  /// The names as help lists them.
  static var names: String {
    allCases.map(\.rawValue).joined(separator: ", ")
      + ", as its screen shows them after then:, and \(before)loss as the page before left it"
  }

  /// The names, for expressions over them.
  static let scope: StateScope? = {
    let names = allCases.flatMap { [$0.rawValue, before + $0.rawValue] }
    let text = names.map { "\($0) = 1" }.joined(separator: "\n")
    return (try? Program(text)).map { StateScope($0) }
  }()

  /// What it is after a step; `nil` where there is no such number yet.
  func value(in figures: RunFigures) -> Double? {
    switch self {
    case .loss: figures.loss
    case .testLoss: figures.testLoss
    case .accuracy: figures.accuracy
    case .deadUnits: figures.deadUnits.map { Double($0) }
    case .rate: figures.rate
    case .step: Double(figures.step)
    case .epoch: figures.epoch
    }
  }
}
