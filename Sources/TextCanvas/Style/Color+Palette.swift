extension Color {
  /// The nearest entry of xterm's fixed 256 colours, from 16 up; `nil` for the terminal's own.
  ///
  /// The first sixteen are left alone, because users set them as they like.
  package var paletteIndex: Int? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    let channels = [Int(red), Int(green), Int(blue)]
    let cube = channels.map(Self.nearestCubeStep)
    let cubeDistance = Self.distance(channels, cube.map { Self.cubeLevels[$0] })
    let grey = Self.nearestGreyStep(channels.reduce(0, +) / 3)
    let greyDistance = Self.distance(channels, Array(repeating: 8 + 10 * grey, count: 3))
    return greyDistance < cubeDistance
      ? 232 + grey : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }

  /// The nearest of the sixteen basic colours, as xterm shows them; `nil` for the terminal's own.
  package var basicIndex: Int? { nearestBasic(among: 16) }

  /// The nearest of the eight colours that the oldest colour terminals have.
  package var basicIndexOfEight: Int? { nearestBasic(among: 8) }

  /// The nearest colour that a screen with so many has; without colours the terminal's own.
  package func rounded(to depth: ColorDepth) -> Color {
    switch depth {
    case .truecolor: return self
    case .none: return .terminal
    case .basic16: return basicIndex.map { Self.color(of: Self.basic[$0]) } ?? .terminal
    case .palette256: return paletteIndex.map { Self.color(ofEntry: $0) } ?? .terminal
    }
  }

  /// What an entry of xterm's colour cube or of its ramp of greys looks like.
  private static func color(ofEntry index: Int) -> Color {
    guard index < 232 else {
      let grey = 8 + 10 * (index - 232)
      return color(of: [grey, grey, grey])
    }
    let cube = max(index - 16, 0)
    return color(of: [cube / 36, cube / 6 % 6, cube % 6].map { cubeLevels[$0] })
  }

  private static func color(of channels: [Int]) -> Color {
    .rgb(
      UInt8(clamping: channels[0]), UInt8(clamping: channels[1]), UInt8(clamping: channels[2]))
  }

  private func nearestBasic(among count: Int) -> Int? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    let channels = [Int(red), Int(green), Int(blue)]
    return Self.basic.prefix(count).indices.min {
      Self.distance(channels, Self.basic[$0]) < Self.distance(channels, Self.basic[$1])
    }
  }

  private static let cubeLevels = [0, 95, 135, 175, 215, 255]

  private static let basic = [
    [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205],
    [229, 229, 229], [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255],
    [255, 0, 255], [0, 255, 255], [255, 255, 255],
  ]

  private static func nearestCubeStep(_ level: Int) -> Int {
    switch level {
    case ..<48: 0
    case ..<115: 1
    default: (level - 35) / 40
    }
  }

  private static func nearestGreyStep(_ level: Int) -> Int {
    ((level - 3) / 10).clamped(to: 0...23)
  }

  private static func distance(_ first: [Int], _ second: [Int]) -> Int {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
