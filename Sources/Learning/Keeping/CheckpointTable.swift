/// A tensor of a checkpoint that holds rows of numbers: how it is written, and how it is read again.
struct CheckpointTable {
  /// What it is called in the file.
  let name: String
  /// How many numbers a row has; files of earlier versions may have fewer.
  let width: Int
  let earlierWidths: [Int]
  /// The rows to be written.
  let rows: (Checkpoint) -> [[Double]]
  /// Takes rows over, each of one of the widths.
  let read: ([[Double]], inout Checkpoint) -> Void

  private init(
    _ name: String, width: Int, earlierWidths: [Int] = [],
    _ rows: @escaping (Checkpoint) -> [[Double]],
    read: @escaping ([[Double]], inout Checkpoint) -> Void
  ) {
    self.name = name
    self.width = width
    self.earlierWidths = earlierWidths
    self.rows = rows
    self.read = read
  }

  /// All tables, in the order in which they are read.
  static var all: [CheckpointTable] {
    [
      CheckpointTable("record.losses", width: 8, earlierWidths: [5]) {
        $0.progress.record.losses.map(\.numbers)
      } read: {
        $1.progress.record.losses = $0.map { .init(numbers: $0) }
      },
      CheckpointTable("record.tests", width: 5) {
        $0.progress.record.tests.map(\.numbers)
      } read: {
        $1.progress.record.tests = $0.map { .init(numbers: $0) }
      },
      CheckpointTable("record.epochs", width: 1) {
        $0.progress.record.epochLoss.map { [[Double($0)]] } ?? []
      } read: {
        $1.progress.record.epochLoss = $0.last.map { Float($0[0]) }
      },
    ]
  }
}

extension TrainingRecord.Moment {
  fileprivate var numbers: [Double] { [epoch, Double(step), seconds] }

  /// Reads what begins with what `numbers` wrote.
  fileprivate init(numbers: [Double]) {
    self.init(epoch: numbers[0], step: Int(exactly: numbers[1]) ?? 0, seconds: numbers[2])
  }
}

extension TrainingRecord.LossPoint {
  fileprivate var numbers: [Double] {
    moment.numbers + [sum, Double(rate), Double(parts), Double(least), Double(greatest)]
  }

  /// Reads what `numbers` wrote, or the five numbers of a file from before points were merged.
  fileprivate init(numbers: [Double]) {
    let moment = TrainingRecord.Moment(numbers: numbers)
    if numbers.count < 8 {
      self.init(moment: moment, loss: Float(numbers[3]), rate: Float(numbers[4]))
    } else {
      let parts = min(max(numbers[5].isNaN ? 1 : numbers[5], 1), 1e9)
      self.init(
        moment: moment, rate: Float(numbers[4]), parts: Int(parts), sum: numbers[3],
        least: Float(numbers[6]), greatest: Float(numbers[7]))
    }
  }
}

extension TrainingRecord.TestPoint {
  /// An accuracy that is none is NaN.
  fileprivate var numbers: [Double] {
    moment.numbers + [Double(result.loss), result.accuracy ?? .nan]
  }

  /// Reads what `numbers` wrote.
  fileprivate init(numbers: [Double]) {
    let accuracy = numbers[4].isNaN ? nil : numbers[4]
    self.init(
      moment: .init(numbers: numbers),
      result: Examination(loss: Float(numbers[3]), accuracy: accuracy))
  }
}
