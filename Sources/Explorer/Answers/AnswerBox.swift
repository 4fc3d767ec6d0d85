import Inquiry
import TextCanvas

/// Lines to read in a box over the panes; Enter goes to where the chosen one happened.
///
/// Its lines are wrapped once for a size of the screen, and not whenever they are drawn or clicked on.
struct AnswerBox: Hashable, Sendable {
  /// A row of the box: a line of the answer, or what of it did not fit above.
  struct Row: Hashable, Sendable {
    let text: StyledText
    let line: Int
    let isFirst: Bool
  }

  let title: String
  let lines: [AnswerLine]
  /// What the keys do: only lines that lead to several places are there to choose from.
  let footer: String
  /// The columns of the widest line.
  private let widest: Int
  var chosen: Int
  /// The first row that is shown; without one, the chosen line stands in the middle.
  var firstRow: Int?
  private(set) var rows: [Row] = []
  /// How many rows say what all is about: those of the lines before the first that leads somewhere.
  private(set) var headCount = 0
  /// The row with which each line begins.
  private var starts: [Int] = []
  /// The columns to which the lines are wrapped.
  private var columns = 0

  /// An answer as it is shown on a screen of a size.
  init(_ answer: Answer, in size: Size) {
    title = answer.title
    lines = answer.lines
    chosen = min(max(answer.chosen, 0), max(answer.lines.count - 1, 0))
    footer = Self.footer(of: answer.lines)
    widest = answer.lines.map { $0.text.plain.columns }.max() ?? 0
    wrap(in: size)
  }

  /// Moves the choice by so many lines.
  mutating func move(by step: Int) {
    chosen = min(max(chosen + step, 0), max(lines.count - 1, 0))
    firstRow = nil
  }

  var chosenLine: AnswerLine? { lines.indices.contains(chosen) ? lines[chosen] : nil }

  /// The row with which the chosen line begins.
  var chosenRow: Int { starts.indices.contains(chosen) ? starts[chosen] : 0 }

  private static func footer(of lines: [AnswerLine]) -> String {
    let places = Set(lines.map(\.position))
    if places == [nil] { return " Esc close " }
    return places.count == 1
      ? " Enter go there  Esc close " : " ↓ ↑ select  Enter go there  Esc close "
  }
}

extension AnswerBox {
  /// How wide the box is on a screen of a width.
  func width(on screen: Int) -> Int {
    min(screen, max(widest + 8, title.columns + 8, footer.columns + 5, 30))
  }

  /// Wraps the lines for a screen of another size.
  mutating func wrap(in size: Size) { wrap(toColumns: width(on: size.width) - 6) }

  private mutating func wrap(toColumns wanted: Int) {
    let columns = max(wanted, 1)
    guard columns != self.columns else { return }
    self.columns = columns
    (rows, starts) = ([], [])
    for (line, content) in lines.enumerated() {
      starts.append(rows.count)
      for (place, text) in content.text.wrapped(toColumns: columns).enumerated() {
        rows.append(Row(text: text, line: line, isFirst: place == 0))
      }
    }
    headCount = lines.firstIndex { $0.position != nil }.map { starts[$0] } ?? 0
  }

  /// Whether a row of a table is broken, whose columns would then not be seen any more.
  var breaksRows: Bool {
    lines.contains { $0.text.plain.columns > columns && $0.text.plain.hasColumns }
  }

  /// The same, wrapped for a part of the screen.
  func wrapped(toColumns columns: Int) -> AnswerBox {
    var answer = self
    answer.wrap(toColumns: columns)
    return answer
  }
}

extension String {
  /// Whether gaps divide the text into more than two columns.
  fileprivate var hasColumns: Bool {
    split(separator: "  ").filter { $0.contains { $0 != " " } }.count > 2
  }
}
