/// The word among `candidates` that `word` was probably meant to be, or `nil` when none is near.
///
/// `tahn` is one edit from `tanh`: a letter more, less, other, or two in the wrong order. A longer
/// word may have more edits, one in three letters. Among equally near words the first one wins.
package func nearestWord(
  to word: String, among candidates: some Sequence<String>, edits: Int? = nil
) -> String? {
  let letters = Array(word)
  var limit = edits ?? max(1, letters.count / 3)
  var nearest: String?
  for candidate in candidates where candidate != word {
    let others = Array(candidate)
    guard abs(others.count - letters.count) <= limit else { continue }
    let distance = editDistance(letters, others)
    // A word of one letter is as near to any other letter, which means nothing.
    guard distance <= limit, distance < max(letters.count, others.count) else { continue }
    nearest = candidate
    limit = distance - 1
    if limit == 0 { break }
  }
  return nearest
}

/// The least number of letters to add, drop, change or swap with their neighbour.
///
/// - Complexity: O(product of the lengths).
package func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for (row, letter) in first.enumerated() {
    var current = [row + 1]
    for (column, other) in second.enumerated() {
      var best = min(last[column + 1] + 1, current[column] + 1)
      best = min(best, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    (beforeLast, last) = (last, current)
  }
  return last[second.count]
}
