import Autodiff
import TestSupport
import Testing

@Suite struct CatalogueGradientTests {
  static let cases = Autodiff.Operation.allCases.flatMap(\.cases)

  @Test(arguments: cases)
  func `both derivatives agree with differences, one another and both precisions`(
    _ operationCase: OperationCase
  ) throws {
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
