/// Small lists of indices, one for each owner, in one flat array.
///
/// The items of owner `o` are `items[start[o]..<start[o + 1]]`, in ascending order at first.
struct Groups {
  private(set) var start: [Int]
  private(set) var items: [Int]

  /// Groups the indices of `owners` by the owner written there; a negative owner is nobody.
  init(owners: [Int], count: Int) {
    start = [Int](repeating: 0, count: count + 1)
    for owner in owners where owner >= 0 { start[owner + 1] += 1 }
    for owner in 0..<count { start[owner + 1] += start[owner] }
    var next = start
    items = [Int](repeating: 0, count: start[count])
    for (item, owner) in owners.enumerated() where owner >= 0 {
      items[next[owner]] = item
      next[owner] += 1
    }
  }

  /// Groups some items, each by its owner; the items of an owner keep their order.
  init(_ some: [Int], by owners: [Int], count: Int) {
    self.init(owners: some.map { owners[$0] }, count: count)
    for place in items.indices { items[place] = some[items[place]] }
  }

  /// Where the items of an owner lie in `items`.
  func range(of owner: Int) -> Range<Int> { start[owner]..<start[owner + 1] }

  /// The items of an owner.
  subscript(owner: Int) -> ArraySlice<Int> { items[range(of: owner)] }

  /// How many items an owner has.
  func count(of owner: Int) -> Int { start[owner + 1] - start[owner] }

  /// Sorts the items of every owner by a key, keeping the order of equals.
  mutating func sortItems(by key: [Int]) {
    for owner in 0..<(start.count - 1) where !isSorted(owner, by: key) {
      let sorted = self[owner].sorted { (key[$0], $0) < (key[$1], $1) }
      items.replaceSubrange(range(of: owner), with: sorted)
    }
  }

  private func isSorted(_ owner: Int, by key: [Int]) -> Bool {
    for place in range(of: owner).dropFirst() where key[items[place]] < key[items[place - 1]] {
      return false
    }
    return true
  }
}
