import Foundation

extension TemporaryFolder {
  /// An empty folder in this one.
  package func makeFolder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    return folder
  }

  /// A symbolic link that leads to itself: even the superuser cannot open it.
  package func makeUnopenable(_ name: String) throws -> String {
    let link = path + "/" + name
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
    return link
  }

  /// A named pipe.
  package func makePipe(_ name: String) -> String {
    let pipe = path + "/" + name
    mkfifo(pipe, 0o600)
    return pipe
  }
}
