/// What the mouse did in one cell of the screen, as terminals report it.
package struct MouseEvent: Hashable, Sendable {
  package enum Button: CaseIterable, Hashable, Sendable {
    case left, middle, right
  }

  /// The way in which the wheel was turned.
  package enum Wheel: CaseIterable, Hashable, Sendable {
    case up, down, left, right

    /// One line on or back.
    package var step: Int {
      switch self {
      case .up, .left: -1
      case .down, .right: 1
      }
    }
  }

  package enum Action: Hashable, Sendable {
    case press(Button)
    /// The mouse came into the cell with a button held down.
    case drag(Button)
    case release(Button)
    case wheel(Wheel)
  }

  /// Keys that were held down meanwhile.
  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  package let action: Action
  package let position: Position
  package let modifiers: Modifiers

  package init(_ action: Action, at position: Position, modifiers: Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}
