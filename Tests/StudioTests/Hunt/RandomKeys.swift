import Basics
import TestSupport
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import TrainingScreen
@testable import Widgets

/// What somebody might do who knows all keys and commands, and not what they are for.
struct RandomKeys {
  private var random: SplitMix64
  /// The names of nodes that commands are given.
  private let names: [String]

  init(seed: UInt64, names: [String]) {
    random = SplitMix64(seed: seed)
    self.names = names
  }

  /// The events of one whim: a key, a count with a key, a command, something typed, another size.
  mutating func next() -> [ScreenEvent] {
    switch random.integer(below: 100) {
    case ..<60: [.key(one(of: Self.keys))]
    case ..<70: count() + [.key(one(of: Self.keys))]
    case ..<85: typing(":", command())
    case ..<90: typing(one(of: ["e", "i", "/"]), text())
    case ..<93: [.resize(size())]
    case ..<95: [.paste(text())]
    case ..<98: [.mouse(mouse())]
    default: [.key(one(of: Self.strangeKeys))]
    }
  }

  /// A key that only moves in time, perhaps with a count.
  mutating func nextTravel() -> [ScreenEvent] {
    let key = Key.character(one(of: Array("nNfFcCtTG")))
    return (random.isHeads() ? count() : []) + [.key(key)]
  }

  private static let keys =
    KeyTable.explorer.bindings.flatMap(\.keys) + KeyTable.tensor.bindings.flatMap(\.keys)
    + KeyTable.pane.bindings.flatMap(\.keys) + KeyTable.training.bindings.flatMap(\.keys)

  private static let strangeKeys: [Key] = [
    .character("ß"), .character("x̄"), .character("日"), .character("\u{301}"), .alt("x"),
    .control("x"), .control(" "), .function(12), .backTab, .insert, .delete, .backspace,
  ]

  private mutating func one<Thing>(of things: [Thing]) -> Thing {
    things[random.integer(below: things.count)]
  }

  private mutating func count() -> [ScreenEvent] {
    let digits = one(of: ["2", "3", "7", "12", "100", "999999", "99999999999999999999"])
    return digits.map { .key(.character($0)) }
  }

  private mutating func mouse() -> MouseEvent {
    let button = one(of: MouseEvent.Button.allCases)
    let wheel = one(of: MouseEvent.Wheel.allCases)
    return MouseEvent(
      one(of: [.press(button), .drag(button), .release(button), .wheel(wheel)]),
      at: Position(x: random.integer(below: 240), y: random.integer(below: 80)),
      modifiers: MouseEvent.Modifiers(rawValue: UInt8(random.integer(below: 8))))
  }

  private mutating func size() -> Size {
    if random.isHeads(chance: 0.2) { return one(of: [Size(width: 1, height: 1), Self.usual]) }
    return Size(width: 1 + random.integer(below: 220), height: 1 + random.integer(below: 70))
  }

  private static let usual = Size(width: 80, height: 24)

  /// A line for a prompt; sometimes it is left instead of taken.
  private mutating func typing(_ opening: Character, _ line: String) -> [ScreenEvent] {
    // A program of several lines is applied by a key of its own.
    let end = opening == "e" && random.isHeads(chance: 0.7) ? Key.control("d") : .enter
    return [.key(.character(opening))] + line.map { .key(.character($0)) }
      + [.key(random.isHeads(chance: 0.8) ? end : .escape)]
  }

  private mutating func command() -> String {
    let entry = one(of: CommandTable.all)
    let arguments = (0..<random.integer(below: 3)).map { _ in argument() }
    return ([entry.names[0]] + arguments).joined(separator: " ")
  }

  private mutating func argument() -> String {
    let name = one(of: names)
    return one(of: [
      name, name, "adj(\(name))", "\(name)*2 > 0", "accumulate \(name)", "nan", "1", "3", "-7",
      "1e308", "1/0", "[1, 2]", "0x", "(", "end", "mode both", "mode forward", "mode reverse",
      "glyphs ascii", "color 16", "notation leibniz", "break", "svg picture.svg",
      "99999999999999999999",
    ])
  }

  private mutating func text() -> String {
    let name = one(of: names)
    return one(of: [
      "3", "-0.5", "[1, 2]", "1/0", name, "z = \(name) + 1", "q = \(name)*w; r = log(q)", "((((",
      "f(t) = t*t; z = f(f(\(name)))", "W = [[1, 2], [3, 4]]; z = sum(W @ [1, \(name)])", "",
      "x\nz = x^2\n", "\u{1B}[200~\u{0}\u{7F}é日本𝔘", "sum(", "tahn(x)",
    ])
  }
}
