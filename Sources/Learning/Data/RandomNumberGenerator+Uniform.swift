extension RandomNumberGenerator {
  /// A number from 0 up to but not including 1, each step of 2⁻²⁴ as likely as another.
  package mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number around 0 with standard deviation 1 that never exceeds 3.5: near a normal one.
  ///
  /// The sum of four uniform numbers; it needs no logarithm, whose last bit differs by machine.
  package mutating func bell() -> Float {
    let bits = next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + bits >> 48
    return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
  }

  /// An index below `count`. Requires: `count` is positive and small beside 2²⁴.
  package mutating func index(below count: Int) -> Int {
    min(Int(unit() * Float(count)), count - 1)
  }
}
