extension TerminalDescription {
  /// Where the capabilities that concern colours stand in the compiled format.
  package struct ColorPositions: Hashable, Sendable {
    package var maximumColors: Int
    package var maximumPairs: Int
    package var setForeground: Int
    package var setBackground: Int
    package var resetColors: Int
    package var canChange: Int
    /// Strings that would redefine colours or pairs, or set them in another way.
    package var others: [Int]

    /// Positions, each one of an array of the description.
    package init(
      maximumColors: Int, maximumPairs: Int, setForeground: Int, setBackground: Int,
      resetColors: Int, canChange: Int, others: [Int]
    ) {
      self.maximumColors = maximumColors
      self.maximumPairs = maximumPairs
      self.setForeground = setForeground
      self.setBackground = setBackground
      self.resetColors = resetColors
      self.canChange = canChange
      self.others = others
    }
  }

  /// The same terminal with the given colours, set by the sequences that have become standard.
  ///
  /// Many terminals can do more than their description says. Curses believes only descriptions, so
  /// it is given one that tells; the user's palette stays untouched.
  package func giving(_ support: ColorSupport, at positions: ColorPositions) -> TerminalDescription
  {
    var result = self
    switch support {
    case .none: return self
    case .direct:
      let channels = "%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"
      result.strings[positions.setForeground] = Array("\u{1B}[38;2;\(channels)".utf8)
      result.strings[positions.setBackground] = Array("\u{1B}[48;2;\(channels)".utf8)
      result.numbers[positions.maximumColors] = 1 << 24
      result.extendedBooleans = ["RGB"]
    case .indexed(let count) where count > 16:
      result.strings[positions.setForeground] = Array("\u{1B}[38;5;%p1%dm".utf8)
      result.strings[positions.setBackground] = Array("\u{1B}[48;5;%p1%dm".utf8)
      result.numbers[positions.maximumColors] = Int32(clamping: count)
    case .indexed(let count):
      let foreground = "\u{1B}[%?%p1%{8}%<%t3%p1%d%e9%p1%{8}%-%d%;m"
      let background = "\u{1B}[%?%p1%{8}%<%t4%p1%d%e10%p1%{8}%-%d%;m"
      result.strings[positions.setForeground] = Array(foreground.utf8)
      result.strings[positions.setBackground] = Array(background.utf8)
      result.numbers[positions.maximumColors] = Int32(clamping: count)
    }
    result.numbers[positions.maximumPairs] = 1 << 16
    result.strings[positions.resetColors] = Array("\u{1B}[39;49m".utf8)
    result.booleans[positions.canChange] = false
    for index in positions.others { result.strings[index] = nil }
    return result
  }
}
