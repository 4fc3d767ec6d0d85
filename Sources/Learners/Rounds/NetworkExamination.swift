import Autodiff
import Learning

/// Tests a network that is a row of parameters.
struct NetworkExamination {
  private let examiner: Examiner
  private let data: Examples

  init(_ plan: NetworkPlan, on data: Examples) throws(GraphError) {
    examiner = try Examiner(plan)
    self.data = data
  }

  func run(_ parameters: [[Float]]) throws(GraphError) -> Examination {
    for (index, elements) in parameters.enumerated() {
      try examiner.setParameter(index, to: elements)
    }
    return try examiner.examine(data)
  }
}

/// The mean of some numbers, and how far they spread around it.
func meanAndSpread(of numbers: [Float]) -> (mean: Double, spread: Double) {
  let count = Double(max(numbers.count, 1))
  let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
  let squares = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
  return (mean, (squares / count).squareRoot())
}
