/// A file of named arrays: safetensors, a NumPy array, or an archive of those. What it is its first
/// bytes say, whatever it is called.
package struct TensorFile: Sendable {
  /// What is wrong, for a sentence that begins with the file's name, and what to do.
  package struct Failure: Error {
    package let message: String

    package init(message: String) { self.message = message }
  }

  private enum Content {
    case safetensors(SafetensorsFile)
    case array(StoredTensor)
    case archive(ZipArchive, members: [String: Int])
  }

  private let content: Content

  /// The most bytes of an archive.
  private static let limit = 1 << 31

  /// Opens a file; the arrays of an archive and of safetensors are read when they are asked for.
  package init(_ path: String) throws(Failure) {
    var head: [UInt8] = []
    do throws(FileError) {
      var file = try InputFile(path)
      try file.extend(&head, to: FileLook.length)
      switch FileLook(head) {
      case .numpy?, .zip?: try file.extend(&head, to: min(file.size, Self.limit))
      default: break
      }
    } catch {
      throw Failure(message: "\(error.problem.finding); \(error.problem.advice)")
    }
    switch FileLook(head) {
    case .numpy?: content = try Self.array(head)
    case .zip?: content = try Self.archive(head)
    case .safetensors?: content = try Self.safetensors(path)
    case let look:
      throw Failure(
        message: (look.map { "is \($0.words)" } ?? "is not a known kind of file")
          + "; give a .npy, .npz or .safetensors file")
    }
  }

  private static func array(_ bytes: [UInt8]) throws(Failure) -> Content {
    do throws(NPYProblem) {
      return .array(try NPYArray.read(bytes))
    } catch {
      throw Failure(message: error.message)
    }
  }

  private static func archive(_ bytes: [UInt8]) throws(Failure) -> Content {
    let archive: ZipArchive
    do throws(ZipProblem) {
      archive = try ZipArchive(bytes)
    } catch {
      throw Failure(message: error.message)
    }
    let names = archive.members.enumerated().compactMap { index, member in
      member.name.hasSuffix(".npy") ? (String(member.name.dropLast(4)), index) : nil
    }
    guard !names.isEmpty else {
      throw Failure(message: "is a zip archive without arrays of NumPy; write it with numpy.savez")
    }
    return .archive(archive, members: Dictionary(names) { first, _ in first })
  }

  private static func safetensors(_ path: String) throws(Failure) -> Content {
    do throws(SafetensorsFile.Failure) {
      return .safetensors(try SafetensorsFile(path))
    } catch {
      throw Failure(message: error.message)
    }
  }
}

extension TensorFile {
  /// The names of the arrays: as an archive orders them, else sorted. An array alone has none.
  package var names: [String] {
    switch content {
    case .safetensors(let file): file.names
    case .array: []
    case .archive(let archive, let members):
      archive.members.map { String($0.name.dropLast(4)) }.filter { members[$0] != nil }
    }
  }

  /// The array that the file is, when it holds one without a name.
  package var onlyArray: StoredTensor? {
    if case .array(let array) = content { array } else { nil }
  }

  /// The array of a name, or the only one, whatever it is called.
  package func array(_ name: String) throws(Failure) -> StoredTensor? {
    if let onlyArray { return onlyArray }
    return try tensor(name)
  }

  /// An array; `nil` when there is none of that name.
  package func tensor(_ name: String) throws(Failure) -> StoredTensor? {
    switch content {
    case .array: return nil
    case .safetensors(let file):
      do throws(SafetensorsFile.Failure) {
        return try file.tensor(name)
      } catch {
        throw Failure(message: error.message)
      }
    case .archive(let archive, let members):
      guard let index = members[name] else { return nil }
      return try Self.member(archive.members[index], of: archive)
    }
  }

  private static func member(
    _ member: ZipArchive.Member, of archive: ZipArchive
  ) throws(Failure) -> StoredTensor {
    let bytes: [UInt8]
    do throws(ZipProblem) {
      bytes = try archive.content(of: member)
    } catch {
      throw Failure(message: error.message)
    }
    do throws(NPYProblem) {
      return try NPYArray.read(bytes)
    } catch {
      throw Failure(message: "has a member '\(member.name)' that \(error.message)")
    }
  }
}
