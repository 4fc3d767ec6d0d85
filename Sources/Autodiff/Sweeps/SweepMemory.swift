/// The flat buffers of an evaluation, each with a slot for every scalar of the graph.
///
/// Plain memory in one object, so that a call asks once whether it may write, not once for each
/// buffer. Copies of an evaluation share it until one of them changes.
final class SweepMemory<Element: Scalar>: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Element>
  let adjoints: UnsafeMutableBufferPointer<Element>
  /// Empty until tangents are asked for.
  private(set) var tangents = UnsafeMutableBufferPointer<Element>(start: nil, count: 0)

  /// Memory with so many slots, at least one, that all hold 0.
  init(slotCount: Int) {
    values = .allocate(capacity: max(slotCount, 1))
    adjoints = .allocate(capacity: values.count)
    values.initialize(repeating: 0)
    adjoints.initialize(repeating: 0)
  }

  private init(copying other: SweepMemory) {
    values = other.values.copy()
    adjoints = other.adjoints.copy()
    tangents = other.tangents.copy()
  }

  deinit {
    values.deallocate()
    adjoints.deallocate()
    tangents.deallocate()
  }

  func copy() -> SweepMemory { SweepMemory(copying: self) }

  /// Sets all tangents to 0, having made room for them.
  func clearTangents() {
    guard tangents.isEmpty else { return tangents.update(repeating: 0) }
    tangents = .allocate(capacity: values.count)
    tangents.initialize(repeating: 0)
  }

  /// The addresses that kernels work with; those that touch tangents run only once these are there.
  var pointers: MemoryPointers<Element>? {
    guard let values = values.baseAddress, let adjoints = adjoints.baseAddress else { return nil }
    return MemoryPointers(
      values: values, adjoints: adjoints, tangents: tangents.baseAddress ?? adjoints)
  }
}

extension UnsafeMutableBufferPointer {
  /// Newly allocated memory with the same elements; of nothing, nothing.
  fileprivate func copy() -> UnsafeMutableBufferPointer {
    guard !isEmpty else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
    let copy = UnsafeMutableBufferPointer.allocate(capacity: count)
    _ = copy.initialize(fromContentsOf: self)
    return copy
  }
}
