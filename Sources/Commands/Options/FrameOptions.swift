import ArgumentParser
import Presentation
import Syntax
import TextCanvas

/// Which frame of a screen is printed, and how.
struct FrameOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
  }

  @OptionGroup var screen: ScreenChoices

  @Option(help: "Columns and rows, such as 120x40.")
  var size = "80x24"

  @Option(
    help: ArgumentHelp(
      "Keys by their tmux names, separated by spaces; quoted text is typed: \"n ':goto 7' Enter\". "
        + "With the mouse on: Click(12,5)."))
  var keys = ""

  @Option(help: "text, ansi (with colours) or svg (a picture).")
  var format = Format.text

  var capabilities: Capabilities { screen.drawnCapabilities }

  /// A screen on which the keys are pressed.
  func memoryScreen() throws -> MemoryScreen {
    try memoryScreen(pressing: try parsedKeys(), capabilities: capabilities)
  }

  /// A screen of the size asked for on which other keys are pressed.
  ///
  /// Behind each key somebody calls, as a training run would that has come further.
  func memoryScreen(pressing events: [ScreenEvent], capabilities: Capabilities) throws
    -> MemoryScreen
  {
    MemoryScreen(
      size: try parsedSize(), events: events.flatMap { [$0, .wake] },
      capabilities: capabilities)
  }

  /// Prints a frame.
  func write(_ canvas: Canvas) throws {
    let console = Console.current
    switch format {
    case .text: try console.write(canvas.text(glyphs: capabilities.glyphs))
    case .ansi:
      try console.writeSequences(
        canvas.ansi(glyphs: capabilities.glyphs, colors: capabilities.colors))
    case .svg: try CanvasSVG(canvas, capabilities, title: "retrograde").write(to: console.write)
    }
  }

  private func parsedSize() throws -> Size { try Self.size(size) }

  /// A size that was typed: columns and rows.
  static func size(_ size: String) throws -> Size {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...1000).contains(width), (1...1000).contains(height)
    else { throw ValidationError("--size takes columns and rows up to 1000x1000, such as 120x40") }
    return Size(width: width, height: height)
  }

  /// What the screen reports when the keys are pressed.
  func parsedKeys() throws -> [ScreenEvent] {
    do {
      return try KeySequence.parse(keys)
    } catch {
      throw ValidationError(error.report(in: keys))
    }
  }
}
