import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// The help explains every mark of the explorer's panes.
@Suite struct LegendTests {
  private static let text: String = {
    let size = Size(width: 100, height: 400)
    var canvas = Canvas(size: size)
    KeyHelpView.explorer(theme: .dark).draw(on: &canvas, in: Rect(size))
    return canvas.text()
  }()

  /// Keys after which graph, list and line of time show what there is to show.
  private static let scenes = [
    "", "n n n", "G", "G N b Down z", "n n n n n n n z z", "z z z n n n", "G z z z Down",
    "2 Tab Down", "Space f n", "':set c 4' Enter G", "':engine set' Enter Enter",
    "':set reveal on' Enter n n", "m n n n", "m m G",
  ]

  @Test(arguments: scenes) func `no mark is left unexplained`(keys: String) throws {
    let programs = [
      "x = 3; y = -1; c = x + y; d = c^2; f = x*d",
      "phi(t) = tanh(t); W = [[1, 2], [3, 4]]; c = phi(W @ [1, -1]); z = sum(c)",
    ]
    for program in programs {
      let model = try ExplorerModel(program, keys: keys)
      let canvas = model.view().canvas
      for area in [model.frame.graph, model.frame.program, model.frame.timeBar] {
        for mark in marks(of: canvas, in: area) {
          #expect(Self.text.contains(mark), "\(mark) after \(keys)")
        }
      }
    }
  }

  /// The characters of an area that are neither lines, letters nor ASCII, nor a picture of numbers.
  private func marks(of canvas: Canvas, in area: Rect) -> Set<Character> {
    var marks: Set<Character> = []
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let cell = canvas[x, y]
        guard cell.arms.isEmpty, !cell.character.isASCII, !cell.character.isLetter,
          !"▀▄█░▒▓".contains(cell.character)
        else { continue }
        marks.insert(cell.character)
      }
    }
    return marks
  }
}
