import Learning
import Testing

/// What the reader says about a file, with the folder left out of it.
private func complaint(
  _ kind: IDXKind, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let folder = try TemporaryFolder()
  let path = try folder.write(bytes, as: "file")
  let error = try #require(
    throws: DatasetError.self, sourceLocation: sourceLocation
  ) { try IDXFile(kind, at: path) }
  return error.message.replacing(folder.path + "/", with: "")
}

@Suite struct IDXFileTests {
  @Test(arguments: [Sample.images, Sample.gzip(Sample.images), Sample.deflatedImages])
  func `images are read raw and gzip`(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let file = try IDXFile(.images, at: folder.write(bytes, as: "any-name"))
    #expect(file.extents == [4, 2, 3])
    #expect(file.bytes == Array(0..<24))
  }

  @Test func `labels are read, and any byte is one`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Sample.labelHeader(3) + [0, 26, 255], as: "labels")
    #expect(try IDXFile(.labels, at: path).bytes == [0, 26, 255])
  }

  @Test func `gzip members in a row are one content`() throws {
    let folder = try TemporaryFolder()
    let halves = Sample.gzip(Array(Sample.images[..<19])) + Sample.gzip(Array(Sample.images[19...]))
    let path = try folder.write(halves, as: "halves")
    #expect(try IDXFile(.images, at: path).bytes == Array(0..<24))
  }

  @Test func `a large gzip file comes through many chunks unharmed`() throws {
    let folder = try TemporaryFolder()
    let content = Sample.imageHeader(200, 40, 40) + (0..<320_000).map { UInt8($0 % 251) }
    let members = stride(from: 0, to: content.count, by: 60_000).flatMap {
      Sample.gzip(Array(content[$0..<min($0 + 60_000, content.count)]))
    }
    let file = try IDXFile(.images, at: folder.write(members, as: "large"))
    #expect(file.bytes == Array(content[16...]))
  }

  struct BadFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind = IDXKind.images
    var bytes: [UInt8]
    var message: String
  }

  static let badFiles: [BadFile] = [
    BadFile(testDescription: "empty", bytes: [], message: "file: is empty; get the file again"),
    BadFile(
      testDescription: "two bytes", bytes: [0, 0],
      message: "file: ends at byte 2, within its header of 16 bytes; get the file again"),
    BadFile(
      testDescription: "cut in the header", bytes: Array(Sample.images[..<11]),
      message: "file: ends at byte 11, within its header of 16 bytes; get the file again"),
    BadFile(
      testDescription: "text instead", bytes: Array("<!DOCTYPE html>".utf8),
      message: """
        file: begins with 3c 21 44 4f, not with 00 00 08 03 as IDX images do; \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "floats instead", bytes: [0, 0, 0x0d, 3] + Sample.images[4...],
      message: """
        file: begins with 00 00 0d 03, not with 00 00 08 03 as IDX images do; \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "labels as images", bytes: Sample.labels,
      message: "file: holds labels where images belong; exchange the names of the two files"),
    BadFile(
      testDescription: "images as labels", kind: .labels, bytes: Sample.images,
      message: "file: holds images where labels belong; exchange the names of the two files"),
    BadFile(
      testDescription: "cut short", bytes: Array(Sample.images.dropLast()),
      message: """
        file: cut short: the header promises 40 bytes, the data ends at byte 39; \
        get the file again
        """),
    BadFile(
      testDescription: "header promises more", kind: .labels,
      bytes: Sample.labelHeader(60_000) + [1, 2, 3],
      message: """
        file: cut short: the header promises 60008 bytes, the data ends at byte 11; \
        get the file again
        """),
    BadFile(
      testDescription: "header promises less", bytes: Sample.images + [0],
      message: """
        file: too long: the header promises 40 bytes, the data goes on at byte 40; \
        get the file again
        """),
    BadFile(
      testDescription: "no rows", bytes: Sample.imageHeader(4, 0, 3),
      message: """
        file: the header promises nothing at byte 8 (4×0×3); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "extents beyond counting", bytes: Sample.imageHeader(.max, .max, .max),
      message: """
        file: the header promises too much at byte 4 (4294967295×4294967295×4294967295); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a gigabyte promised", bytes: Sample.imageHeader(1 << 15, 1 << 15, 1),
      message: """
        file: cut short: the header promises 1073741840 bytes, the data ends at byte 16; \
        get the file again
        """),
    BadFile(
      testDescription: "more than a gigabyte promised",
      bytes: Sample.imageHeader(1 << 15, 1 << 15, 2),
      message: """
        file: the header promises too much at byte 12 (32768×32768×2); \
        replace it with an IDX file of unsigned bytes, raw or gzip
        """),
    BadFile(
      testDescription: "a gigabyte promised in gzip",
      bytes: Sample.gzip(Sample.imageHeader(1 << 15, 1 << 15, 1)),
      message: """
        file: cut short: the header promises 1073741840 bytes, the data ends at byte 16; \
        get the file again
        """),
    BadFile(
      testDescription: "gzip of too little", bytes: Sample.gzip(Array(Sample.images.dropLast(3))),
      message: """
        file: cut short: the header promises 40 bytes, the data ends at byte 37; \
        get the file again
        """),
    BadFile(
      testDescription: "gzip of too much", bytes: Sample.gzip(Sample.images + [0]),
      message: """
        file: too long: the header promises 40 bytes, the data goes on at byte 40; \
        get the file again
        """),
    BadFile(
      testDescription: "gzip of nothing", bytes: Sample.gzip([]),
      message: "file: is empty; get the file again"),
    BadFile(
      testDescription: "gzip cut in its header", bytes: Array(Sample.gzip(Sample.images)[..<7]),
      message: "file: the gzip data is cut short: it ends at byte 7; get the file again"),
    BadFile(
      testDescription: "gzip cut in its data", bytes: Array(Sample.deflatedImages[..<30]),
      message: "file: the gzip data is cut short: it ends at byte 30; get the file again"),
    BadFile(
      testDescription: "gzip cut in its checksum",
      bytes: Sample.gzip(Sample.images).dropLast(5),
      message: "file: the gzip data is cut short: it ends at byte 58; get the file again"),
    BadFile(
      testDescription: "gzip with a flipped bit",
      bytes: flipped(Sample.gzip(Sample.images), at: 40),
      message: "file: the gzip data is damaged at or before byte 59; get the file again"),
    BadFile(
      testDescription: "gzip with a wrong checksum",
      bytes: flipped(Sample.gzip(Sample.images), at: 56),
      message: "file: the gzip data is damaged at or before byte 59; get the file again"),
    BadFile(
      testDescription: "gzip with a wrong length",
      bytes: flipped(Sample.gzip(Sample.images), at: 62),
      message: "file: the gzip data is damaged at or before byte 63; get the file again"),
    BadFile(
      testDescription: "gzip followed by text",
      bytes: Sample.gzip(Sample.images) + Array("tail".utf8),
      message: "file: bytes that are no gzip data follow at byte 63; get the file again"),
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
      try folder.makeFolder("folder"): "is a folder where a data file belongs; put the data file",
      folder.makePipe("pipe"): "is a pipe or device where a data file belongs; put the data file",
      "/dev/zero": "is a pipe or device where a data file belongs; put the data file",
    ]
    for (path, words) in cases {
      let error = try #require(throws: DatasetError.self) { try IDXFile(.images, at: path) }
      #expect(error.message == "\(path): \(words) itself there")
    }
  }

  @Test func `a file that cannot be opened says why`() throws {
    let folder = try TemporaryFolder()
    let cases = [
      folder.path + "/absent": "No such file or directory",
      try folder.makeUnopenable("loop"): "Too many levels of symbolic links",
    ]
    for (path, reason) in cases {
      let error = try #require(throws: DatasetError.self) { try IDXFile(.images, at: path) }
      #expect(
        error.message == "\(path): cannot be opened: \(reason); check the path and its permissions")
    }
  }
}
