package import TextCanvas

/// A text of one or more lines with a cursor, and what is wrong with its lines.
///
/// Invariant: there is a line, and the cursor is in one.
package struct TextEditor: Hashable, Sendable {
  /// A place between two characters.
  package struct Place: Hashable, Sendable {
    package var line: Int
    /// The number of characters before it.
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// What there is to undo: the lines, and where the cursor was.
  private struct State: Hashable, Sendable {
    var lines: [EditorLine]
    var cursor: Place
  }

  /// The text that the editor began with.
  package let original: String
  package private(set) var lines: [EditorLine]
  package private(set) var cursor: Place
  /// What is wrong beside the text, line by line.
  package var problem: [String] = []
  /// The characters behind which the next line is further in.
  private let blockOpeners: Set<Character>
  private var past: [State] = []
  private var future: [State] = []
  /// Whether the last change was a typed character, to be undone with those before it.
  private var isTyping = false

  /// The editor of a text, with the cursor at its end.
  ///
  /// - Parameter blockOpeners: The characters at the end of a line behind which the next one is
  ///   further in.
  package init(_ text: String, blockOpeners: Set<Character> = []) {
    original = text
    self.blockOpeners = blockOpeners
    lines = Self.lines(of: text)
    cursor = Place(line: lines.count - 1, column: lines[lines.count - 1].characters.count)
  }

  /// The text as it is now.
  package var text: String { lines.map { String($0.characters) }.joined(separator: "\n") }

  /// Whether the line of the cursor begins a block.
  package var opensBlock: Bool { opensBlock(line.characters) }

  /// As much as anybody edits here; longer texts come from files.
  package static let mostCharacters = 100_000

  /// From so many characters on, what is typed into a line is undone as a whole.
  private static let longLine = 1_000

  /// How many changes can be undone.
  private static let memory = 500

  /// Puts the cursor at a place, or at the nearest there is.
  package mutating func moveCursor(to place: Place) {
    isTyping = false
    cursor.line = min(max(place.line, 0), lines.count - 1)
    cursor.column = min(max(place.column, 0), line.characters.count)
  }

  /// Says what is wrong with some lines, and nothing of the others.
  package mutating func show(_ remarks: [(line: Int, remark: EditorRemark)]) {
    for index in lines.indices { lines[index].remarks = [] }
    for (index, remark) in remarks where lines.indices.contains(index) {
      lines[index].remarks.append(remark)
    }
  }

  /// The lines of a text; a line break of any system, or the mark for one, ends a line.
  private static func lines(of text: String) -> [EditorLine] {
    text.split(omittingEmptySubsequences: false, whereSeparator: { $0.endsLine })
      .map { EditorLine(characters: Array($0)) }
  }

  private var line: EditorLine { lines[cursor.line] }

  private func opensBlock(_ characters: some Sequence<Character>) -> Bool {
    let code = String(characters.prefix { $0 != "#" })
    return code.last { !$0.isWhitespace }.map(blockOpeners.contains) ?? false
  }
}

extension TextEditor {
  /// Changes the text or moves the cursor; `false` when the key means nothing here.
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .control("_"), .alt("u"): undo()
    case .control("r"): redo()
    default: return move(key) || change(key)
    }
    return true
  }

  private mutating func move(_ key: Key) -> Bool {
    let (here, end) = (cursor, line.characters.count)
    switch key {
    case .left where here.column > 0:
      moveCursor(to: Place(line: here.line, column: here.column - 1))
    case .left: moveCursor(to: here.line > 0 ? Place(line: here.line - 1, column: .max) : here)
    case .right where here.column < end:
      moveCursor(to: Place(line: here.line, column: here.column + 1))
    case .right:
      moveCursor(to: here.line + 1 < lines.count ? Place(line: here.line + 1, column: 0) : here)
    case .up: moveCursor(to: Place(line: here.line - 1, column: here.line > 0 ? here.column : 0))
    case .down:
      let isLast = here.line + 1 == lines.count
      moveCursor(to: Place(line: here.line + 1, column: isLast ? .max : here.column))
    case .pageUp: moveCursor(to: Place(line: here.line - 10, column: here.column))
    case .pageDown: moveCursor(to: Place(line: here.line + 10, column: here.column))
    case .home, .control("a"): moveCursor(to: Place(line: here.line, column: 0))
    case .end, .control("e"): moveCursor(to: Place(line: here.line, column: .max))
    default: return false
    }
    return true
  }

  private mutating func change(_ key: Key) -> Bool {
    let (here, end) = (cursor, Place(line: cursor.line, column: line.characters.count))
    switch key {
    case .character(let character):
      insert([character], isTyped: true)
    case .enter, .control("o"): breakLine()
    case .tab: insert(Array(repeating: " ", count: Self.step - here.column % Self.step))
    case .backTab: shiftLeft()
    case .backspace: remove(from: placeBefore(here), to: here)
    case .delete where here == end, .control("k") where here == end:
      if here.line + 1 < lines.count {
        remove(from: here, to: Place(line: here.line + 1, column: 0))
      }
    case .delete: remove(from: here, to: Place(line: here.line, column: here.column + 1))
    case .control("k"): remove(from: here, to: end)
    case .control("u"): remove(from: Place(line: here.line, column: 0), to: here)
    default: return false
    }
    return true
  }

  /// By how much a block is further in.
  private static var step: Int { 2 }

  /// Where Backspace removes from: a step of the indentation, a character or a line break.
  private func placeBefore(_ place: Place) -> Place {
    guard place.column > 0 else {
      guard place.line > 0 else { return place }
      return Place(line: place.line - 1, column: lines[place.line - 1].characters.count)
    }
    let isIndentation = line.characters.prefix(place.column).allSatisfy { $0 == " " }
    let step = isIndentation ? (place.column - 1) % Self.step + 1 : 1
    return Place(line: place.line, column: place.column - step)
  }

  /// Ends the line at the cursor; the next one is as far in, or further behind what opens a block.
  private mutating func breakLine() {
    let before = line.characters.prefix(cursor.column)
    let indentation = before.prefix { $0 == " " || $0 == "\t" }
    let deeper = opensBlock(before) ? String(repeating: " ", count: Self.step) : ""
    insert(["\n"] + indentation + deeper)
  }

  private mutating func shiftLeft() {
    let spaces = min(line.characters.prefix { $0 == " " }.count, Self.step)
    let wanted = Place(line: cursor.line, column: cursor.column - spaces)
    remove(from: Place(line: cursor.line, column: 0), to: Place(line: cursor.line, column: spaces))
    moveCursor(to: wanted)
  }
}

