import TextCanvas

/// A report of the mouse in digits: `ESC [ < button ; column ; row`, then `M`, or `m` for a
/// release.
enum MouseReport {
  /// What the three numbers say; `nil` for what no mouse does.
  static func event(_ parameters: ArraySlice<UInt8>, final: UInt8) -> MouseEvent? {
    let isRelease = final == UInt8(ascii: "m")
    guard isRelease || final == UInt8(ascii: "M") else { return nil }
    let fields = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let numbers = fields.compactMap(number)
    guard fields.count == 3, numbers.count == 3 else { return nil }
    let (code, column, row) = (numbers[0], numbers[1], numbers[2])
    guard code < 0x80, column >= 1, row >= 1, let action = action(code, isRelease: isRelease)
    else { return nil }
    return MouseEvent(
      action, at: Position(x: column - 1, y: row - 1), modifiers: modifiers(code))
  }

  /// Digits alone: a sign or a number beyond any screen is not a place.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(String(decoding: digits, as: UTF8.self)), number <= Canvas.largestExtent
    else { return nil }
    return number
  }

  private static func action(_ code: Int, isRelease: Bool) -> MouseEvent.Action? {
    let (isWheel, isMotion) = (code & 64 != 0, code & 32 != 0)
    if isWheel {
      guard !isMotion, !isRelease else { return nil }
      return .wheel(MouseEvent.Wheel.allCases[code & 3])
    }
    let buttons = MouseEvent.Button.allCases
    guard buttons.indices.contains(code & 3) else { return nil }
    let button = buttons[code & 3]
    return isRelease ? .release(button) : isMotion ? .drag(button) : .press(button)
  }

  private static func modifiers(_ code: Int) -> MouseEvent.Modifiers {
    var modifiers: MouseEvent.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    return modifiers
  }
}
