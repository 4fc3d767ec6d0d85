/// The known ways to write each digit.
struct HandBook: Equatable, Sendable {
  /// The hands of each digit, from 0 to 9. Invariant: ten lists, none empty.
  let hands: [[Hand]]
  /// For each hand, those of its digit that it may be blended with, itself among them.
  private let kin: [[[Hand]]]

  init(hands: [[Hand]]) {
    let hands = hands.map(Hand.aligned)
    self.hands = hands
    kin = hands.map { hands in
      hands.map { hand in hands.filter(hand.isAkin) }
    }
  }

  /// A hand of a digit, as often as its share says, on its way to or from one akin to it.
  func hand(of digit: Int, using generator: inout some RandomNumberGenerator) -> Hand {
    let index = index(of: digit, using: &generator)
    let kin = kin[digit][index]
    let other = kin[generator.index(below: kin.count)]
    return hands[digit][index].blended(with: other, using: &generator)
  }

  private func index(of digit: Int, using generator: inout some RandomNumberGenerator) -> Int {
    let choices = hands[digit]
    var remaining = generator.unit() * choices.reduce(0) { $0 + $1.share }
    for (index, choice) in choices.enumerated() {
      remaining -= choice.share
      if remaining < 0 { return index }
    }
    return choices.count - 1
  }
}

/// A line of the book of hands that makes no sense.
struct HandBookError: Error, Equatable {
  enum Problem: Equatable {
    case unknownWord(String)
    case noDigit(String)
    case noHand
    case noName
    case noShare(String)
    case noPoint(String)
    case onePoint
    case handWithoutStroke(String)
    case digitWithoutHand(Int)
  }

  /// Counted from 1.
  let line: Int
  let problem: Problem
}

extension HandBookError: CustomStringConvertible {
  var description: String { "digits.txt, line \(line): \(problem)" }
}

extension HandBookError.Problem: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownWord(let word): "a line begins with digit, hand or stroke, not with '\(word)'"
    case .noDigit(let text): "'\(text)' is not a digit from 0 to 9"
    case .noHand: "a stroke needs a hand before it"
    case .noName: "a hand needs a name"
    case .noShare(let text): "'\(text)' is not a share above 0 and up to 100"
    case .noPoint(let text): "'\(text)' is not a point such as 40,62 or, for a corner, 40,62!"
    case .onePoint: "a stroke needs at least two points"
    case .handWithoutStroke(let name): "the hand '\(name)' has no stroke"
    case .digitWithoutHand(let digit): "no hand writes \(digit)"
    }
  }
}

extension HandBook {
  /// Reads the book from text in the form that the head of `assets/digits.txt` explains.
  init(_ text: String) throws(HandBookError) {
    var reader = HandBookReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try reader.read(line)
    }
    self.init(hands: try reader.finished())
  }
}

/// Reads the book of hands line by line.
private struct HandBookReader {
  private var line = 0
  private var digit: Int?
  private var hand: Hand?
  private var hands: [[Hand]] = Array(repeating: [], count: 10)

  mutating func read(_ text: Substring) throws(HandBookError) {
    line += 1
    let words = text.prefix { $0 != "#" }.split(separator: " ")
    guard let first = words.first else { return }
    let rest = words.dropFirst()
    switch first {
    case "digit":
      try finishHand()
      digit = try parseDigit(rest)
    case "hand":
      try finishHand()
      hand = try parseHand(rest)
    case "stroke":
      guard hand != nil else { throw error(.noHand) }
      let stroke = try parseStroke(rest)
      hand?.strokes.append(stroke)
    default: throw error(.unknownWord(String(first)))
    }
  }

  mutating func finished() throws(HandBookError) -> [[Hand]] {
    try finishHand()
    if let bare = hands.firstIndex(where: \.isEmpty) { throw error(.digitWithoutHand(bare)) }
    return hands
  }

  private mutating func finishHand() throws(HandBookError) {
    guard let hand else { return }
    guard !hand.strokes.isEmpty else { throw error(.handWithoutStroke(hand.name)) }
    hands[hand.digit].append(hand)
    self.hand = nil
  }

  private func parseDigit(_ words: ArraySlice<Substring>) throws(HandBookError) -> Int {
    guard words.count == 1, let word = words.first, let digit = Int(word), 0...9 ~= digit else {
      throw error(.noDigit(words.joined(separator: " ")))
    }
    return digit
  }

  /// `round head, share 0.5`
  private func parseHand(_ words: ArraySlice<Substring>) throws(HandBookError) -> Hand {
    guard let digit else { throw error(.noDigit("")) }
    var words = words
    var share: Float = 1
    if let place = words.lastIndex(of: "share"), place > words.startIndex {
      let number = words[(place + 1)...].joined(separator: " ")
      guard let value = Float(number), value > 0, value <= 100 else {
        throw error(.noShare(number))
      }
      share = value
      words = words[..<place]
    }
    var name = words.joined(separator: " ")
    if name.last == "," { name.removeLast() }
    guard !name.isEmpty else { throw error(.noName) }
    return Hand(digit: digit, name: name, share: share, strokes: [])
  }

  private func parseStroke(_ words: ArraySlice<Substring>) throws(HandBookError) -> Stroke {
    guard words.count > 1 else { throw error(.onePoint) }
    var stroke = Stroke(knots: [], corners: [])
    for word in words {
      stroke.knots.append(try parsePoint(word))
      stroke.corners.append(word.last == "!")
    }
    return stroke
  }

  /// `40,62` or, at a corner, `40,62!`, moved so that the middle of the digit is the origin.
  private func parsePoint(_ word: Substring) throws(HandBookError) -> Point {
    let place = word.last == "!" ? word.dropLast() : word
    let numbers = place.split(separator: ",", omittingEmptySubsequences: false)
    guard numbers.count == 2, let x = Float(numbers[0]), let y = Float(numbers[1]),
      abs(x) <= 1000, abs(y) <= 1000
    else { throw error(.noPoint(String(word))) }
    return Point(x - 50, y - 50) / 50
  }

  private func error(_ problem: HandBookError.Problem) -> HandBookError {
    HandBookError(line: line, problem: problem)
  }
}
