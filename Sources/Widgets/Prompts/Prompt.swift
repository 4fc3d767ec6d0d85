package import TextCanvas

/// What a prompt asks for, in the words of its box.
package protocol PromptPurpose: Hashable, Sendable {
  /// What stands before the text.
  var label: String { get }
  /// What the keys do, above it.
  var title: String { get }
  /// What is asked for, where all of it is selected.
  var subject: String { get }
}

/// A line of text with a cursor, and what becomes of it.
package struct Prompt<Purpose: PromptPurpose>: Hashable, Sendable {
  /// What becomes of the text.
  package let purpose: Purpose
  /// The text so far.
  package private(set) var characters: [Character]
  /// The number of characters before the cursor.
  package private(set) var cursor: Int
  /// Why the text was refused, line by line.
  package var problem: [String] = []
  /// What the word at the cursor may become.
  package var candidates: [String] = []
  /// The line of the history that is shown, counted from the oldest.
  package var recalled: Int?
  /// Whether all of the text is selected: what is typed then takes its place.
  package private(set) var isSelected: Bool

  /// A prompt that holds a text already.
  package init(_ purpose: Purpose, text: String, isSelected: Bool = false) {
    self.purpose = purpose
    characters = Array(text)
    cursor = characters.count
    self.isSelected = isSelected && !text.isEmpty
  }

  /// What was typed.
  package var text: String { String(characters) }

  /// What was typed before the cursor.
  package var textBeforeCursor: String { String(characters[..<cursor]) }

  /// Puts another text in place of all of it.
  package mutating func replace(with text: String) {
    isSelected = false
    characters = Array(text)
    cursor = characters.count
  }

  /// Puts another text in place of what stands before the cursor.
  package mutating func replaceBeforeCursor(with text: String) {
    characters.replaceSubrange(..<cursor, with: text)
    cursor = text.count
  }

  /// As much as anybody types on one line; longer programs come from files.
  package static var mostCharacters: Int { 100_000 }

  /// Puts a text at the cursor, or in place of what is selected.
  package mutating func insert(_ text: some Sequence<Character>) {
    let characters = Array(text)
    removeSelection()
    guard characters.count <= Self.mostCharacters - self.characters.count else {
      problem = ["this would be longer than \(Self.mostCharacters) characters; put it in a file"]
      return
    }
    self.characters.insert(contentsOf: characters, at: cursor)
    cursor += characters.count
  }

  /// Changes the text or moves the cursor; `false` when the key means nothing here.
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert([character])
    case .backspace where isSelected, .delete where isSelected, .control("u") where isSelected,
      .control("k") where isSelected:
      removeSelection()
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
    // To move the cursor keeps the text, to be edited.
    isSelected = false
    return true
  }

  private mutating func removeSelection() {
    guard isSelected else { return }
    (characters, cursor, isSelected) = ([], 0, false)
  }
}
