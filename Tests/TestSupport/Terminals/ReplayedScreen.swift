import Basics

/// What a terminal shows after some output: places, colours and the clearing of the screen, which are all
/// that a recording needs. Anything else is kept as a complaint.
///
/// It knows nothing of the program's own canvases, only of characters and their columns.
package struct ReplayedScreen {
  private var cells: [[String]]
  private var row = 0
  private var column = 0
  /// What a plain terminal would not have understood, or what went beyond its edges.
  package private(set) var complaints: [String] = []
  /// Whether the cursor is shown.
  package private(set) var showsCursor = true
  /// Whether what is written next is coloured or has attributes.
  package private(set) var isStyled = false

  /// An empty screen.
  package init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without trailing blanks.
  package var rows: [String] {
    cells.map { row in
      var text = Substring(row.joined())
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  /// Takes what a program wrote.
  package mutating func show(_ output: String) {
    var rest = Substring(output)
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        put(character)
        continue
      }
      guard rest.popFirst() == "[" else { return complaints.append("not a sequence: \(rest)") }
      let arguments = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(arguments.count)
      perform(rest.popFirst(), String(arguments))
    }
  }

  private mutating func put(_ character: Character) {
    // Marks that combine come with their letter, as one character.
    let isWide = character.unicodeScalars.contains { $0.isWide }
    let columns = isWide ? 2 : 1
    guard cells.indices.contains(row), column + columns <= cells[row].count else {
      return complaints.append("'\(character)' at \(row), \(column)")
    }
    cells[row][column] = String(character)
    if isWide { cells[row][column + 1] = "" }
    column += columns
  }

  private mutating func perform(_ command: Character?, _ arguments: String) {
    switch (command, arguments) {
    case ("J", "2"): cells = cells.map { $0.map { _ in " " } }
    case ("H", _):
      let numbers = arguments.split(separator: ";").compactMap { Int($0) }
      guard numbers.count == 2 else { return complaints.append("H \(arguments)") }
      (row, column) = (numbers[0] - 1, numbers[1] - 1)
    case ("m", _): isStyled = arguments != "0"
    case ("h", "?25"): showsCursor = true
    case ("l", "?25"): showsCursor = false
    default: complaints.append("\(arguments)\(command.map(String.init) ?? "")")
    }
  }
}
