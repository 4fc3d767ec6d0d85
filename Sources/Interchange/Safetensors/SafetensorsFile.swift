/// A safetensors file whose tensors are read one by one, as they are asked for: however large it is,
/// only its header and what is wanted comes into memory.
package struct SafetensorsFile: Sendable {
  /// Why a tensor cannot be had.
  package enum Failure: Error {
    case file(FileError)
    case content(SafetensorsProblem)

    /// What is wrong, for a sentence that begins with the file's name, and what to do.
    package var message: String {
      switch self {
      case .file(let error): "\(error.problem.finding); \(error.problem.advice)"
      case .content(let problem): problem.message
      }
    }
  }

  private let path: String
  private let size: Int
  private let dataStart: Int
  private let entries: [String: SafetensorsHeader.Entry]
  /// The text beside the tensors.
  package let metadata: [String: String]

  /// Opens a file, and refuses it unless its header is right and goes with its size.
  package init(_ path: String) throws(Failure) {
    self.path = path
    let (start, size) = try Self.read(path, 0, SafetensorsHeader.lengthSize)
    self.size = size
    do throws(SafetensorsProblem) {
      dataStart = try SafetensorsHeader.end(start, ofFile: size)
    } catch {
      throw .content(error)
    }
    let (bytes, _) = try Self.read(path, 0, dataStart)
    do throws(SafetensorsProblem) {
      let header = try SafetensorsHeader(bytes[...], ofFile: size)
      metadata = header.metadata
      entries = Dictionary(header.entries.map { ($0.name, $0) }) { first, _ in first }
    } catch {
      throw .content(error)
    }
  }

  /// So many bytes of a file from one on, fewer where it ends, and the file's size.
  private static func read(
    _ path: String, _ start: Int, _ count: Int
  ) throws(Failure) -> (bytes: [UInt8], size: Int) {
    do throws(FileError) {
      var file = try InputFile(path)
      var bytes: [UInt8] = []
      file.seek(to: start)
      try file.extend(&bytes, to: min(count, max(file.size - start, 0)))
      return (bytes, file.size)
    } catch {
      throw .file(error)
    }
  }

  /// The tensors' names, sorted.
  package var names: [String] { entries.keys.sorted() }

  /// The shape of a tensor, without its elements; `nil` when there is none of that name.
  package func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// A tensor; `nil` when there is none of that name.
  ///
  /// - Complexity: linear in its elements.
  package func tensor(_ name: String) throws(Failure) -> StoredTensor? {
    guard let entry = entries[name] else { return nil }
    let (bytes, _) = try Self.read(path, dataStart + entry.span.lowerBound, entry.span.count)
    guard bytes.count == entry.span.count else {
      throw .content(.cutShort(promised: size, held: size - entry.span.count + bytes.count))
    }
    let type = entry.element.type
    return StoredTensor(type: type, shape: entry.shape, values: type.numbers(bytes))
  }
}
