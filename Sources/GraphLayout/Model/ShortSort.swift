extension [Int] {
  /// Sorts a part that is mostly short: `sort` first makes room to merge in, which takes longer than
  /// putting a few numbers in order.
  mutating func sortShort(_ part: Range<Int>) {
    guard part.count <= 16 else { return self[part].sort() }
    for start in part.dropFirst() {
      let number = self[start]
      var place = start
      while place > part.lowerBound, self[place - 1] > number {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = number
    }
  }
}
