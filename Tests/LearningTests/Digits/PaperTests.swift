import Testing

@testable import Learning

@Suite struct PaperTests {
  @Test func `a dot is drawn as a dot in the middle`() {
    var path = PenPath()
    path.append(Stroke(knots: [.zero, .zero], corners: [false, false]), piece: 1)
    var paper = Paper()
    paper.draw(path, with: Pen(radius: 1.5, fade: 1))
    var pixels = [UInt8](repeating: 0, count: 784)
    pixels.withUnsafeMutableBufferPointer { paper.write(into: $0) }
    #expect(pixels[14 * 28 + 14] == 255)
    #expect(pixels.filter { $0 > 0 }.count == 12)
  }
}
