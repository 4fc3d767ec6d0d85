/// What is to be said of a class: how each question went, and which mistakes were made.
package struct ClassStatistics: Sendable {
  package struct QuestionResult: Sendable {
    package let prompt: String
    /// Of so many who answered, so many were right, at the first try or later, or right from a wrong
    /// number on.
    package let answered: Int
    package let right: Int
    package let followed: Int
    package let unsure: Int
    /// Mistakes and how many made them, the most frequent first.
    package let mistakes: [(mistake: String, count: Int)]
  }

  package let students: Int
  package let questions: [QuestionResult]
  package let mean: Double
  package let of: Int

  package init(_ marking: Marking) {
    let marked = marking.students.filter { !$0.marks.isEmpty }
    students = marked.count
    of = marked.map { $0.marks.reduce(0) { $0 + $1.of } }.max() ?? 0
    mean =
      marked.isEmpty ? 0 : marked.reduce(0) { $0 + $1.points } / Double(marked.count)
    questions = marking.prompts.enumerated().map { number, prompt in
      let marks = marked.compactMap { $0.marks.indices.contains(number) ? $0.marks[number] : nil }
      return QuestionResult(
        prompt: prompt, answered: marks.filter { $0.answer != nil }.count,
        right: marks.filter { $0.verdict == .right }.count,
        followed: marks.filter { $0.verdict == .followsThrough }.count,
        unsure: marks.filter { $0.verdict == .unsure }.count,
        mistakes: Self.counted(marks.compactMap(\.mistake)))
    }
  }

  private static func counted(_ mistakes: [String]) -> [(mistake: String, count: Int)] {
    let counts = Dictionary(mistakes.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.map { (mistake: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.mistake) < ($0.count, $1.mistake) }
  }
}
