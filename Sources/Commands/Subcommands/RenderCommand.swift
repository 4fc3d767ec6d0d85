import ArgumentParser
import Autodiff
import Explorer
import Presentation
import TextCanvas

/// `retrograde render [PROGRAM]`: the very frame the explorer would show.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print the frame that the explorer would show after some keys.",
    discussion: "Example: retrograde render 'z = x*y + sin(x)' --size 120x40 --keys 'n n n n n n'")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices

  @Option(help: "Columns and rows, such as 120x40.")
  var size = "80x24"

  @Option(
    help: "Keys by tmux's names with spaces between; quoted text is typed: \"n ':goto 7' Enter\".")
  var keys = ""

  @Option(help: "text, ansi (with colours) or svg (a picture).")
  var format = Format.text

  func run() throws {
    var screen = MemoryScreen(
      size: try parsedSize(), keys: try parsedKeys(), capabilities: capabilities)
    var model = AppModel(
      size: screen.size,
      settings: AppModel.Settings(
        capabilities: capabilities, notation: self.screen.notation, mode: options.mode.mode))
    if let program {
      do {
        try model.open(try options.program(program))
      } catch let error as GraphError {
        throw Failure(.badInput, "\(error)")
      }
    }
    Explorer.run(&model, on: &screen, training: .none)
    try write(model.view().canvas)
  }

  private var capabilities: Capabilities { screen.drawnCapabilities }

  private func write(_ canvas: Canvas) throws {
    let write = Console.current.write
    switch format {
    case .text: try write(canvas.text(glyphs: capabilities.glyphs))
    case .ansi: try write(canvas.ansi(glyphs: capabilities.glyphs, colors: capabilities.colors))
    case .svg: try CanvasSVG(canvas, capabilities, title: "retrograde").write(to: write)
    }
  }

  private func parsedSize() throws -> Size {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...1000).contains(width), (1...1000).contains(height)
    else { throw ValidationError("--size takes columns and rows up to 1000x1000, such as 120x40") }
    return Size(width: width, height: height)
  }

  private func parsedKeys() throws -> [Key] {
    do {
      return try KeySequence.parse(keys)
    } catch {
      throw ValidationError(error.report(in: keys))
    }
  }
}
