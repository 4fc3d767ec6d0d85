package import Autodiff

/// The way to an editor of the user's own, for a run loop; in tests there is none.
package struct EditorPort: Sendable {
  /// Lets the user change a text, and returns what it then is.
  package var edit: @Sendable (_ text: String) throws(FilePort.Problem) -> String
  /// Shows the user a line of a file, which may lie beside another one.
  package var show: @Sendable (_ line: SourceLine, _ other: String) throws(FilePort.Problem) -> Void

  /// An editor that changes texts and shows lines in the given ways.
  package init(
    _ edit: @escaping @Sendable (_ text: String) throws(FilePort.Problem) -> String,
    show:
      @escaping @Sendable (_ line: SourceLine, _ other: String) throws(FilePort.Problem) -> Void =
      EditorPort.refuse
  ) {
    self.edit = edit
    self.show = show
  }

  /// What became of a text, or why nothing did.
  package func edited(_ text: String) -> Result<String, FilePort.Problem> {
    do throws(FilePort.Problem) {
      return .success(try edit(text))
    } catch {
      return .failure(error)
    }
  }

  /// Why a line cannot be shown; `nil` where it was.
  package func problem(showing line: SourceLine, beside other: String) -> FilePort.Problem? {
    do throws(FilePort.Problem) {
      try show(line, other)
      return nil
    } catch {
      return error
    }
  }

  /// Shows nothing.
  @Sendable package static func refuse(
    _ line: SourceLine, _ other: String
  ) throws(FilePort.Problem) {
    throw FilePort.Problem("there is no editor here; the line is \(line.file):\(line.number)")
  }

  /// No editor.
  package static let none = EditorPort { _ throws(FilePort.Problem) in
    throw FilePort.Problem("there is no editor here; type edit PROGRAM")
  }
}
