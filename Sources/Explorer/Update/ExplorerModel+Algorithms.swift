import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Shows an algorithm whose steps the events are, or none.
  mutating func showAlgorithm(_ choice: AlgorithmChoice) throws(CommandFailure) -> Reply {
    switch choice {
    case .named(let wanted):
      try prepare(for: wanted)
      algorithm = wanted
    case .next: algorithm = nextAlgorithm
    case .none: algorithm = nil
    }
    requestDrawing()
    resetCamera()
    return Reply(line: algorithm.map { "algorithm \($0.rawValue)" } ?? "no algorithm")
  }

  private var nextAlgorithm: Algorithm? {
    let all = Algorithm.all(for: timeline)
    guard let algorithm, let place = all.firstIndex(of: algorithm) else { return all.first }
    return all.indices.contains(place + 1) ? all[place + 1] : nil
  }

  /// Goes to a mode in which the steps of an algorithm happen, and sees to it that there are any.
  private mutating func prepare(for algorithm: Algorithm) throws(CommandFailure) {
    guard AlgorithmSteps(algorithm, in: timeline.graph) != nil else {
      throw CommandFailure(
        "there is no layer φ(W @ v + b) in this program; type algorithm parents")
    }
    if algorithm == .tangents, mode == .reverse { try change(to: .forward) }
    if algorithm != .tangents, mode == .forward { try change(to: .reverse) }
  }
}
