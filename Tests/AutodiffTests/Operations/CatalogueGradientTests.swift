import Autodiff
import TestSupport
import Testing

@Suite struct CatalogueGradientTests {
  static let cases = Autodiff.Operation.allCases.flatMap(\.cases)

  @Test(arguments: cases)
  func `both derivatives agree with differences, one another and both precisions`(
    _ operationCase: OperationCase
  ) throws {
    // What is rounded, or recorded, has a derivative that differences do not see.
    switch operationCase.operation.smoothness {
    case .rounding, .recorded: return
    case .smooth, .kinked, .stepwise: break
    }
    for seed in [UInt64(1), 2] {
      let found = try operationCase.checker(seed: seed).disagreements()
      for disagreement in found.prefix(5) {
        Issue.record("\(operationCase.testDescription), seed \(seed): \(disagreement)")
      }
    }
  }

  @Test(arguments: Autodiff.Operation.allCases)
  func `every operation that computes something has cases`(_ operation: Autodiff.Operation) {
    #expect(operation.cases.isEmpty == Autodiff.Operation.leaves.contains(operation))
  }
}
