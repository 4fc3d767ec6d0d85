import Foundation
import Testing

/// Writing anew what tests compare with: `make frames` sets `RETROGRADE_RECORD=1`, and a test whose
/// files change then fails once, so that the change is read.
package enum Recording {
  /// Whether to write; to be asked by every test that can.
  ///
  /// `make frames` reaches the suites whose names begin with `Recorded`, so no other may ask.
  package static var isOn: Bool {
    if let suite = Test.current?.id.nameComponents.first, !suite.hasPrefix("Recorded") {
      Issue.record("'make frames' does not reach \(suite): call it Recorded\(suite)")
    }
    return ProcessInfo.processInfo.environment["RETROGRADE_RECORD"] == "1"
  }
}
