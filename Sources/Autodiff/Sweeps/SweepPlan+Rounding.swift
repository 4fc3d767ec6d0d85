/// Sweeps through graphs in which the numbers of some nodes have fewer digits than the memory holds, as
/// those of a model in half precision have.
///
/// A value or tangent is rounded after it was computed, an adjoint before it is passed on: after the
/// last contribution. So the plan has a run for it behind each such node, which costs a graph without
/// them nothing. Sums within a node have all digits of the memory, as accelerators have them too.
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
}

extension NumberType {
  /// The nearest number that the type has, the even one of two, as hardware rounds; beyond its largest
  /// infinity. Whole numbers and those in double precision stay as they are.
  @inline(__always)
  func rounded<T: Scalar>(_ number: T) -> T {
    switch self {
    case .float32: RoundToSingle.value(number)
    case .float16: RoundToHalf.value(number)
    case .bfloat16: RoundToBFloat16.value(number)
    default: number
    }
  }
}
