import Interchange
import TestSupport
import Testing

/// What the reader says about a file, with the folder left out of it.
private func complaint(
  _ kind: IDXKind, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let folder = try TemporaryFolder()
  let path = try folder.write(bytes, as: "file")
  let error = try #require(
    throws: FileError.self, sourceLocation: sourceLocation
  ) { try IDXFile(kind, at: path) }
  return error.message.replacing(folder.path + "/", with: "")
}

@Suite struct IDXFileTests {
  @Test(arguments: [IDXSample.images, IDXSample.gzip(IDXSample.images), IDXSample.deflatedImages])
  func `images are read raw and gzip`(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let file = try IDXFile(.images, at: folder.write(bytes, as: "any-name"))
    #expect(file.extents == [4, 2, 3])
    #expect(file.bytes == Array(0..<24))
  }

  @Test func `labels are read, and any byte is one`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(IDXSample.labelHeader(3) + [0, 26, 255], as: "labels")
    #expect(try IDXFile(.labels, at: path).bytes == [0, 26, 255])
  }

  @Test func `gzip members in a row are one content`() throws {
    let folder = try TemporaryFolder()
    let halves =
      IDXSample.gzip(Array(IDXSample.images[..<19]))
      + IDXSample.gzip(Array(IDXSample.images[19...]))
    let path = try folder.write(halves, as: "halves")
    #expect(try IDXFile(.images, at: path).bytes == Array(0..<24))
  }

  @Test func `a large gzip file comes through many chunks unharmed`() throws {
    let folder = try TemporaryFolder()
    let content = IDXSample.imageHeader(200, 40, 40) + (0..<320_000).map { UInt8($0 % 251) }
    let members = stride(from: 0, to: content.count, by: 60_000).flatMap {
      IDXSample.gzip(Array(content[$0..<min($0 + 60_000, content.count)]))
    }
    let file = try IDXFile(.images, at: folder.write(members, as: "large"))
    #expect(file.bytes == Array(content[16...]))
  }

  private static func numbers(_ numbers: [Float]) -> [UInt8] {
    [0, 0, 13, 3] + [1, 2, 3].flatMap(IDXSample.bigEndian)
      + numbers.flatMap { IDXSample.bigEndian($0.bitPattern) }
  }

  @Test(arguments: [false, true])
  func `images may be numbers, however large`(_ isPacked: Bool) throws {
    let wanted: [Float] = [0, 0.5, -1, 1e6, 3.4e38, 1e-40]
    let bytes = Self.numbers(wanted)
    let folder = try TemporaryFolder()
    let file = try IDXFile(
      .images, at: folder.write(isPacked ? IDXSample.gzip(bytes) : bytes, as: "numbers"))
    #expect(file.extents == [1, 2, 3])
    #expect(file.numbers == wanted)
    #expect(file.bytes.isEmpty)
  }

  @Test func `numbers that are none are refused with their place`() throws {
    #expect(
      try complaint(.images, Self.numbers([0, 1, .nan, 0, 0, 0]))
        == "file: the number at byte 24 is not a number; write a finite number there")
    #expect(
      try complaint(.images, Self.numbers([0, 1, 0, 0, 0, -.infinity]))
        == "file: the number at byte 36 is infinite; write a finite number there")
    #expect(
      try complaint(.images, Self.numbers([0, 1, 0, 0, 0])).hasPrefix(
        "file: truncated: the header announces 40 bytes, but the data ends at byte 36"))
    #expect(try complaint(.labels, [0, 0, 13, 1] + IDXSample.bigEndian(1)).contains("begins with"))
  }

  struct BadFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind = IDXKind.images
    var bytes: [UInt8]
    var message: String
  }

  static let badFiles: [BadFile] = [
    BadFile(testDescription: "empty", bytes: [], message: "file: is empty; download it again"),
    BadFile(
      testDescription: "two bytes", bytes: [0, 0],
      message: "file: ends at byte 2, within its header of 16 bytes; download it again"),
    BadFile(
      testDescription: "cut in the header", bytes: Array(IDXSample.images[..<11]),
      message: "file: ends at byte 11, within its header of 16 bytes; download it again"),
    BadFile(
      testDescription: "text instead", bytes: Array("<!DOCTYPE html>".utf8),
      message: """
        file: begins with 3c 21 44 4f, not with 00 00 08 03 as IDX images do; \
        it looks like a web page; download the file itself
        """),
    BadFile(
      testDescription: "doubles instead", bytes: [0, 0, 0x0e, 3] + IDXSample.images[4...],
      message: """
        file: begins with 00 00 0e 03, not with 00 00 08 03 as IDX images do; \
        it looks like an IDX file of 64-bit floating-point numbers with 3 axes; \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a web page in gzip", bytes: IDXSample.gzip(Array("\n <html>".utf8)),
      message: """
        file: begins with 0a 20 3c 68, not with 00 00 08 03 as IDX images do; \
        it looks like a web page; download the file itself
        """),
    BadFile(
      testDescription: "gzip in gzip", bytes: IDXSample.gzip(IDXSample.gzip(IDXSample.images)),
      message: """
        file: begins with 1f 8b 08 00, not with 00 00 08 03 as IDX images do; \
        it looks like gzip data; unpack it: one layer of gzip is enough
        """),
    BadFile(
      testDescription: "the other byte order", bytes: [3, 8, 0, 0] + IDXSample.images[4...],
      message: """
        file: begins with 03 08 00 00, not with 00 00 08 03 as IDX images do; \
        it looks like an IDX file in the other byte order; \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a picture", bytes: [0x89] + Array("PNG\r\n\u{1A}\n".utf8),
      message: """
        file: begins with 89 50 4e 47, not with 00 00 08 03 as IDX images do; \
        it looks like a PNG picture; replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "an archive", kind: .labels, bytes: Array("PK\u{3}\u{4}rest".utf8),
      message: """
        file: begins with 50 4b 03 04, not with 00 00 08 01 as IDX labels do; \
        it looks like a zip archive; unpack it
        """),
    BadFile(
      testDescription: "a table in text", kind: .labels, bytes: Array("label,pixel\n5,0\n".utf8),
      message: """
        file: begins with 6c 61 62 65, not with 00 00 08 01 as IDX labels do; \
        it looks like text; replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "nothing that is known", bytes: [1, 2, 3, 4, 5],
      message: """
        file: begins with 01 02 03 04, not with 00 00 08 03 as IDX images do; \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "labels as images", bytes: IDXSample.labels,
      message: "file: contains labels instead of images; swap the names of the two files"),
    BadFile(
      testDescription: "images as labels", kind: .labels, bytes: IDXSample.images,
      message: "file: contains images instead of labels; swap the names of the two files"),
    BadFile(
      testDescription: "cut short", bytes: Array(IDXSample.images.dropLast()),
      message: """
        file: truncated: the header announces 40 bytes, but the data ends at byte 39; \
        download it again
        """),
    BadFile(
      testDescription: "header promises more", kind: .labels,
      bytes: IDXSample.labelHeader(60_000) + [1, 2, 3],
      message: """
        file: truncated: the header announces 60008 bytes, but the data ends at byte 11; \
        download it again
        """),
    BadFile(
      testDescription: "header promises less", bytes: IDXSample.images + [0],
      message: """
        file: too long: the header announces 40 bytes, but the data continues after that; \
        download it again
        """),
    BadFile(
      testDescription: "no rows", bytes: IDXSample.imageHeader(4, 0, 3),
      message: """
        file: the header announces no data at byte 8 (4×0×3); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "extents beyond counting", bytes: IDXSample.imageHeader(.max, .max, .max),
      message: """
        file: the header announces too much data at byte 4 (4294967295×4294967295×4294967295); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a gigabyte promised", bytes: IDXSample.imageHeader(1 << 15, 1 << 15, 1),
      message: """
        file: truncated: the header announces 1073741840 bytes, but the data ends at byte 16; \
        download it again
        """),
    BadFile(
      testDescription: "more than a gigabyte promised",
      bytes: IDXSample.imageHeader(1 << 15, 1 << 15, 2),
      message: """
        file: the header announces too much data at byte 12 (32768×32768×2); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a gigabyte promised in gzip",
      bytes: IDXSample.gzip(IDXSample.imageHeader(1 << 15, 1 << 15, 1)),
      message: """
        file: truncated: the header announces 1073741840 bytes, but the data ends at byte 16; \
        download it again
        """),
    BadFile(
      testDescription: "gzip of too little",
      bytes: IDXSample.gzip(Array(IDXSample.images.dropLast(3))),
      message: """
        file: truncated: the header announces 40 bytes, but the data ends at byte 37; \
        download it again
        """),
    BadFile(
      testDescription: "gzip of too much", bytes: IDXSample.gzip(IDXSample.images + [0]),
      message: """
        file: too long: the header announces 40 bytes, but the data continues after that; \
        download it again
        """),
    BadFile(
      testDescription: "gzip of nothing", bytes: IDXSample.gzip([]),
      message: "file: is empty; download it again"),
    BadFile(
      testDescription: "gzip cut in its header",
      bytes: Array(IDXSample.gzip(IDXSample.images)[..<7]),
      message: "file: the gzip data is truncated at byte 7; download it again"),
    BadFile(
      testDescription: "gzip cut in its data", bytes: Array(IDXSample.deflatedImages[..<30]),
      message: "file: the gzip data is truncated at byte 30; download it again"),
    BadFile(
      testDescription: "gzip cut in its checksum",
      bytes: IDXSample.gzip(IDXSample.images).dropLast(5),
      message: "file: the gzip data is truncated at byte 58; download it again"),
    BadFile(
      testDescription: "gzip with a flipped bit",
      bytes: flipped(IDXSample.gzip(IDXSample.images), at: 40),
      message: "file: the gzip data is damaged at or before byte 59; download it again"),
    BadFile(
      testDescription: "gzip with a wrong checksum",
      bytes: flipped(IDXSample.gzip(IDXSample.images), at: 56),
      message: "file: the gzip data is damaged at or before byte 59; download it again"),
    BadFile(
      testDescription: "gzip with a wrong length",
      bytes: flipped(IDXSample.gzip(IDXSample.images), at: 62),
      message: "file: the gzip data is damaged at or before byte 63; download it again"),
    BadFile(
      testDescription: "gzip followed by text",
      bytes: IDXSample.gzip(IDXSample.images) + Array("tail".utf8),
      message: "file: the bytes from 63 on are not gzip data; download it again"),
  ]

  static func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index] ^= 1
    return bytes
  }

  @Test(arguments: badFiles)
  func `a bad file is refused with what is wrong and where`(_ bad: BadFile) throws {
    #expect(try complaint(bad.kind, bad.bytes) == bad.message)
  }

  @Test func `what is no file is refused without waiting for it`() throws {
    let folder = try TemporaryFolder()
    let cases = [
      try folder.makeFolder("folder"):
        "is a folder, not a data file; replace it with the data file",
      folder.makePipe("pipe"):
        "is a pipe or a device, not a data file; replace it with the data file",
      "/dev/zero": "is a pipe or a device, not a data file; replace it with the data file",
    ]
    for (path, words) in cases {
      let error = try #require(throws: FileError.self) { try IDXFile(.images, at: path) }
      #expect(error.message == "\(path): \(words)")
    }
  }

  @Test func `a file that cannot be opened says why`() throws {
    let folder = try TemporaryFolder()
    let cases = [
      folder.path + "/absent": "No such file or directory",
      try folder.makeUnopenable("loop"): "Too many levels of symbolic links",
    ]
    for (path, reason) in cases {
      let error = try #require(throws: FileError.self) { try IDXFile(.images, at: path) }
      #expect(
        error.message == "\(path): cannot be opened: \(reason); check the path and its permissions")
    }
  }
}
