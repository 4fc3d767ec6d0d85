/// A file that cannot be read, or is not what it should be: which one, and what is wrong with it.
package struct FileError: Error, Equatable {
  /// What is wrong, as facts; `FileError.message` turns them into words.
  package enum Problem: Equatable, Sendable {
    /// The system refused to open the file or folder, with its error number.
    case cannotOpen(errno: Int32)
    /// The system refused to read on at a byte, with its error number.
    case cannotRead(errno: Int32, byte: Int)
    /// A folder stands where a file belongs.
    case isFolder
    /// A pipe, a device or the like stands where a file belongs.
    case isNoRegularFile

    /// The gzip stream ends before its end mark.
    case gzipCutShort(byte: Int)
    /// The gzip stream makes no sense at a byte of the compressed file.
    case gzipCorrupt(byte: Int)
    /// Bytes follow the end of the gzip stream.
    case gzipFollowedByOtherBytes(byte: Int)

    /// The file holds no byte.
    case empty
    /// The file ends within its header.
    case headerCutShort(held: Int, needed: Int)
    /// The first four bytes are not those of an IDX file of this kind; what they look like instead.
    case wrongMagic([UInt8], expected: IDXKind, look: FileLook? = nil)
    /// Labels stand where images belong, or images where labels belong.
    case swapped(expected: IDXKind)
    /// An extent in the header is zero.
    case emptyExtent([Int], byte: Int)
    /// The header promises more than any data set this program reads.
    case tooLarge([Int], byte: Int)
    /// A number is infinite, or not a number.
    case notFinite(_ isNaN: Bool, byte: Int)
    /// The file ends before all that its header promises.
    case cutShort(promised: Int, held: Int)
    /// The file continues after all that its header promises.
    case tooLong(promised: Int)
  }

  /// The file as the user would type it.
  package let path: String
  package let problem: Problem

  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }
}
