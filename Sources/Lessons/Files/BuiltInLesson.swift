/// The text of a lesson that is built in.
package struct BuiltInLesson: Hashable, Sendable {
  /// What it is opened by: `reused-variable`.
  package let name: String
  package let text: String

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The lesson of a name.
  package static func named(_ name: String) -> BuiltInLesson? { all.first { $0.name == name } }

  /// Every lesson, in the order in which they are best taken. The files are in `assets/lessons`.
  package static let all: [BuiltInLesson] = [
    BuiltInLesson("reused-variable", PackageResources.reused_variable_lesson)
  ]
}
