/// Names of which none is given twice.
package struct DistinctNames: Sendable {
  private var taken: Set<String>
  /// The last number that was put behind a name.
  private var numbers: [String: Int] = [:]

  /// - Parameter taken: The names that others have already.
  package init(taken: Set<String> = []) {
    self.taken = taken
  }

  /// The name, or where it is taken the name with the first number that is free: `w`, `w_2`, `w_3`.
  ///
  /// Giving one name n times takes time in proportion to n.
  package mutating func take(_ name: String) -> String {
    guard !taken.insert(name).inserted else { return name }
    var number = numbers[name] ?? 1
    var numbered: String
    repeat {
      number += 1
      numbered = "\(name)_\(number)"
    } while !taken.insert(numbered).inserted
    numbers[name] = number
    return numbered
  }
}
