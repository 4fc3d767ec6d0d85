import Glibc
import Interchange

/// What may be replaced without asking: a file of the same kind as the one that takes its place.
///
/// `--save notes.txt` or `--log results.csv` would otherwise cost somebody the only copy of a file that
/// has nothing to do with the run.
enum ReplaceableFile {
  case checkpoint
  case log(TrainingLog.Form)

  /// Throws when a file is there that is something else; an empty one is nothing to lose.
  func require(at path: String) throws(FileReplacement.Failure) {
    guard let beginning = Self.beginning(of: path), !beginning.isEmpty, !isKind(of: beginning)
    else { return }
    throw FileReplacement.Failure(
      path: path, reason: "the file that is there is not \(words), and would be lost")
  }

  private var words: String {
    switch self {
    case .checkpoint: "a safetensors file"
    case .log: "a log of a run"
    }
  }

  private func isKind(of beginning: [UInt8]) -> Bool {
    switch self {
    case .checkpoint: Safetensors.begins(with: beginning)
    case .log(let form): beginning.starts(with: form.beginning.utf8)
    }
  }

  /// The first bytes of a regular file; of others, which cannot be replaced anyway, nothing.
  private static func beginning(of path: String) -> [UInt8]? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }
}
