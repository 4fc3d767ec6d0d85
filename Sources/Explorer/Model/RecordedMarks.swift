import Autodiff
import Formula
import Inquiry
import Presentation

/// The nodes whose recorded numbers differ from those computed here.
struct RecordedMarks: Equatable, Sendable {
  let report: DifferenceReport
  private let byNode: [NodeID: [NodeDifference]]

  /// `nil` where nothing was recorded.
  ///
  /// - Complexity: two sweeps, and the work of the nodes that differ.
  init?(_ program: Program, _ names: NodeNames) {
    guard let report = try? DifferenceReport(recordedOf: program, names: names) else { return nil }
    self.report = report
    byNode = Dictionary(grouping: report.faults + report.consequences, by: \.node)
  }

  /// What differs of a node that has been computed so far, that which begins there first.
  func difference(of node: NodeID, at timeline: Run) -> NodeDifference? {
    byNode[node]?.first { timeline.isComplete($0.quantity, node) }
  }

  /// What differs of one of a node's numbers.
  func difference(of quantity: Quantity, _ node: NodeID) -> NodeDifference? {
    byNode[node]?.first { $0.quantity == quantity }
  }
}

extension Run {
  /// Whether nothing will change about the node's numbers any more.
  fileprivate func isComplete(_ quantity: Quantity, _ node: NodeID) -> Bool {
    guard quantity == .adjoint else { return has(quantity, node) }
    return switch adjointState(of: node) {
    case .complete: true
    case .none: has(.adjoint, node)
    case .pending, .stale, .partial: false
    }
  }
}
