import ArgumentParser
import Glibc
import Learning

/// `retrograde data`: the digits to learn from.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Download MNIST, or say what data are there and whether they are whole.",
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

      Interrupted, it goes on where it was. Exit code 3: the network; 2: wrong content.
      """)

  @Option(
    help: ArgumentHelp(
      "The address of the folder that holds train-images-idx3-ubyte.gz and the others.",
      valueName: "url"))
  var mirror: String?

  @Option(
    help: ArgumentHelp(
      "Where to put the files, instead of the user's data folder.", valueName: "folder"))
  var to: String?

  @Option(help: "Seconds to wait for a byte before a server is given up.")
  var timeout = 30

  func validate() throws {
    guard 1...3600 ~= timeout else { throw ValidationError("--timeout must be from 1 to 3600") }
  }

  func run() throws {
    let manifest = DataManifest.mnist
    guard let folder = to ?? DataSource.userFolder(in: Console.current.environment) else {
      throw Failure(.badInput, "there is no home for the data: name a folder with --to")
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
    abstract: "Say which data train takes, and check every file of them.",
    discussion: "Example: retrograde data info --data mnist")

  @Option(
    help: ArgumentHelp("A folder, instead of the one that train takes.", valueName: "folder"))
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
      do throws(DatasetError) {
        try write(try DataReport(folder).lines, of: folder)
      } catch {
        throw Failure(.badInput, error.message)
      }
    }
  }

  private func write(_ lines: [String], of folder: MNISTFolder) throws(DatasetError) {
    try? Console.current.write(([folder.path] + lines).joined(separator: "\n") + "\n")
  }
}
