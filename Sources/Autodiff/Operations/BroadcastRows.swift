/// The rows of a broadcast result and where each operand's elements for that row lie.
///
/// This is the one place that knows how broadcasting walks through memory; a rule that runs over the
/// rows undoes the broadcasting of an operand by adding to the same place more than once.
///
/// The geometry holds the number of axes, their extents, then for each operand its strides: 0 along
/// an axis on which the operand is repeated. Neighbouring axes that every operand walks through in
/// step are merged, so that operands of equal shape make a single row.
struct BroadcastRows {
  private let numbers: UnsafePointer<Int>
  private let operandCount: Int

  init(_ geometry: UnsafePointer<Int>, operandCount: Int) {
    numbers = geometry
    self.operandCount = operandCount
  }

  /// The extents of the axes, without the innermost, are `numbers[1..<axisCount]`.
  private var axisCount: Int { numbers[0] }

  private func strides(_ operand: Int) -> UnsafePointer<Int> {
    numbers + 1 + axisCount * (operand + 1)
  }

  /// Calls `body` for each row in order of memory.
  @inline(__always)
  func forEach(_ body: (BroadcastRow) -> Void) {
    let innermost = axisCount - 1
    let length = numbers[1 + innermost]
    var rowCount = 1
    for axis in 0..<innermost { rowCount *= numbers[1 + axis] }
    for index in 0..<rowCount {
      var row = BroadcastRow(result: index * length, length: length)
      for operand in 0..<operandCount {
        let strides = strides(operand)
        row.set(operand, offset: offset(of: index, strides), stride: strides[innermost])
      }
      body(row)
    }
  }

  private func offset(of row: Int, _ strides: UnsafePointer<Int>) -> Int {
    var (rest, offset, axis) = (row, 0, axisCount - 2)
    while axis >= 0 {
      let (quotient, place) = rest.quotientAndRemainder(dividingBy: numbers[1 + axis])
      offset += place * strides[axis]
      rest = quotient
      axis -= 1
    }
    return offset
  }
}

/// One row of the result, and for up to three operands the start and stride of its elements.
struct BroadcastRow {
  let result: Int
  let length: Int
  private var offsets = (0, 0, 0)
  private var strides = (0, 0, 0)

  init(result: Int, length: Int) {
    self.result = result
    self.length = length
  }

  mutating func set(_ operand: Int, offset: Int, stride: Int) {
    switch operand {
    case 0: (offsets.0, strides.0) = (offset, stride)
    case 1: (offsets.1, strides.1) = (offset, stride)
    default: (offsets.2, strides.2) = (offset, stride)
    }
  }

  /// Where the operand's elements for this row start.
  func operand(_ operand: Int) -> Int {
    switch operand {
    case 0: offsets.0
    case 1: offsets.1
    default: offsets.2
    }
  }

  /// How far apart the operand's elements for this row lie; 0 when it is repeated.
  func stride(_ operand: Int) -> Int {
    switch operand {
    case 0: strides.0
    case 1: strides.1
    default: strides.2
    }
  }

  /// Whether one element of the operand serves the whole row.
  func isRepeated(_ operand: Int) -> Bool { stride(operand) == 0 }

  /// Calls `body` with the place in the row and in the rows of the first two operands.
  ///
  /// The common strides have loops of their own, which the compiler can vectorise.
  @inline(__always)
  func forEachElement(_ body: (Int, Int, Int) -> Void) {
    switch (strides.0, strides.1) {
    case (1, 1): for index in 0..<length { body(index, index, index) }
    case (1, 0): for index in 0..<length { body(index, index, 0) }
    case (0, 1): for index in 0..<length { body(index, 0, index) }
    case (let first, let second):
      for index in 0..<length { body(index, index * first, index * second) }
    }
  }
}

extension BroadcastRows {
  /// The geometry of a result to which the operands are broadcast. Invariant: they can be.
  static func geometry(of operands: [Shape], result: Shape) -> [Int] {
    var extents: [Int] = []
    var strides: [[Int]] = operands.map { _ in [] }
    let steps = operands.map { $0.strides(broadcastTo: result) }
    for (axis, extent) in result.extents.enumerated() where extent != 1 {
      let isContinuation =
        !extents.isEmpty
        && operands.indices.allSatisfy { strides[$0].last == steps[$0][axis] * extent }
      if isContinuation {
        extents[extents.count - 1] *= extent
        for operand in operands.indices {
          strides[operand][extents.count - 1] = steps[operand][axis]
        }
      } else {
        extents.append(extent)
        for operand in operands.indices { strides[operand].append(steps[operand][axis]) }
      }
    }
    if extents.isEmpty {
      extents = [1]
      strides = operands.map { _ in [1] }
    }
    return [extents.count] + extents + strides.flatMap(\.self)
  }
}
