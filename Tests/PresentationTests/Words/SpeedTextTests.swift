import Testing

@testable import Presentation

@Suite struct SpeedTextTests {
  @Test(
    arguments: [
      (0, "0 samples/s"), (7.25, "7.25 samples/s"), (999, "999 samples/s"),
      (999.7, "1 k samples/s"), (1000, "1 k samples/s"), (531_200, "531 k samples/s"),
      (12_400_000, "12.4 M samples/s"),
      (3e9, "3 G samples/s"),
    ] as [(Double, String)])
  func `a speed has at most three digits before its unit`(speed: Double, text: String) {
    #expect(NumberText.perSecond(speed, "samples") == text)
  }
}
