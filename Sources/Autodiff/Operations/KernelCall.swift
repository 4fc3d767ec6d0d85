/// Where in memory one node's operands and result lie, as its kernels see them.
///
/// The three buffers are laid out alike: a slice's offset is the same in values, adjoints and
/// tangents. A call is made on the stack for each node and owns nothing.
struct KernelCall<T: Scalar> {
  let memory: MemoryPointers<T>
  let result: Placement
  let operands: UnsafePointer<OperandPlacement>
  let operandCount: Int
  let geometry: UnsafePointer<Int>
}

/// The base addresses of a graph's flat memory.
struct MemoryPointers<T: Scalar> {
  let values: UnsafeMutablePointer<T>
  let adjoints: UnsafeMutablePointer<T>
  let tangents: UnsafeMutablePointer<T>
}

extension MemoryPointers {
  /// Sets the adjoint of an output, 1 for each element unless given, or adds that to what it keeps.
  @inline(__always)
  func seed(_ output: Placement, with seed: [T]?, isAdded: Bool) {
    for offset in 0..<output.count {
      let (slot, seed) = (output.offset + offset, seed.map { $0[offset] } ?? 1)
      adjoints[slot] = isAdded ? adjoints[slot] + seed : seed
    }
  }
}

/// The slice of flat memory that a node owns.
struct Placement: Hashable, Sendable {
  var offset: Int
  var count: Int

  /// The indices of the slice.
  var range: Range<Int> { offset..<offset + count }
}

/// An operand's slice, and whether a contribution goes there.
struct OperandPlacement: Hashable, Sendable {
  var slice: Placement
  var receivesAdjoint: Bool
}

extension KernelCall {
  var output: UnsafeMutablePointer<T> { memory.values + result.offset }
  var upstream: UnsafePointer<T> { UnsafePointer(memory.adjoints + result.offset) }
  var outputTangent: UnsafeMutablePointer<T> { memory.tangents + result.offset }

  func value(_ operand: Int) -> UnsafePointer<T> {
    UnsafePointer(memory.values + operands[operand].slice.offset)
  }

  func adjoint(_ operand: Int) -> UnsafeMutablePointer<T> {
    memory.adjoints + operands[operand].slice.offset
  }

  func tangent(_ operand: Int) -> UnsafePointer<T> {
    UnsafePointer(memory.tangents + operands[operand].slice.offset)
  }

  func count(_ operand: Int) -> Int { operands[operand].slice.count }

  /// Whether the operand varies at all: constants and data have neither adjoint nor tangent.
  func varies(_ operand: Int) -> Bool { operands[operand].receivesAdjoint }

  /// Sets the tangent of the result to zero.
  func clearTangent() {
    outputTangent.update(repeating: 0, count: result.count)
  }
}
