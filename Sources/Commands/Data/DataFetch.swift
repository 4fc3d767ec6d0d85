import Basics
import Glibc
import Interchange
import Learning

/// Downloads the files of a data set into a folder of their own, which is there whole or not at
/// all.
///
/// The files grow in a folder beside it, `FOLDER.part`, where another attempt continues with them.
struct DataFetch {
  let manifest: DataManifest
  /// Where to look, in order.
  let mirrors: [String]
  /// Where the files are to be.
  let folder: String
  var curl: Curl

  /// Attempts without a single new byte before a mirror is given up.
  private static let fruitlessAttempts = 3
  /// How often to begin a file, where the server does not continue with it.
  private static let mostBeginnings = 3

  /// Fetches what is not there yet.
  func run() throws {
    if try isComplete() {
      Console.current.warn("\(folder) already has all the files, and they are correct\n")
      return
    }
    try makeFolders(draftFolder)
    let lock = try lockDraft()
    defer {
      // Every curl has ended by now; a child that is being started elsewhere may hold a copy.
      flock(lock, LOCK_UN)
      close(lock)
    }
    var alone = self
    alone.curl.lock = lock
    var names: [String] = []
    for (index, file) in manifest.files.enumerated() {
      Console.current.warn("\(index + 1) of \(manifest.files.count): \(file.name)\n")
      names.append(try alone.fetch(file))
    }
    try putInPlace(names)
  }

  private var draftFolder: String { withoutSlash(folder) + ".part" }

  private func withoutSlash(_ path: String) -> String {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    return path
  }

  /// Whether every file is in the folder and right.
  private func isComplete() throws -> Bool {
    try manifest.files.allSatisfy { file in
      try [file.name + ".gz", file.name].contains { name in
        let path = folder + "/" + name
        guard access(path, F_OK) == 0 else { return false }
        return try verdict(file, path) != .wrong
      }
    }
  }

  /// Downloads a file and returns the name under which it lies in the draft's folder.
  private func fetch(_ file: DataManifest.File) throws -> String {
    for name in [file.name + ".gz", file.name] {
      let path = draftFolder + "/" + name
      if access(path, F_OK) == 0, try verdict(file, path) != .wrong { return name }
    }
    var troubles: [Failure] = []
    for mirror in mirrors {
      do {
        return try fetch(file, from: withoutSlash(mirror))
      } catch let trouble as MirrorTrouble {
        troubles.append(trouble.failure)
      }
    }
    throw troubles.last { $0.kind == .badInput } ?? troubles.last
      ?? Failure(.badInput, "no mirror is given")
  }

  /// Something that another mirror may do better.
  private struct MirrorTrouble: Error {
    let failure: Failure

    init(_ kind: Failure.Kind, _ message: String) { failure = Failure(kind, message) }
  }

  private func fetch(_ file: DataManifest.File, from mirror: String) throws -> String {
    let address = "\(mirror)/\(file.name).gz"
    let part = "\(draftFolder)/\(file.name).part"
    for _ in 0..<Self.mostBeginnings {
      let wasResumed = try download(address, to: part)
      switch try verdict(file, part) {
      case .right(let isPacked):
        let name = isPacked ? file.name + ".gz" : file.name
        try move(part, to: draftFolder + "/" + name)
        return name
      case .wrong:
        unlink(part)
        // The beginning may have come from elsewhere: once more, from the first byte.
        guard wasResumed else {
          throw MirrorTrouble(
            .badInput,
            "\(address) is not the \(file.name) it should be (its MD5 is neither \(file.packed) "
              + "nor, unpacked, \(file.plain)); nothing was kept; try another --mirror")
        }
      }
    }
    throw MirrorTrouble(
      .network, "\(address): the server stops early and cannot resume")
  }

  /// Continues downloading until the server has no more, as long as bytes keep coming; whether some
  /// were there before.
  private func download(_ address: String, to part: String) throws -> Bool {
    var (fruitless, wasResumed) = (0, false)
    while true {
      let before = size(part)
      wasResumed = wasResumed || before > 0
      switch curl.download(address, to: part) {
      case .done: return wasResumed
      case .missing: throw missingCurl
      case .cannotWrite(let words):
        throw Failure(
          .badInput,
          "\(draftFolder): cannot be written: \(words); free some space and repeat the command to "
            + "continue, or give another folder with --to")
      case .cannotResume where before > 0: return true
      case .cannotResume: throw MirrorTrouble(.network, "\(address): the server refuses to send it")
      case .failed(let words): throw MirrorTrouble(.network, "\(address): \(words)")
      case .brokenOff(let words):
        fruitless = size(part) > before ? 0 : fruitless + 1
        guard fruitless < Self.fruitlessAttempts else {
          throw MirrorTrouble(
            .network,
            "\(address): \(words); the download so far is kept; repeat the command to continue")
        }
      }
    }
  }

  private var missingCurl: Failure {
    Failure(
      .badInput,
      "\(curl.program), which does the downloading, is not installed; install it (apt install curl), or put the four files from \(mirrors.first ?? "a mirror") "
        + "into \(folder) yourself")
  }

  private func verdict(
    _ file: DataManifest.File, _ path: String
  ) throws -> DataManifest.File.Verdict {
    do throws(FileError) {
      return try file.verdict(on: path)
    } catch {
      throw Failure(.badInput, error.message)
    }
  }

  private func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }
}

extension DataFetch {
  private func makeFolders(_ path: String) throws {
    do {
      try Folders.make(path)
    } catch {
      throw cannotWrite(error.path, error.reason)
    }
  }

  /// Keeps others from the draft's folder; curl holds the lock too, should it outlive this program.
  private func lockDraft() throws -> Int32 {
    let lock = open(draftFolder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw cannotWrite(draftFolder) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw Failure(
        .badInput, "\(draftFolder): another download into it is running; wait for it to end")
    }
    return lock
  }

  private func cannotWrite(_ path: String, _ reason: String = systemMessage()) -> Failure {
    Failure(
      .badInput, "\(path): cannot be written: \(reason); give another folder with --to")
  }

  /// Brings a finished file to the disk under its name.
  private func move(_ path: String, to target: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw cannotWrite(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0, rename(path, target) == 0 else { throw cannotWrite(target) }
  }

  /// The whole folder at once where there was none; else file by file, which are all there.
  private func putInPlace(_ names: [String]) throws {
    let folder = withoutSlash(folder)
    if access(folder, F_OK) != 0 {
      guard rename(draftFolder, folder) == 0 else { throw cannotWrite(folder) }
      return
    }
    for name in names { try move(draftFolder + "/" + name, to: folder + "/" + name) }
    rmdir(draftFolder)
  }
}
