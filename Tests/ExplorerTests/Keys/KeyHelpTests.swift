import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// Help says what each key does in lines that are not cut off.
@Suite struct KeyHelpTests {
  /// As wide as the narrowest terminal that has room for everything, and tall enough not to scroll.
  private static let size = Size(width: 80, height: 200)

  private func text(of help: KeyHelpView) -> String {
    var canvas = Canvas(size: Self.size)
    help.draw(on: &canvas, in: Rect(Self.size))
    return canvas.text()
  }

  @Test func `the explorer's help shows each key in full at 80 columns`() {
    let text = text(of: .explorer(theme: Theme.fitting(Capabilities())))
    let words =
      KeyTable.explorer.bindings.map(\.help) + KeyTable.tensor.bindings.map(\.help)
      + KeyTable.pane.bindings.map(\.help)
    for help in words { #expect(text.contains(help + " "), "\(help)") }
  }
}
