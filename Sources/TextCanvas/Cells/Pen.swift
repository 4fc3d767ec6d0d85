/// How lines are drawn.
package struct Pen: Hashable, Sendable {
  /// What becomes of a line under the new one.
  package enum Meeting: Hashable, Sendable {
    /// The lines belong together: their arms unite into corners, tees and crossings.
    case joins
    /// The lines only pass: a straight crossing is drawn as one, anything that would read as a
    /// junction gives way to the new line.
    case passes
  }

  package var style: Style
  package var weight: LineWeight
  package var meeting: Meeting

  /// A pen; the style of a later line wins where lines meet.
  package init(
    style: Style = .plain, weight: LineWeight = .light, meeting: Meeting = .joins
  ) {
    self.style = style
    self.weight = weight
    self.meeting = meeting
  }
}
