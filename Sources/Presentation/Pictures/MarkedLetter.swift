/// A letter with the bar of an adjoint or the dot of a tangent over it.
///
/// Few fonts put a combining mark where it belongs, so the mark is drawn as a shape.
struct MarkedLetter {
  enum Mark {
    case bar, dot
  }

  let letter: Character
  /// What is drawn over the letter; any other mark stays with the letter.
  let mark: Mark?

  init(_ character: Character) {
    let scalars = character.unicodeScalars
    guard scalars.count == 2, let base = scalars.first, let last = scalars.last,
      let mark: Mark = last == "\u{0304}" ? .bar : last == "\u{0307}" ? .dot : nil
    else {
      letter = character
      self.mark = nil
      return
    }
    letter = Character(base)
    self.mark = mark
  }

  /// Whether the letter leaves no room below the height of capitals.
  var isTall: Bool { letter.isUppercase || letter.isNumber || "bdfhijklt".contains(letter) }
}
