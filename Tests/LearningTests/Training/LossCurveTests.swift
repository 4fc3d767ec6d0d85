import Testing

@testable import Learning

/// A record of an endless run: it stays small, and what it tells stays true.
@Suite struct LossCurveTests {
  private static func point(_ number: Int, _ loss: Float) -> TrainingRecord.LossPoint {
    .init(
      moment: .init(epoch: Double(number) / 100, step: number * 9, seconds: Double(number) / 8),
      loss: loss, rate: 0.1)
  }

  /// Losses that fall, with a spike here and there.
  private static func loss(_ number: Int) -> Float {
    let spike: Float = number % 7919 == 5000 ? 40 : 0
    return 2 / (1 + Float(number) / 500) + Float(number * 37 % 101) / 1000 + spike
  }

  private static func curve(_ count: Int) -> LossCurve {
    var curve = LossCurve()
    for number in 1...count { curve.add(point(number, loss(number))) }
    return curve
  }

  @Test func `points stay as they were measured until the curve is full`() {
    let curve = Self.curve(LossCurve.capacity)
    #expect(curve.points == (1...LossCurve.capacity).map { Self.point($0, Self.loss($0)) })
  }

  @Test(arguments: [4097, 8191, 8192, 8193, 100_003])
  func `a long curve tells of each stretch its mean, its extremes and its end`(_ count: Int) {
    let curve = Self.curve(count)
    #expect(curve.points.count <= LossCurve.capacity)
    #expect(curve.points.count >= LossCurve.capacity / 2)
    #expect(curve.points.map(\.parts).reduce(0, +) == count)
    #expect(Set(curve.points.dropLast().map(\.parts)).count == 1)
    var end = 0
    for point in curve.points {
      let numbers = end + 1...end + point.parts
      let losses = numbers.map { Self.loss($0) }
      #expect(point.least == losses.min() && point.greatest == losses.max())
      let mean = losses.reduce(0.0) { $0 + Double($1) } / Double(losses.count)
      #expect(abs(Double(point.loss) - mean) <= 1e-6 * mean)
      end += point.parts
      #expect(point.moment.step == end * 9)
    }
  }

  @Test func `a curve that is read again goes on as the whole one would`() {
    let whole = Self.curve(20_000)
    var resumed = LossCurve(Self.curve(9_999).points)
    for number in 10_000...20_000 { resumed.add(Self.point(number, Self.loss(number))) }
    #expect(resumed == whole)
  }

  @Test func `examinations are thinned at equal distances, and the last is always there`() {
    var record = TrainingRecord()
    for epoch in 0...10_001 {
      record.add(
        .init(
          moment: .init(epoch: Double(epoch), step: epoch * 9, seconds: 0),
          result: Examination(
            loss: Float(epoch), accuracy: 0.5, confusion: ConfusionMatrix(classes: 10))))
      #expect(record.tests.last?.result.loss == Float(epoch))
      #expect(record.tests.last?.result.confusion != nil)
    }
    #expect(record.tests.count <= TrainingRecord.greatestTestCount)
    #expect(record.tests.count >= TrainingRecord.greatestTestCount / 2)
    #expect(record.tests.dropLast().allSatisfy { $0.result.confusion == nil })
    let epochs = record.tests.dropLast().map(\.epoch)
    let distances = Set(zip(epochs, epochs.dropFirst()).map { $1 - $0 })
    #expect(epochs.first == 0 && distances == [8])
  }
}
