/// Paths that are painted alike, one for each manner of painting, in the order of first use.
struct PathLayer<Manner: Hashable> {
  private var numbers: [Manner: Int] = [:]
  private(set) var paths: [(manner: Manner, data: String)] = []

  /// Adds a piece to the path of a manner.
  mutating func add(_ piece: String, _ manner: Manner) {
    if let number = numbers[manner] {
      paths[number].data += piece
    } else {
      numbers[manner] = paths.count
      paths.append((manner, piece))
    }
  }
}
