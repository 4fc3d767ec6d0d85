import Basics

extension FileError: CustomStringConvertible {
  /// One line for the user: which file, what is wrong and where, what to do.
  package var message: String { "\(path): \(problem.finding); \(problem.advice)" }

  package var description: String { message }
}

extension FileError.Problem {
  /// What is wrong, and at which byte.
  package var finding: String {
    switch self {
    case .cannotOpen(let number): "cannot be opened: \(systemMessage(number))"
    case .cannotRead(let number, let byte):
      "cannot be read at byte \(byte): \(systemMessage(number))"
    case .isFolder: "is a folder, not a data file"
    case .isNoRegularFile: "is a pipe or a device, not a data file"
    case .gzipCutShort(let byte): "the gzip data is truncated at byte \(byte)"
    case .gzipCorrupt(let byte): "the gzip data is damaged at or before byte \(byte)"
    case .gzipFollowedByOtherBytes(let byte):
      "the bytes from \(byte) on are not gzip data"
    case .headerCutShort(let held, let needed):
      "ends at byte \(held), within its header of \(needed) bytes"
    case .wrongMagic(let bytes, let kind, let look):
      "begins with \(hexadecimal(bytes)), not with \(hexadecimal(kind.magic)) as IDX \(kind) do"
        + (look.map { "; it looks like \($0.words)" } ?? "")
    case .swapped(let kind): "contains \(kind.other) instead of \(kind)"
    case .emptyExtent(let found, let byte):
      "the header announces no data at byte \(byte) (\(found.crossed))"
    case .tooLarge(let found, let byte):
      "the header announces too much data at byte \(byte) (\(found.crossed))"
    case .notFinite(let isNaN, let byte):
      "the number at byte \(byte) is \(isNaN ? "not a number" : "infinite")"
    case .cutShort(let promised, let held):
      "truncated: the header announces \(promised) bytes, but the data ends at byte \(held)"
    case .tooLong(let promised):
      "too long: the header announces \(promised) bytes, but the data continues after that"
    case .empty: "is empty"
    }
  }

  /// What the user can do about it.
  package var advice: String {
    switch self {
    case .cannotOpen, .cannotRead: "check the path and its permissions"
    case .isFolder, .isNoRegularFile: "replace it with the data file"
    case .swapped: "swap the names of the two files"
    case .wrongMagic(_, _, .gzip?): "unpack it: one layer of gzip is enough"
    case .wrongMagic(_, _, .zip?): "unpack it"
    case .wrongMagic(_, _, .webPage?), .wrongMagic(_, _, .largeFileNote?):
      "download the file itself"
    case .wrongMagic, .emptyExtent, .tooLarge:
      "replace it with an IDX file of unsigned bytes, raw or gzip"
    case .notFinite: "write a finite number there"
    case .empty, .headerCutShort, .cutShort, .tooLong, .gzipCutShort, .gzipCorrupt,
      .gzipFollowedByOtherBytes:
      "download it again"
    }
  }
}

extension [Int] {
  /// `60000×28×28`, as the header of an IDX file counts.
  package var crossed: String { map(String.init).joined(separator: "×") }
}

/// `00 00 08 03`, as a hex dump shows it.
private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { byte in
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined(separator: " ")
}
