import Basics
import Testing

@testable import Learning

/// A step that is measured moves parameters as one that is not, bit for bit.
@Suite struct MeasuredStepTests {
  @Test(arguments: [OptimizerKind.sgd, .momentum, .nesterov, .adam], [1, 2, 3])
  func `measuring changes nothing and measures rightly`(
    _ kind: OptimizerKind, threads: Int
  ) throws {
    let count = 5003
    var generator = SplitMix64(seed: 5)
    func numbers() -> [Float] {
      (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    }
    var plain = try #require(kind.optimizer(momentum: 0.9, counts: [count]))
    var measured = try #require(kind.optimizer(momentum: 0.9, counts: [count]))
    var (one, other) = (numbers(), [Float]())
    other = one
    let scratch = Scratch.allocate(capacity: count)
    defer { scratch.deallocate() }
    scratch.initialize(repeating: 0)
    for _ in 0..<4 {
      let (parts, old) = ((0..<threads).map { _ in numbers() }, one)
      for (number, part) in parts.enumerated() {
        part.withUnsafeBufferPointer {
          plain.accumulate($0, ofParameter: 0, from: 0, isFirst: number == 0)
        }
      }
      one.withUnsafeMutableBufferPointer { plain.move($0, ofParameter: 0, from: 0, rate: 0.1) }
      plain.finishStep()
      let squares = Self.step(&measured, parts, &other, scratch)
      #expect(one == other)
      let sum = (0..<count).map { place in parts.reduce(0) { $0 + $1[place] } }
      let change = zip(one, old).map { $0 - $1 }
      for (found, wanted) in [
        (squares.old, dot(old, old)), (squares.gradient, dot(sum, sum)),
        (squares.change, dot(change, change)),
      ] {
        #expect(abs(found - wanted) <= 1e-5 * wanted)
      }
    }
  }

  @Test func `squares beyond single precision are still added up`() throws {
    for size in [1e-25, 1e25] as [Float] {
      var optimizer: any Optimizer = MomentumDescent(momentum: 0.9, counts: [100])
      var weights = [Float](repeating: size, count: 100)
      let scratch = Scratch.allocate(capacity: 100)
      defer { scratch.deallocate() }
      scratch.initialize(repeating: 0)
      let squares = Self.step(
        &optimizer, [[Float](repeating: size, count: 100)], &weights, scratch)
      let wanted = 100 * Double(size) * Double(size)
      #expect(abs(squares.gradient - wanted) < 1e-6 * wanted)
      #expect(abs(squares.change - 0.01 * wanted) < 1e-6 * wanted)
    }
  }

  private static func step(
    _ optimizer: inout any Optimizer, _ parts: [[Float]], _ weights: inout [Float],
    _ scratch: Scratch
  ) -> StepSquares {
    let own = parts.map { part in
      let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: part.count)
      _ = copy.initialize(from: part)
      return copy
    }
    defer { for copy in own { copy.deallocate() } }
    let squares = weights.withUnsafeMutableBufferPointer {
      optimizer.measuredStep(
        own.map { UnsafeBufferPointer($0) }, $0, ofParameter: 0, rate: 0.1, scratch: scratch)
    }
    optimizer.finishStep()
    return squares
  }
}
