import ArgumentParser
import Glibc
import Interchange
import Learning

/// `retrograde data`: the digits to learn from.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Download MNIST, or check which data is installed and whether it is complete.",
    discussion: "Example: retrograde data fetch",
    subcommands: [DataFetchCommand.self, DataInfoCommand.self],
    defaultSubcommand: DataInfoCommand.self)
}

/// `retrograde data fetch`: downloads MNIST.
struct DataFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract:
      "Download the four files of MNIST (11 MB), check them, and put them where train looks.",
    discussion: """
      Example: retrograde data fetch --to mnist

      If interrupted, repeat it to continue. Exit code 3: network error; 2: wrong content.
      """)

  @Option(
    help: ArgumentHelp(
      "The URL of the folder with train-images-idx3-ubyte.gz and the other files.",
      valueName: "url"))
  var mirror: String?

  @Option(
    help: ArgumentHelp(
      "The folder to write to (default: the user's data folder).", valueName: "folder"))
  var to: String?

  @Option(help: "Seconds to wait for a byte before giving up on a server.")
  var timeout = 30

  func validate() throws {
    guard 1...3600 ~= timeout else { throw ValidationError("--timeout must be from 1 to 3600") }
  }

  func run() throws {
    let manifest = DataManifest.mnist
    guard let folder = to ?? DataSource.userFolder(in: Console.current.environment) else {
      throw Failure(.badInput, "no data folder (HOME is unset): give one with --to")
    }
    let isOnTerminal = isatty(STDERR_FILENO) == 1
    try DataFetch(
      manifest: manifest, mirrors: mirror.map { [$0] } ?? manifest.mirrors, folder: folder,
      curl: Curl(patience: timeout, showsProgress: isOnTerminal)
    ).run()
    try Console.current.write("\(folder)\n")
  }
}

/// `retrograde data info`: what is there.
struct DataInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show which data train uses, and check each of its files.",
    discussion: "Example: retrograde data info --data mnist")

  @Option(
    help: ArgumentHelp(
      "The folder to check (default: the one that train uses).", valueName: "folder"))
  var data: String?

  func run() throws {
    let source = DataSource.choose(
      option: data, environment: Console.current.environment,
      folderExists: MNISTFolder.folderExists)
    switch source {
    case .embeddedDigits:
      try Console.current.write(
        "no data folder: train draws its own digits\n`retrograde data fetch` downloads MNIST\n")
    case .folder(let folder):
      let lines: [String]
      do throws(DatasetError) {
        lines = try DataReport(folder).lines
      } catch {
        throw Failure(.badInput, error.message)
      }
      try Console.current.write(([folder.path] + lines).joined(separator: "\n") + "\n")
    }
  }
}
