import TextCanvas

/// What lies over the panes and takes the keys until it is left.
enum Overlay: Hashable, Sendable {
  /// The table of keys, scrolled down by some rows.
  case help(scroll: Int)
  /// A line that is being typed.
  case prompt(Prompt)
  /// Lines to read and to go from.
  case answer(Answer)
  /// Matrices with a cursor.
  case matrices(MatrixSheet)
}

/// A line of text with a cursor, and what becomes of it.
struct Prompt: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    /// The text of the whole program.
    case program
    /// The value of the input with this name.
    case input(String)
    /// The value that the computed node with this name is held at.
    case held(String)
    /// The value of the element that is typed like this.
    case element(String)
    /// A command.
    case command
    /// A text to look for.
    case find
  }

  let purpose: Purpose
  private(set) var characters: [Character]
  /// The number of characters before the cursor.
  private(set) var cursor: Int
  /// Why the text was refused, line by line.
  var problem: [String] = []
  /// What the word at the cursor may become.
  var candidates: [String] = []
  /// The line of the history that is shown, counted from the oldest.
  var recalled: Int?

  init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }

  var label: String {
    switch purpose {
    case .program: "edit"
    case .input(let name), .held(let name), .element(let name): "\(name) ="
    case .command: ":"
    case .find: "/"
    }
  }

  var textBeforeCursor: String { String(characters[..<cursor]) }

  /// Puts another text in place of all of it.
  mutating func replace(with text: String) {
    characters = Array(text)
    cursor = characters.count
  }

  /// Puts another text in place of what stands before the cursor.
  mutating func replaceBeforeCursor(with text: String) {
    characters.replaceSubrange(..<cursor, with: text)
    cursor = text.count
  }

  /// As much as anybody types on one line; longer programs come from files.
  static let mostCharacters = 100_000

  mutating func insert(_ text: some Sequence<Character>) {
    let characters = Array(text)
    guard characters.count <= Self.mostCharacters - self.characters.count else {
      problem = ["this would be longer than \(Self.mostCharacters) characters; put it into a file"]
      return
    }
    self.characters.insert(contentsOf: characters, at: cursor)
    cursor += characters.count
  }

  /// Inserts what was pasted. Lines become statements, and their comments go: behind a `#` in the
  /// middle nothing would be read.
  mutating func paste(_ text: String) {
    insert(text.contains(where: \.isNewline) ? text.asOneLine : text)
  }

  /// Changes the text or moves the cursor; `false` when the key means nothing here.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert([character])
    case .backspace where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
    case .delete where cursor < characters.count: characters.remove(at: cursor)
    case .left: cursor = max(cursor - 1, 0)
    case .right: cursor = min(cursor + 1, characters.count)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"):
      characters.removeFirst(cursor)
      cursor = 0
    case .control("k"): characters.removeLast(characters.count - cursor)
    default: return false
    }
    return true
  }
}
