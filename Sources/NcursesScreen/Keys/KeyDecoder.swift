package import TextCanvas

/// Turns the bytes a terminal sends into keys, pasted text and what the mouse did.
///
/// It never mistakes the pieces of an escape sequence for typed letters: sequences it does not know
/// are dropped whole. An Escape that might begin a sequence waits `patience` for the rest.
package struct KeyDecoder {
  private let known: [[UInt8]: Key]
  private let knownPrefixes: Set<[UInt8]>
  private var buffer: [UInt8] = []
  private var pasted: [UInt8]?
  /// Whether the rest of a sequence is still to come that is too long to mean anything.
  private var isSkipping = false

  /// A decoder that knows the sequences all terminals share, and those of one terminal type.
  package init(sequences: [[UInt8]: Key] = [:]) {
    // One byte is not a sequence: terminals differ on Backspace alone, and both ways are read
    // below.
    known = sequences.filter { $0.key.count > 1 && $0.key.first == Byte.escape }
      .merging([Array("\u{1B}[[A".utf8): .function(1)]) { own, _ in own }
      .merging([Array("\u{1B}[[B".utf8): .function(2)]) { own, _ in own }
      .merging([Array("\u{1B}[[C".utf8): .function(3)]) { own, _ in own }
      .merging([Array("\u{1B}[[D".utf8): .function(4)]) { own, _ in own }
      .merging([Array("\u{1B}[[E".utf8): .function(5)]) { own, _ in own }
    knownPrefixes = Set(known.keys.flatMap { key in (2..<key.count).map { Array(key.prefix($0)) } })
  }

  /// How long to wait for the rest of what has started; `nil` when nothing has.
  ///
  /// A lone Escape is most likely the key. Behind `ESC [` something always comes, late on slow
  /// lines.
  package var patience: Duration? {
    if pasted != nil { return .seconds(2) }
    if buffer.isEmpty { return isSkipping ? .milliseconds(300) : nil }
    return buffer == [Byte.escape] ? .milliseconds(25) : .milliseconds(300)
  }

  /// Takes what the terminal has sent.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next complete event; `nil` when more bytes are needed.
  package mutating func next() -> ScreenEvent? {
    while !buffer.isEmpty {
      if pasted != nil {
        guard let text = takePaste() else { return nil }
        return .paste(text)
      }
      if isSkipping {
        skip()
        continue
      }
      switch nextPiece() {
      case .incomplete: return nil
      case .mouse(let event, let length):
        buffer.removeFirst(length)
        return .mouse(event)
      case .overlong:
        isSkipping = true
        buffer.removeFirst(2)
      case .key(let key, let length):
        buffer.removeFirst(length)
        return .key(key)
      case .nothing(let length): buffer.removeFirst(length)
      case .pasteStart(let length):
        buffer.removeFirst(length)
        pasted = []
      }
    }
    return nil
  }

  /// Settles what has started, since its rest has not come in time.
  package mutating func giveUp() -> ScreenEvent? {
    defer {
      buffer.removeAll()
      isSkipping = false
    }
    if let bytes = pasted {
      pasted = nil
      return .paste(Paste.text(bytes + buffer))
    }
    switch buffer.count {
    case 1 where buffer == [Byte.escape]: return .key(.escape)
    case 2 where buffer[0] == Byte.escape && (0x20..<0x7F).contains(buffer[1]):
      return .key(.alt(Character(Unicode.Scalar(buffer[1]))))
    default: return nil
    }
  }

  /// What stands at the start of the buffer, and how many bytes it takes.
  private enum Piece {
    case key(Key, Int)
    case mouse(MouseEvent, Int)
    case nothing(Int)
    /// `ESC [` and more than any sequence has.
    case overlong
    case pasteStart(Int)
    case incomplete
  }

  private func nextPiece() -> Piece {
    guard let first = buffer.first else { return .incomplete }
    guard first == Byte.escape else { return plainPiece(at: 0) { $0 } }
    if let piece = knownPiece() { return piece }
    guard buffer.count > 1 else { return .incomplete }
    switch buffer[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"): return shiftedKey()
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return controlString()
    case ..<0x20, 0x7F: return .key(.escape, 1)
    default:
      return plainPiece(at: 1) { key in
        if case .character(let character) = key { .alt(character) } else { key }
      }
    }
  }

  /// A sequence of the terminal's own; they win over the common reading.
  private func knownPiece() -> Piece? {
    var length = 2
    while length <= buffer.count {
      let head = Array(buffer.prefix(length))
      if let key = known[head] { return .key(key, length) }
      guard knownPrefixes.contains(head) else { return nil }
      length += 1
    }
    // `ESC [` begins nearly everything; the common reading knows how long to wait for it.
    return buffer.count > 2 ? .incomplete : nil
  }

  /// A character or control byte; `wrap` sees the key.
  private func plainPiece(at start: Int, _ wrap: (Key) -> Key) -> Piece {
    let byte = buffer[start]
    if byte < 0x80 { return .key(wrap(Byte.key(byte)), start + 1) }
    switch UTF8Prefix(buffer[start...]) {
    case .scalar(let scalar, let length):
      return .key(wrap(.character(Character(scalar))), start + length)
    case .incomplete: return .incomplete
    case .malformed: return .nothing(start + 1)
    }
  }

  /// `ESC [ parameters final`.
  private func controlSequence() -> Piece {
    var index = 2
    while index < buffer.count, (0x20...0x3F).contains(buffer[index]) { index += 1 }
    guard index <= Self.longest else { return .overlong }
    guard index < buffer.count else { return .incomplete }
    // Anything else breaks the sequence off, and is read on its own.
    guard (0x40...0x7E).contains(buffer[index]) else { return .nothing(index) }
    let parameters = buffer[2..<index].split(separator: UInt8(ascii: ";")).map { digits in
      Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    let length = index + 1
    if buffer[2] == UInt8(ascii: "<") {
      return MouseReport.event(buffer[3..<index], final: buffer[index]).map { .mouse($0, length) }
        ?? .nothing(length)
    }
    if index == 2, buffer[2] == UInt8(ascii: "M") { return oldMouseReport() }
    if buffer[index] == UInt8(ascii: "~"), parameters.first == 200 { return .pasteStart(length) }
    guard let key = CommonSequences.key(final: buffer[index], parameters: parameters) else {
      return .nothing(length)
    }
    return .key(key, length)
  }

  /// The longest `ESC [ parameters` that is read.
  private static let longest = 64

  /// `ESC [ M` and three bytes, which terminals send that cannot report the mouse in digits. In
  /// them a place far to the right cannot be known, so that they are passed over.
  private func oldMouseReport() -> Piece { buffer.count < 6 ? .incomplete : .nothing(6) }

  /// Drops what belongs to a sequence of which the beginning was dropped.
  private mutating func skip() {
    buffer.removeFirst(buffer.prefix { (0x20...0x3F).contains($0) }.count)
    guard let final = buffer.first else { return }
    if (0x40...0x7E).contains(final) { buffer.removeFirst() }
    isSkipping = false
  }

  /// `ESC O final`, as keypads send it.
  private func shiftedKey() -> Piece {
    guard buffer.count > 2 else { return .incomplete }
    guard (0x21...0x7E).contains(buffer[2]) else {
      return .key(.alt("O"), 2)
    }
    return CommonSequences.key(final: buffer[2], parameters: []).map { .key($0, 3) } ?? .nothing(3)
  }

  /// An answer of the terminal, ended by BEL or `ESC \`; of no use here.
  private func controlString() -> Piece {
    for index in 2..<max(buffer.count, 2) {
      if buffer[index] == 7 { return .nothing(index + 1) }
      if buffer[index] == Byte.escape {
        guard index + 1 < buffer.count else { return .incomplete }
        return .nothing(buffer[index + 1] == UInt8(ascii: "\\") ? index + 2 : index)
      }
    }
    return buffer.count > 4096 ? .nothing(buffer.count) : .incomplete
  }

  /// The pasted text when its end has come.
  private mutating func takePaste() -> String? {
    let end = Paste.terminator
    var index = 0
    while index < buffer.count {
      if buffer[index] == Byte.escape {
        let rest = buffer[index...].prefix(end.count)
        if rest.elementsEqual(end) {
          let text = Paste.text((pasted ?? []) + buffer[..<index])
          pasted = nil
          buffer.removeFirst(index + end.count)
          return text
        }
        if rest.count < end.count, end.starts(with: rest) { break }
      }
      index += 1
    }
    let room = max(Paste.largest - (pasted?.count ?? 0), 0)
    pasted?.append(contentsOf: buffer[..<index].prefix(room))
    buffer.removeFirst(index)
    return nil
  }
}
