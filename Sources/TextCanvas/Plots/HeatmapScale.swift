/// What colour, or which character, stands for a number in a heatmap.
package struct HeatmapScale: Hashable, Sendable {
  /// What the numbers are.
  package enum Kind: Hashable, Sendable {
    /// Zero in the middle: blue above, orange below, and the background's shade at zero.
    case signed
    /// From black at zero to white: images.
    case grey
  }

  /// The two colours of a signed scale.
  package enum Hue: Hashable, Sendable {
    /// Blue above zero, orange below: for numbers of any kind.
    case mixed
    /// Blue, and violet below zero.
    case value
    /// Orange, and red below zero.
    case adjoint
    /// Green, and yellow below zero.
    case tangent
  }

  package let kind: Kind
  package let hue: Hue
  /// The magnitude at which the colour is full. Invariant: positive and finite.
  package let limit: Double
  /// Whether zero is white, for light backgrounds, instead of black.
  package let isLight: Bool

  /// A scale that ends at `limit`; a limit that is not positive and finite counts as 1.
  package init(_ kind: Kind, limit: Double, isLight: Bool = false, hue: Hue = .mixed) {
    self.kind = kind
    self.hue = hue
    self.limit = limit.isFinite && limit > 0 ? limit : 1
    self.isLight = isLight
  }

  /// A scale on which the largest magnitude of all maps is full.
  package init(
    _ kind: Kind, fitting maps: [Heatmap], isLight: Bool = false, hue: Hue = .mixed
  ) {
    let largest = maps.lazy.flatMap(\.values).filter(\.isFinite).map(\.magnitude).max()
    self.init(kind, limit: largest ?? 1, isLight: isLight, hue: hue)
  }

  // Few enough that all pairs of two colours stay within what curses can count.
  private static let levels = 64

  /// The part of the full colour, from -1 to 1, in steps; `nil` for what is not a number.
  private func level(_ value: Double) -> Int? {
    guard value.isFinite else { return nil }
    let part = min(max(value / limit, -1), 1)
    return Int((part * Double(Self.levels)).rounded())
  }

  /// The colour of a value; one that is not finite stands out.
  ///
  /// Of 256 colours, the nearest to a dark blue is a grey: there the steps are chosen by hand.
  package func color(_ value: Double, _ depth: ColorDepth = .truecolor) -> Color {
    guard let level = level(value) else { return Self.noNumber }
    let part = Double(abs(level)) / Double(Self.levels)
    switch (kind, depth) {
    case (.grey, _):
      let shade = UInt8((level < 0 ? 0 : part) * 255)
      return .rgb(shade, shade, shade)
    case (.signed, .palette256):
      let steps = paletteSteps(isNegative: level < 0)
      return Color(steps[Int((part * Double(steps.count - 1)).rounded())])
    case (.signed, _): return blend(part, isNegative: level < 0)
    }
  }

  private func blend(_ part: Double, isNegative: Bool) -> Color {
    let zero: [Double] = isLight ? [250, 250, 250] : [12, 12, 12]
    let full = fullColor(isNegative: isNegative)
    let mixed = zip(zero, full).map { UInt8($0 + ($1 - $0) * part) }
    return .rgb(mixed[0], mixed[1], mixed[2])
  }

  private func fullColor(isNegative: Bool) -> [Double] {
    switch (hue, isNegative, isLight) {
    case (.mixed, false, false), (.value, false, false): [86, 180, 255]
    case (.mixed, true, false), (.adjoint, false, false): [255, 176, 0]
    case (.mixed, false, true), (.value, false, true): [0, 90, 178]
    case (.mixed, true, true), (.adjoint, false, true): [196, 84, 0]
    case (.value, true, false): [190, 120, 255]
    case (.value, true, true): [110, 40, 170]
    case (.adjoint, true, false): [255, 80, 70]
    case (.adjoint, true, true): [170, 0, 30]
    case (.tangent, false, false): [60, 215, 165]
    case (.tangent, false, true): [0, 122, 90]
    case (.tangent, true, false): [225, 215, 70]
    case (.tangent, true, true): [120, 105, 0]
    }
  }

  // All of these are entries of xterm's colour cube.
  private func paletteSteps(isNegative: Bool) -> [UInt32] {
    switch (hue, isNegative, isLight) {
    case (.mixed, false, false), (.value, false, false):
      [0x000000, 0x00005F, 0x005F87, 0x0087AF, 0x0087D7, 0x5FAFFF]
    case (.mixed, true, false), (.adjoint, false, false):
      [0x000000, 0x5F0000, 0x875F00, 0xAF5F00, 0xD78700, 0xFFAF00]
    case (.mixed, false, true), (.value, false, true):
      [0xFFFFFF, 0xD7FFFF, 0xAFD7FF, 0x87AFFF, 0x5F87D7, 0x005FAF]
    case (.mixed, true, true), (.adjoint, false, true):
      [0xFFFFFF, 0xFFFFD7, 0xFFD7AF, 0xFFAF5F, 0xD78700, 0xD75F00]
    case (.value, true, false): [0x000000, 0x5F005F, 0x5F5FAF, 0x875FAF, 0x875FFF, 0xAF87FF]
    case (.value, true, true): [0xFFFFFF, 0xD7D7FF, 0xAFAFFF, 0x8787D7, 0x875FD7, 0x5F00AF]
    case (.adjoint, true, false): [0x000000, 0x5F0000, 0x870000, 0xAF0000, 0xD70000, 0xFF5F5F]
    case (.adjoint, true, true): [0xFFFFFF, 0xFFD7D7, 0xFFAFAF, 0xFF8787, 0xD75F5F, 0xAF0000]
    case (.tangent, false, false): [0x000000, 0x005F5F, 0x00875F, 0x00AF87, 0x00D787, 0x5FFFAF]
    case (.tangent, false, true): [0xFFFFFF, 0xD7FFD7, 0xAFFFD7, 0x5FD7AF, 0x00AF87, 0x00875F]
    case (.tangent, true, false): [0x000000, 0x5F5F00, 0x878700, 0xAFAF00, 0xD7D700, 0xFFFF5F]
    case (.tangent, true, true): [0xFFFFFF, 0xFFFFD7, 0xFFFFAF, 0xD7D75F, 0xAFAF00, 0x878700]
    }
  }

  /// The character of a value where colours are few: the sign shows in it, and the magnitude.
  package func character(_ value: Double) -> Character {
    guard let level = level(value) else { return "!" }
    let ramp: [Character] =
      switch (kind, level < 0) {
      case (.grey, _): [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
      case (.signed, false): [" ", ".", "+", "*", "#"]
      case (.signed, true): [" ", ",", "-", "=", "%"]
      }
    if kind == .grey, level < 0 { return " " }
    return ramp[(abs(level) * (ramp.count - 1) + Self.levels / 2) / Self.levels]
  }

  /// The style of that character, as far as there are colours at all.
  func characterStyle(_ value: Double) -> Style {
    guard value.isFinite else { return Style(foreground: Self.noNumber, attributes: .bold) }
    guard kind == .signed, value != 0 else { return .plain }
    return Style(foreground: color(value < 0 ? -limit : limit))
  }

  private static let noNumber = Color(0xCC79A7)
}

extension HeatmapScale {
  /// The style for digits on the colour of a value, as far as there are colours to grade by.
  package func style(under value: Double, _ capabilities: Capabilities) -> Style {
    guard Heatmap.usesColor(capabilities) else { return .plain }
    let color = color(value, capabilities.colors)
    return Style(foreground: color.contrasting, background: color)
  }

  /// Draws the scale with its ends into one row: `-0.31 ▒▓█ 0 █▓▒ 0.31`, in the map's own colours.
  package func drawLegend(
    on canvas: inout Canvas, in area: Rect, style: Style, _ capabilities: Capabilities
  ) {
    let low = kind == .signed ? (-limit).abbreviated(digits: 2) + " " : "0 "
    let high = " " + limit.abbreviated(digits: 2)
    let room = area.width - low.columns - high.columns
    guard room >= 3 else { return }
    canvas.write(low, x: area.x, y: area.y, style: style, clippedTo: area)
    for column in 0..<room {
      let part = Double(column) / Double(room - 1)
      let value = kind == .signed ? (part * 2 - 1) * limit : part * limit
      let cell =
        Heatmap.usesColor(capabilities)
        ? Cell(" ", style: Style(background: color(value, capabilities.colors)))
        : Cell(character(value), style: characterStyle(value))
      let x = area.x + low.columns + column
      if area.contains(Position(x: x, y: area.y)) { canvas[x, area.y] = cell }
    }
    canvas.write(
      high, x: area.maxX - high.columns, y: area.y, style: style, clippedTo: area)
  }
}
