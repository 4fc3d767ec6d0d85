/// The order of a program's lines, `name = …`, in which each comes behind those that it speaks of.
enum StatementOrder {
  /// Lines in that order, otherwise as they were.
  ///
  /// - Complexity: linear in the length of the text.
  static func sorted(_ lines: [String]) -> [String] {
    let words = lines.map { line in
      line.split { !($0.isLetter || $0.isNumber || "_.'".contains($0)) }
        .drop { $0 == "data" }
    }
    let places = Dictionary(
      words.enumerated().compactMap { place, words in words.first.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    var (result, isDone) = ([String](), Array(repeating: false, count: lines.count))
    for start in lines.indices {
      var waiting = [start]
      while let place = waiting.last {
        let missing = words[place].dropFirst().compactMap { places[$0] }
          .filter { !isDone[$0] && !waiting.contains($0) }
        if let next = missing.first {
          waiting.append(next)
        } else {
          waiting.removeLast()
          if !isDone[place] { result.append(lines[place]) }
          isDone[place] = true
        }
      }
    }
    return result
  }
}