extension TextEditor {
  /// Puts a text at the cursor, which may have several lines.
  package mutating func insert(_ text: String) {
    insert(
      Array(text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")))
  }

  private mutating func insert(_ characters: [Character], isTyped: Bool = false) {
    let known = lines.reduce(lines.count) { $0 + $1.characters.count }
    guard characters.count <= Self.mostCharacters - known else {
      problem = ["this would be longer than \(Self.mostCharacters) characters; put it in a file"]
      return
    }
    // A word is undone at a time, unless the line is so long that keeping it for each would cost.
    let endsWord = characters == [" "] && line.characters.count < Self.longLine
    note(isTyped: isTyped && !endsWord)
    guard characters.contains(where: \.endsLine) else {
      // In place, so that a long line is not copied for each character.
      lines[cursor.line].insert(characters, at: cursor.column)
      cursor.column += characters.count
      return
    }
    var new = characters.split(omittingEmptySubsequences: false, whereSeparator: \.endsLine)
      .map(Array.init)
    let rest = line.characters[cursor.column...]
    new[0] = line.characters[..<cursor.column] + new[0]
    let end = Place(line: cursor.line + new.count - 1, column: new[new.count - 1].count)
    new[new.count - 1] += rest
    lines.replaceSubrange(cursor.line...cursor.line, with: new.map { EditorLine(characters: $0) })
    cursor = end
  }

  private mutating func remove(from start: Place, to end: Place) {
    guard start != end else { return }
    note(isTyped: false)
    let joined =
      lines[start.line].characters[..<start.column] + lines[end.line].characters[end.column...]
    lines.replaceSubrange(
      start.line...end.line, with: [EditorLine(characters: Array(joined))])
    cursor = start
  }

  /// Remembers how things are before a change.
  private mutating func note(isTyped: Bool) {
    if !(isTyped && isTyping) {
      past.append(State(lines: lines, cursor: cursor))
      past.removeFirst(max(past.count - Self.memory, 0))
    }
    (future, isTyping, problem) = ([], isTyped, [])
  }

  private mutating func undo() {
    guard let state = past.popLast() else { return }
    future.append(State(lines: lines, cursor: cursor))
    restore(state)
  }

  private mutating func redo() {
    guard let state = future.popLast() else { return }
    past.append(State(lines: lines, cursor: cursor))
    restore(state)
  }

  private mutating func restore(_ state: State) {
    (lines, cursor, isTyping, problem) = (state.lines, state.cursor, false, [])
  }
}

/// A line of a text that is edited; what is wrong with it stays with it until it is changed.
package struct EditorLine: Hashable, Sendable {
  package fileprivate(set) var characters: [Character]
  package fileprivate(set) var remarks: [EditorRemark] = []

  fileprivate mutating func insert(_ more: [Character], at column: Int) {
    characters.insert(contentsOf: more, at: column)
    remarks = []
  }
}

/// What is wrong with a line, and where.
package struct EditorRemark: Hashable, Sendable {
  /// The characters below which carets stand; at least one stands there.
  package let columns: Range<Int>
  /// The characters that have to do with it, below which tildes stand.
  package let related: Range<Int>?
  package let message: String

  package init(_ message: String, at columns: Range<Int>, related: Range<Int>? = nil) {
    self.message = message
    self.columns = columns
    self.related = related
  }
}

extension Character {
  /// Whether it ends a line, or stands for a line break where a program is one line.
  fileprivate var endsLine: Bool { self == "\n" || self == "\r\n" || self == "\r" || self == "↵" }
}
