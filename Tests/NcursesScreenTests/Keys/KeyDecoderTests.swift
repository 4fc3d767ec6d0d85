import NcursesScreen
import Testing
import TextCanvas

@Suite struct KeyDecoderTests {
  /// What comes of some bytes that arrive at once, or one by one; the rest never comes.
  private func events(_ text: String, oneByOne: Bool = false) -> [ScreenEvent] {
    var decoder = KeyDecoder(sequences: [Array("\u{1B}[[A".utf8): .function(1), [8]: .delete])
    var events: [ScreenEvent] = []
    for chunk in oneByOne ? text.utf8.map({ [$0] }) : [Array(text.utf8)] {
      decoder.feed(chunk)
      while let event = decoder.next() { events.append(event) }
    }
    if decoder.patience != nil, let last = decoder.giveUp() { events.append(last) }
    return events
  }

  private func keys(_ keys: Key...) -> [ScreenEvent] { keys.map(ScreenEvent.key) }

  @Test(arguments: [false, true])
  func `plain keys, controls and letters of any script are read`(oneByOne: Bool) {
    #expect(
      events("nä世\r\n\t\u{7F}\u{8}\u{3}\u{0}\u{1D}", oneByOne: oneByOne)
        == keys(
          .character("n"), .character("ä"), .character("世"), .enter, .enter, .tab, .backspace,
          .backspace, .control("c"), .control(" "), .control("]")))
  }

  @Test(arguments: [
    ("\u{1B}[A", Key.up), ("\u{1B}OB", .down), ("\u{1B}[1;5D", .left), ("\u{1B}[H", .home),
    ("\u{1B}[4~", .end), ("\u{1B}[5~", .pageUp), ("\u{1B}[3;2~", .delete), ("\u{1B}[Z", .backTab),
    ("\u{1B}OP", .function(1)), ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)),
    ("\u{1B}[[A", .function(1)), ("\u{1B}", .escape), ("\u{1B}x", .alt("x")),
    ("\u{1B}ä", .alt("ä")),
    ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")),
  ])
  func `a sequence is one key, at once or in pieces`(sent: String, key: Key) {
    #expect(events(sent) == keys(key))
    #expect(events(sent, oneByOne: true) == keys(key))
    if sent.count > 2 { #expect(events(sent + "n") == keys(key, .character("n"))) }
  }

  @Test(arguments: [
    "\u{1B}[?1;2c", "\u{1B}[99~", "\u{1B}]11;rgb:0/0/0\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
    "\u{1B}P1+r\u{1B}\\", "\u{1B}[I", "\u{1B}Oz", "\u{1B}[12;40R",
  ])
  func `what is unknown is dropped whole`(sent: String) {
    #expect(events(sent + "n") == keys(.character("n")))
    #expect(events(sent + "n", oneByOne: true) == keys(.character("n")))
  }

  private static let twoHundredDigits = String(repeating: "7", count: 200)

  @Test(
    arguments: [
      ("\u{1B}[<0;3;4M", .press(.left), []),
      ("\u{1B}[<0;3;4m", .release(.left), []), ("\u{1B}[<1;3;4M", .press(.middle), []),
      ("\u{1B}[<2;3;4m", .release(.right), []), ("\u{1B}[<32;3;4M", .drag(.left), []),
      ("\u{1B}[<34;3;4M", .drag(.right), []), ("\u{1B}[<64;3;4M", .wheel(.up), []),
      ("\u{1B}[<65;3;4M", .wheel(.down), []), ("\u{1B}[<66;3;4M", .wheel(.left), []),
      ("\u{1B}[<67;3;4M", .wheel(.right), []), ("\u{1B}[<81;3;4M", .wheel(.down), .control),
      ("\u{1B}[<28;3;4M", .press(.left), [.shift, .alt, .control]),
      ("\u{1B}[<0;003;4M", .press(.left), []),
    ] as [(String, MouseEvent.Action, MouseEvent.Modifiers)])
  func `the mouse is read, at once or in pieces`(
    sent: String, action: MouseEvent.Action, modifiers: MouseEvent.Modifiers
  ) {
    let event = ScreenEvent.mouse(
      MouseEvent(action, at: Position(x: 2, y: 3), modifiers: modifiers))
    #expect(events(sent + "n") == [event, .key(.character("n"))])
    #expect(events(sent + "n", oneByOne: true) == [event, .key(.character("n"))])
  }

  @Test(arguments: [
    "\u{1B}[<3;3;4M", "\u{1B}[<35;3;4M", "\u{1B}[<128;3;4M", "\u{1B}[<96;3;4M",
    "\u{1B}[<64;3;4m", "\u{1B}[<0;0;4M", "\u{1B}[<0;3;0M", "\u{1B}[<0;-3;4M", "\u{1B}[<-1;3;4M",
    "\u{1B}[<0;3M", "\u{1B}[<0;3;4;5M", "\u{1B}[<;;M", "\u{1B}[<M", "\u{1B}[<0;3;M",
    "\u{1B}[<0;10001;4M", "\u{1B}[<0;99999999999999999999;4M", "\u{1B}[<0;3;4:5M",
    "\u{1B}[<0;3;4~", "\u{1B}[<0;\(twoHundredDigits);4M", "\u{1B}[<\(twoHundredDigits)m",
    "\u{1B}[M !!", "\u{1B}[32;3;4M",
  ])
  func `what no mouse does is dropped whole`(sent: String) {
    #expect(events(sent + "n") == keys(.character("n")))
    #expect(events(sent + "n", oneByOne: true) == keys(.character("n")))
  }

  @Test(arguments: ["\u{1B}[<", "\u{1B}[<0", "\u{1B}[<0;3;4", "\u{1B}[M", "\u{1B}[M !"])
  func `a report of the mouse that breaks off is no key`(sent: String) {
    #expect(events(sent) == [])
    #expect(events(sent, oneByOne: true) == [])
  }

  @Test func `a sequence that never ends is given up, and the next key is read`() {
    var decoder = KeyDecoder()
    decoder.feed(Array(("\u{1B}[<" + Self.twoHundredDigits).utf8))
    #expect(decoder.next() == nil)
    #expect(decoder.patience == .milliseconds(300))
    #expect(decoder.giveUp() == nil)
    decoder.feed([UInt8(ascii: "7")])
    #expect(decoder.next() == .key(.character("7")))
  }

  @Test func `Escape twice, or before a control key, is Escape`() {
    #expect(events("\u{1B}\u{1B}") == keys(.escape, .escape))
    #expect(events("\u{1B}\r") == keys(.escape, .enter))
    #expect(events("\u{1B}\u{1B}[A") == keys(.escape, .up))
  }

  @Test func `a sequence that breaks off does not swallow what follows`() {
    #expect(events("\u{1B}[1;\u{3}n") == keys(.control("c"), .character("n")))
    #expect(events("\u{1B}[12") == [])
  }

  @Test func `bytes that are no text are dropped`() {
    var decoder = KeyDecoder()
    decoder.feed([0xFF, 0x80, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x61])
    var events: [ScreenEvent] = []
    while let event = decoder.next() { events.append(event) }
    #expect(events == keys(.character("("), .character("a")))
  }

  @Test func `a lone Escape waits shortly, a begun sequence longer, and nothing not at all`() {
    var decoder = KeyDecoder()
    #expect(decoder.patience == nil)
    decoder.feed([0x1B])
    #expect(decoder.next() == nil)
    #expect(decoder.patience == .milliseconds(25))
    decoder.feed([UInt8(ascii: "[")])
    #expect(decoder.next() == nil)
    #expect(decoder.patience == .milliseconds(300))
  }

  @Test(arguments: [false, true])
  func `pasted text is one event with newlines for returns`(oneByOne: Bool) {
    #expect(
      events("a\u{1B}[200~x\r\ny\rz\u{1B}[A\u{1B}[201~b", oneByOne: oneByOne)
        == [
          .key(.character("a")), .paste("x\ny\nz\u{1B}[A"), .key(.character("b")),
        ])
  }

  @Test func `a paste that never ends is given up`() {
    #expect(events("\u{1B}[200~abc\u{1B}[20") == [.paste("abc\u{1B}[20")])
  }

  @Test func `every byte sequence of three is survived`() {
    let bytes: [UInt8] = [0x1B, 0x5B, 0x4F, 0x31, 0x3B, 0x7E, 0x5D, 0x07, 0xC3, 0x00, 0x41]
    for first in bytes {
      for second in bytes {
        for third in bytes {
          var decoder = KeyDecoder()
          decoder.feed([first, second, third])
          while decoder.next() != nil {}
          _ = decoder.giveUp()
          #expect(decoder.patience == nil)
        }
      }
    }
  }
}
