/// Which part of a help is looked at.
package struct HelpSight: Hashable, Sendable {
  /// How many rows it is scrolled down.
  package var scroll = 0
  /// The text that all lines have which are shown; empty shows everything.
  package var search = ""
  /// Whether that is being typed.
  package var isTyping = false

  /// The beginning, or some rows further down.
  package init(scroll: Int = 0) {
    self.scroll = scroll
  }
}
