import Testing

@testable import Inquiry

@Suite struct PlotRequestTests {
  private static let readings: [(String, PlotRequest)] = [
    ("", PlotRequest(nil)),
    ("phi", PlotRequest("phi")),
    ("phi -2 2", PlotRequest("phi", ranges: [-2...2])),
    ("z by x", PlotRequest("z", by: ["x"])),
    ("z by x -3 3", PlotRequest("z", by: ["x"], ranges: [-3...3])),
    ("z by x −3 3", PlotRequest("z", by: ["x"], ranges: [-3...3])),
    ("z by x, y -3 3 0 1e2", PlotRequest("z", by: ["x", "y"], ranges: [-3...3, 0...100])),
    ("C by W1[0, 1] -1 1", PlotRequest("C", by: ["W1[0, 1]"], ranges: [-1...1])),
    ("'a b' by 'c, d'", PlotRequest("'a b'", by: ["'c, d'"])),
  ]

  @Test(arguments: readings)
  func `what is typed is read`(_ reading: (String, PlotRequest)) throws {
    #expect(try PlotRequest(typed: reading.0) == reading.1)
  }

  private static let refusals = [
    ("z x", "type by after what is plotted, as in plot z by x -3 3"),
    ("z by", "type the name of an input after by, as in plot z by x"),
    ("z by x y w", "a plot has one variable or two, not 3"),
    ("z by x 3", "type both ends of a range, as in -3 3"),
    ("z by x 3 -3", "a range ends above where it begins: 3 to -3"),
    ("z by x 0 0", "a range ends above where it begins: 0 to 0"),
    ("z by x 1 2 3 4 5 6", "type both ends of a range, as in -3 3"),
    ("z by x -1e308 1.7e308", "a range ends above where it begins: -1e+308 to 1.7e+308"),
  ]

  @Test(arguments: refusals)
  func `what cannot be plotted is refused in words`(_ refusal: (String, String)) {
    #expect(throws: CommandFailure(refusal.1)) { try PlotRequest(typed: refusal.0) }
  }
}
