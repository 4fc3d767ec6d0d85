import ArgumentParser
import Debugging
import Explorer
import Presentation
import TextCanvas

/// The size of a picture in pixels, as it is typed: `1600x900`.
struct PictureSize: ExpressibleByArgument, CustomStringConvertible {
  /// What fills a slide.
  static let slide = PictureSize(width: 1600, height: 900)

  private static let longestSide = 100_000

  let width: Int
  let height: Int

  private init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }

  var description: String { "\(width)x\(height)" }
  var defaultValueDescription: String { description }

  /// The cells of a picture in SVG that take this size.
  var cells: Size { CanvasSVG.cells(inWidth: width, height: height) }
}

extension FlowChoice: ExpressibleByArgument {}
