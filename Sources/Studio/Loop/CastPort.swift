package import Widgets

/// Somebody who keeps what is shown, frame by frame.
package struct CastPort {
  /// Keeps a frame that is shown now, and what had happened last when it was drawn.
  package var keep: (Frame, String?) -> Void

  /// Keeps frames by a function.
  package init(keep: @escaping (Frame, String?) -> Void) {
    self.keep = keep
  }

  /// Nobody does.
  package static var none: CastPort { CastPort { _, _ in } }
}
