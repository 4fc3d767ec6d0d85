/// The gradient of every parameter, added up from its parts.
struct GradientSum: Sendable {
  private(set) var parameters: [[Float]]

  init(counts: [Int]) { parameters = counts.map { Array(repeating: 0, count: $0) } }

  mutating func accumulate(
    _ gradient: UnsafeBufferPointer<Float>, ofParameter parameter: Int, from start: Int,
    isFirst: Bool
  ) {
    parameters[parameter].withUnsafeMutableBufferPointer { sum in
      let count = min(sum.count - start, gradient.count)
      if isFirst {
        for index in 0..<count { sum[start + index] = gradient[index] }
      } else {
        for index in 0..<count { sum[start + index] += gradient[index] }
      }
    }
  }
}
