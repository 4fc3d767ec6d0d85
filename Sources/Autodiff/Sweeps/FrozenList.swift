/// A list that never changes once made and never moves, so that its address can be kept.
final class FrozenList<Element: Sendable>: @unchecked Sendable {
  let start: UnsafePointer<Element>
  let count: Int
  private let storage: UnsafeMutablePointer<Element>

  init(_ elements: [Element]) {
    count = elements.count
    storage = .allocate(capacity: max(count, 1))
    start = UnsafePointer(storage)
    for (index, element) in elements.enumerated() {
      (storage + index).initialize(to: element)
    }
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }

  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index \(index) is not in 0..<\(count)")
    return start[index]
  }
}
