import ArgumentParser
import Explorer
import Foundation
import NcursesScreen
import TestSupport
import TextCanvas
import Widgets

@testable import Commands

/// A recorded session that draws a frame of the explorer, to be played in a real terminal.
struct Scenario: Sendable {
  let name: String
  /// The words behind `render`.
  private let words: [String]

  /// The sessions whose names begin so.
  static func all(named prefixes: String...) throws -> [Scenario] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../CommandsTests/Sessions")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.compactMap { file in
      let name = file.deletingPathExtension().lastPathComponent
      guard prefixes.contains(where: name.hasPrefix) else { return nil }
      let text = try String(contentsOf: file, encoding: .utf8)
      let words = text.prefix { !$0.isNewline }.shellWords
      return words.starts(with: ["$", "retrograde", "render"])
        ? Scenario(name: name, words: Array(words.dropFirst(3))) : nil
    }
  }

  /// What the explorer is started with: all but what only makes a frame of it.
  var arguments: [String] {
    var (result, rest) = ([String](), words[...])
    while let word = rest.popFirst() {
      if ["--size", "--keys", "--format"].contains(word) {
        rest = rest.dropFirst()
      } else {
        result.append(word)
      }
    }
    return result
  }

  private var command: RenderExplorerCommand {
    get throws {
      let words = try ArgumentWords.shielded(["render"] + words)
      let command = try RetrogradeCommand.parseAsRoot(words) as? RenderExplorerCommand
      return try command.orThrow("\(name) draws no frame of the explorer")
    }
  }

  var size: Size { get throws { try command.frame.memoryScreen().size } }

  /// The keys in parts that each end with Escape: what follows that at once would be one key with it.
  var keys: [[ScreenEvent]] {
    get throws {
      try command.frame.parsedKeys().reduce(into: [[]]) { parts, key in
        parts[parts.count - 1].append(key)
        if key == .key(.escape) { parts.append([]) }
      }
    }
  }

  /// The frame that a terminal should show after some keys.
  func frame(on terminal: TerminalKind, after keys: [ScreenEvent]) throws -> ShownScreen {
    let command = try command
    let choices = command.frame.screen
    let support = ColorSupport(wish: choices.colorDepth, described: terminal.colors) { _ in nil }
    let capabilities = choices.adjusted(
      Capabilities(
        glyphs: choices.glyphSet ?? .unicode, colors: support.depth,
        hasBraille: !terminal.isConsole, hasCombiningMarks: !terminal.isConsole))
    let screen = try command.frame.memoryScreen(pressing: keys, capabilities: capabilities)
    let canvas = try command.lastFrame(on: screen).canvas
    return ShownScreen(
      (0..<canvas.size.height).map { y in
        canvas.row(y).filter { !$0.isSecondHalf }.map {
          terminal.shown($0, glyphs: capabilities.glyphs, support)
        }
      })
  }
}
