/// Where the digits to learn from come from.
package enum DataSource: Equatable, Sendable {
  /// A folder with the files of MNIST or its relatives.
  case folder(MNISTFolder)
  /// The digits that the program draws itself.
  case embeddedDigits

  /// The value of `--data` that asks for the embedded digits even where a folder is known.
  package static let embeddedDigitsOption = "synthetic:digits"

  /// The first that is given of: the option `--data`, the variable `RETROGRADE_MNIST`, the user's
  /// data folder when it exists, and else the embedded digits.
  ///
  /// A folder that was asked for by option or variable is taken even when it does not exist, so
  /// that reading it says so, instead of training on something else in silence.
  package static func choose(
    option: String?, environment: [String: String], folderExists: (String) -> Bool
  ) -> DataSource {
    if let option {
      return option == embeddedDigitsOption ? .embeddedDigits : .folder(MNISTFolder(option))
    }
    if let folder = environment["RETROGRADE_MNIST"], !folder.isEmpty {
      return .folder(MNISTFolder(folder))
    }
    if let folder = userFolder(in: environment), folderExists(folder) {
      return .folder(MNISTFolder(folder))
    }
    return .embeddedDigits
  }

  /// Where downloaded data are kept: `$XDG_DATA_HOME/retrograde/mnist`, by default below
  /// `~/.local/share`; `nil` when the environment names no home.
  package static func userFolder(in environment: [String: String]) -> String? {
    // The XDG rules say to ignore a relative path.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/retrograde/mnist"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.local/share/retrograde/mnist"
  }
}
