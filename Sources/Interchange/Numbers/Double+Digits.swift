extension Double {
  /// The digits of a finite number, from which it is read as the very same; whole ones as such.
  var digits: String {
    if self == 0 { return sign == .minus ? "-0.0" : "0" }
    let isWhole = self == rounded() && magnitude < 1e15
    return isWhole ? "\(Int(self))" : "\(self)"
  }

  /// The word for a number that has no digits.
  var wordWithoutDigits: String {
    isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity"
  }
}
