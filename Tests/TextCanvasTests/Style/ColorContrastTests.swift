import Testing

@testable import TextCanvas

@Suite struct ColorContrastTests {
  @Test func `what is written on a colour has a contrast of at least 4_5 to 1`() {
    for red in stride(from: 0, through: 255, by: 15) {
      for green in stride(from: 0, through: 255, by: 15) {
        for blue in stride(from: 0, through: 255, by: 15) {
          let color = Color.rgb(UInt8(red), UInt8(green), UInt8(blue))
          #expect(color.contrast(with: color.contrasting) >= 4.5, "\(red) \(green) \(blue)")
        }
      }
    }
  }
}
