/// Sweeps through graphs in which the numbers of some nodes have fewer digits than the memory holds, as
/// those of a model in half precision have.
///
/// A value or tangent is rounded after it was computed, an adjoint before it is passed on: after the
/// last contribution. Sums within a node have all digits of the memory, as accelerators have them too.
extension SweepPlan {
  /// Whether the numbers of any node are rounded.
  var isRounding: Bool { roundings.count > 0 }

  /// Rounds a node's numbers in a buffer, if they are of a type with fewer digits.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func round<T: Scalar>(_ index: Int, in buffer: UnsafeMutablePointer<T>) {
    guard isRounding, let type = roundings[index] else { return }
    for slot in placement(of: NodeID(index)).range { buffer[slot] = type.rounded(buffer[slot]) }
  }

  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func forwardRounding<T: Scalar>(
    _ memory: MemoryPointers<T>, through runs: UnsafeBufferPointer<SweepRun>
  ) {
    for run in runs {
      switch run {
      case .leaves: continue
      case .call(let number):
        forward(calls.start[number], memory)
        round(calls.start[number].node.index, in: memory.values)
      case .scalars(let range):
        for index in range {
          SweepPlan.forward(instructions.start[index], index, memory)
          round(index, in: memory.values)
        }
      }
    }
  }

  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func reverseRounding<T: Scalar>(
    _ memory: MemoryPointers<T>, from last: Int, through reach: Reach
  ) {
    for run in (0..<runs.count).reversed() {
      switch runs.start[run] {
      case .leaves(let range):
        for index in range where index <= last && reach.contains(index) {
          round(index, in: memory.adjoints)
        }
      case .call(let number):
        let planned = calls.start[number]
        guard planned.node.index <= last, reach.contains(planned.node.index) else { continue }
        round(planned.node.index, in: memory.adjoints)
        reverse(planned, memory)
      case .scalars(let range):
        for index in range.reversed() where index <= last && reach.contains(index) {
          round(index, in: memory.adjoints)
          SweepPlan.reverse(instructions.start[index], index, memory)
        }
      }
    }
  }

  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func pushforwardRounding<T: Scalar>(_ memory: MemoryPointers<T>, through reach: TangentReach) {
    for run in 0..<runs.count {
      switch runs.start[run] {
      case .leaves: continue
      case .call(let number):
        pushforward(calls.start[number], memory, through: reach)
        round(calls.start[number].node.index, in: memory.tangents)
      case .scalars(let range):
        for index in range {
          SweepPlan.pushforward(reach.instructions.start[index], index, memory)
          round(index, in: memory.tangents)
        }
      }
    }
  }
}

extension NumberType {
  /// The nearest number that the type has, the even one of two, as hardware rounds; beyond its largest
  /// infinity. Whole numbers and those in double precision stay as they are.
  @inline(__always)
  func rounded<T: Scalar>(_ number: T) -> T {
    switch self {
    case .float32: T(Float(number))
    case .float16: T(Float16(number))
    case .bfloat16: number.roundedToBfloat16
    default: number
    }
  }
}

extension Scalar {
  /// The nearest number with the 8 binary digits and the exponents of bfloat16.
  fileprivate var roundedToBfloat16: Self {
    guard isFinite, self != 0 else { return self }
    // The last place of the number, or of the smallest ones, which have no digits to spare.
    let place = max(exponent - 7, -133)
    let unit = Self(sign: .plus, exponent: place, significand: 1)
    let rounded = (self / unit).rounded(.toNearestOrEven) * unit
    let largest = Self(sign: .plus, exponent: 128, significand: 1)
    return rounded.magnitude < largest ? rounded : self < 0 ? -.infinity : .infinity
  }
}
