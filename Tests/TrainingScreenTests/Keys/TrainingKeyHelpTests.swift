import Testing
import TextCanvas
import Widgets

@testable import TrainingScreen

/// Help says what each key does in lines that are not cut off.
@Suite struct TrainingKeyHelpTests {
  /// As wide as the narrowest terminal that has room for everything, and tall enough not to scroll.
  private static let size = Size(width: 80, height: 200)

  @Test func `the training screen's help shows each key in full at 80 columns`() {
    var canvas = Canvas(size: Self.size)
    KeyHelpView(KeyTable.training, theme: Theme.fitting(Capabilities()))
      .draw(on: &canvas, in: Rect(Self.size))
    let text = canvas.text()
    for help in KeyTable.training.bindings.map(\.help) {
      #expect(text.contains(help + " "), "\(help)")
    }
  }
}
