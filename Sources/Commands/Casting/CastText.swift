import Interchange
import TextCanvas
import Widgets

/// A session as text in asciinema's format, asciicast version 2: a line for its size, then one for each
/// frame, with what changed since the last, and for each marker.
///
/// ```
/// {"version":2,"width":80,"height":24,"timestamp":1796000000,"title":"retrograde"}
/// [0.5,"o","…"]
/// [0.500001,"m","event 7/11: z → a"]
/// ```
struct CastText {
  private let glyphs: GlyphSet
  private let colors: ColorDepth
  private var shown: Frame?
  private var moment: String?

  /// The text for a screen of some capabilities.
  init(_ capabilities: Capabilities) {
    (glyphs, colors) = (capabilities.glyphs, capabilities.colors)
  }

  /// The first line. The time is in seconds since 1970.
  func header(_ size: Size, timestamp: Int) -> String {
    JSON.object([
      ("version", "2"), ("width", "\(size.width)"), ("height", "\(size.height)"),
      ("timestamp", "\(timestamp)"), ("title", JSON.text("retrograde")),
    ]) + "\n"
  }

  /// The lines for a frame that is shown after some time, with a marker if something has happened.
  mutating func lines(for frame: Frame, _ moment: String?, after time: Duration) -> String {
    defer { (shown, self.moment) = (frame, moment) }
    var text = ""
    let size = frame.canvas.size
    if let old = shown?.canvas.size, old != size {
      text += line(time, "r", "\(size.width)x\(size.height)")
    }
    let output =
      frame.canvas.sequences(from: shown?.canvas, glyphs: glyphs, colors: colors)
      + cursor(of: frame)
    if !output.isEmpty { text += line(time, "o", output) }
    if let moment, moment != self.moment {
      // Just behind its frame, so that who jumps to the marker sees that.
      text += line(time + .microseconds(1), "m", moment)
    }
    return text
  }

  /// The last line, which leaves the terminal as a program should.
  func end(after time: Duration) -> String {
    let row = shown?.canvas.size.height ?? 1
    return line(time, "o", "\u{1B}[0m\u{1B}[\(row);1H\u{1B}[?25h")
  }

  /// Shows the cursor where it stands, or hides it; nothing where it stays as it was and no text was
  /// written that moved it.
  private func cursor(of frame: Frame) -> String {
    guard let place = frame.cursor else {
      return shown == nil || shown?.cursor != nil ? "\u{1B}[?25l" : ""
    }
    return frame == shown ? "" : "\u{1B}[\(place.y + 1);\(place.x + 1)H\u{1B}[?25h"
  }

  private func line(_ time: Duration, _ kind: String, _ text: String) -> String {
    "[\(time.inSeconds),\(JSON.text(kind)),\(JSON.text(text))]\n"
  }
}

extension Duration {
  /// Seconds with a point before microseconds: `1.25`.
  fileprivate var inSeconds: String {
    let micros = components.attoseconds / 1_000_000_000_000
    guard micros > 0 else { return "\(components.seconds)" }
    var digits = String(micros)
    digits = String(repeating: "0", count: max(6 - digits.count, 0)) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(components.seconds).\(digits)"
  }
}
