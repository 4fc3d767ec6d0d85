/// The median of the last numbers of a row that goes on.
///
/// Adding a number allocates nothing once so many have been added as it holds.
struct RunningMedian: Sendable {
  private let capacity: Int
  /// In the order in which they came, the oldest at `next` once there are as many as it holds.
  private var recent: [Double] = []
  private var sorted: [Double] = []
  private var next = 0

  /// Requires: `capacity` is at least 1.
  init(of capacity: Int) {
    self.capacity = capacity
    recent.reserveCapacity(capacity)
    sorted.reserveCapacity(capacity + 1)
  }

  var count: Int { recent.count }

  /// The lower of the two in the middle when there are two; `nil` before the first number.
  var median: Double? { sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2] }

  /// Adds a number, unless it is NaN, and forgets the oldest beyond the capacity.
  mutating func add(_ number: Double) {
    guard !number.isNaN else { return }
    if recent.count < capacity {
      recent.append(number)
    } else {
      sorted.remove(at: place(of: recent[next]))
      recent[next] = number
      next = (next + 1) % capacity
    }
    sorted.insert(number, at: place(of: number))
  }

  /// The first place whose number is not less.
  private func place(of number: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The mean of the last numbers of a row that goes on, and of as many before them.
struct RunningStrips: Sendable {
  private let length: Int
  private var recent: [Double] = []
  private var next = 0

  init(of length: Int) {
    self.length = length
    recent.reserveCapacity(2 * length)
  }

  /// The means of the earlier and the later strip; `nil` until both are full.
  var means: (earlier: Double, later: Double)? {
    guard recent.count == 2 * length else { return nil }
    var sums = (0.0, 0.0)
    for place in 0..<length {
      sums.0 += recent[(next + place) % (2 * length)]
      sums.1 += recent[(next + length + place) % (2 * length)]
    }
    return (sums.0 / Double(length), sums.1 / Double(length))
  }

  mutating func add(_ number: Double) {
    guard recent.count == 2 * length else { return recent.append(number) }
    recent[next] = number
    next = (next + 1) % (2 * length)
  }
}
