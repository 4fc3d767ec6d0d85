/// The way to an editor of the user's own, for a run loop; in tests there is none.
package struct EditorPort: Sendable {
  /// Lets the user change a text, and returns what it then is.
  package var edit: @Sendable (_ text: String) throws(FilePort.Problem) -> String

  /// An editor that changes texts in the given way.
  package init(_ edit: @escaping @Sendable (_ text: String) throws(FilePort.Problem) -> String) {
    self.edit = edit
  }

  /// What became of a text, or why nothing did.
  package func edited(_ text: String) -> Result<String, FilePort.Problem> {
    do throws(FilePort.Problem) {
      return .success(try edit(text))
    } catch {
      return .failure(error)
    }
  }

  /// No editor.
  package static let none = EditorPort { _ throws(FilePort.Problem) in
    throw FilePort.Problem("there is no editor here; type edit PROGRAM")
  }
}
