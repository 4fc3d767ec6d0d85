/// What a file looks like by its first bytes, for people who took it for something else.
package enum FileLook: Equatable, Sendable {
  case webPage, gzip, zip, png, jpeg, gif, pdf, numpy, hdf5, pickle, protobuf, safetensors
  case largeFileNote, text
  /// An IDX file all the same, whose numbers stand the other way round.
  case reversedIDX
  /// An IDX file of other numbers than unsigned bytes, or of so many axes.
  case otherIDX(elements: String, axes: Int)

  /// As many bytes as are looked at.
  package static let length = 512

  /// Judges the beginning of a file; `nil` when it looks like nothing that is known here.
  package init?(_ bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(Self.length))
    if let binary = Self.signatures.first(where: { start.starts(with: $0.bytes) }) {
      self = binary.look
    } else if Self.isSafetensors(start) {
      self = .safetensors
    } else if let idx = Self.idx(start) {
      self = idx
    } else if let text = Self.text(start) {
      self = text
    } else {
      return nil
    }
  }

  private static let signatures: [(bytes: [UInt8], look: FileLook)] = [
    ([0x1F, 0x8B], .gzip), (Array("PK\u{3}\u{4}".utf8), .zip),
    ([0x89, 0x50, 0x4E, 0x47], .png), ([0xFF, 0xD8, 0xFF], .jpeg), (Array("GIF8".utf8), .gif),
    (Array("%PDF".utf8), .pdf), ([0x93] + Array("NUMPY".utf8), .numpy),
    ([0x89] + Array("HDF\r\n".utf8), .hdf5), ([0x80, 2], .pickle), ([0x80, 3], .pickle),
    ([0x80, 4], .pickle), ([0x80, 5], .pickle),
    // The version of the format and the beginning of the producer's name, as ONNX files have it.
    ([8, 3, 0x12], .protobuf), ([8, 4, 0x12], .protobuf), ([8, 5, 0x12], .protobuf),
    ([8, 6, 0x12], .protobuf), ([8, 7, 0x12], .protobuf), ([8, 8, 0x12], .protobuf),
    ([8, 9, 0x12], .protobuf), ([8, 10, 0x12], .protobuf), ([8, 11, 0x12], .protobuf),
    ([8, 12, 0x12], .protobuf), ([8, 13, 0x12], .protobuf),
  ]

  /// `00 00 type axes`, or that backwards.
  private static func idx(_ start: [UInt8]) -> FileLook? {
    guard start.count >= 4 else { return nil }
    let elements: [UInt8: String] = [
      8: "unsigned bytes", 9: "signed bytes", 0x0B: "16-bit integers", 0x0C: "32-bit integers",
      0x0D: "32-bit floating-point numbers", 0x0E: "64-bit floating-point numbers",
    ]
    if start[0] == 0, start[1] == 0, let name = elements[start[2]], 1...8 ~= start[3] {
      return .otherIDX(elements: name, axes: Int(start[3]))
    }
    guard start[2] == 0, start[3] == 0, elements[start[1]] != nil, 1...8 ~= start[0] else {
      return nil
    }
    return .reversedIDX
  }

  /// The length of a header, and a header that is an object.
  private static func isSafetensors(_ start: [UInt8]) -> Bool {
    start.count > 8 && start[5...7].allSatisfy { $0 == 0 } && start[8] == UInt8(ascii: "{")
  }

  private static func text(_ start: [UInt8]) -> FileLook? {
    // A character at the end may be cut in two.
    let isText = start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || 9...13 ~= $0 }
    guard isText, !start.isEmpty else { return nil }
    let words = String(decoding: start, as: UTF8.self).drop(while: \.isWhitespace).lowercased()
    if ["<!doctype", "<html", "<?xml", "<head"].contains(where: { words.hasPrefix($0) }) {
      return .webPage
    }
    return words.hasPrefix("version https://git-lfs") ? .largeFileNote : .text
  }
}

extension FileLook {
  /// What it is, with an article.
  package var words: String {
    switch self {
    case .webPage: "a web page"
    case .gzip: "gzip data"
    case .zip: "a zip archive"
    case .png: "a PNG picture"
    case .jpeg: "a JPEG picture"
    case .gif: "a GIF picture"
    case .pdf: "a PDF document"
    case .numpy: "a NumPy array"
    case .hdf5: "an HDF5 file"
    case .pickle: "a Python pickle"
    case .protobuf: "an ONNX model"
    case .safetensors: "a safetensors file"
    case .largeFileNote: "Git LFS's note of a file that was not fetched"
    case .text: "text"
    case .reversedIDX: "an IDX file in the other byte order"
    case .otherIDX(let elements, let axes):
      "an IDX file of \(elements) with \(axes) \(axes == 1 ? "axis" : "axes")"
    }
  }
}
