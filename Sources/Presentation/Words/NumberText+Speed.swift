extension NumberText {
  /// `870 samples/s`, `531 k samples/s`, `12.4 M samples/s`.
  package static func perSecond(_ speed: Double, _ things: String) -> String {
    let unit: (size: Double, name: String) =
      // What is rounded up to a thousand is one of the next unit.
      switch speed.magnitude {
      case ..<999.5: (1, "")
      case ..<999.5e3: (1e3, "k ")
      case ..<999.5e6: (1e6, "M ")
      default: (1e9, "G ")
      }
    return "\(short(speed / unit.size, digits: 3)) \(unit.name)\(things)/s"
  }
}
