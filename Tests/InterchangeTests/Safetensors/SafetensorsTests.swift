import Foundation
import TestSupport
import Testing

@testable import Interchange

@Suite struct SafetensorsTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: safetensorsSample(name))))
  }

  @Test func `a file whose header is of no use to its reader is not read on`() throws {
    let folder = try TemporaryFolder()
    let size = (1 << 31) - 4096
    let path = try folder.writeSparseTensor("weights", of: size)
    var file = try InputFile(path)
    do {
      _ = try Safetensors(&file) { outline in
        #expect(outline.tensors["weights"]?.shape == [size / 4])
        throw CancellationError()
      }
      Issue.record("read")
    } catch is CancellationError {}
    let (position, whole) = (file.position, file.size)
    #expect(position == whole - size)
  }

  @Test func `what is written is read again`() throws {
    var file = Safetensors()
    file.metadata = ["format": "pt", "with \"quotes\"": "a\\b\n\u{1}ü€😀"]
    file.tensors = [
      "a": .init([1, -0.0, .nan, .infinity] as [Float], shape: [2, 2]),
      "b": .init([0.1, 1e300] as [Double], shape: [2]),
      "c": .init([1, -2, .max] as [Int32], shape: [3, 1]),
      "empty": .init([] as [Float], shape: [0, 7]),
      "scalar": .init([7] as [Float], shape: []),
    ]
    #expect(try Safetensors(file.encoded()) == file)
  }

  @Test func `a file cut anywhere is refused`() throws {
    let bytes = try Self.bytes("sequential")
    for count in 0..<bytes.count {
      #expect(throws: SafetensorsProblem.self, "cut at \(count)") {
        try Safetensors(Array(bytes[..<count]))
      }
    }
  }

  @Test func `a file with bytes behind its end is refused`() throws {
    let bytes = try Self.bytes("sequential")
    #expect(throws: SafetensorsProblem.tooLong(promised: bytes.count, held: bytes.count + 1)) {
      try Safetensors(bytes + [0])
    }
  }

  /// Whatever a byte of the header becomes, the file is read or refused, and never traps.
  @Test func `a damaged header never traps`() throws {
    let bytes = try Self.bytes("sequential")
    var refused = 0
    for place in 0..<288 {
      for change in [0x00, 0x01, 0x20, 0x80, 0xff] as [UInt8] {
        var damaged = bytes
        damaged[place] = bytes[place] == change ? bytes[place] ^ 0x10 : change
        do throws(SafetensorsProblem) { _ = try Safetensors(damaged) } catch { refused += 1 }
      }
    }
    #expect(refused > 1000)
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8
    ),
    (#"{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}"#, 4),
    (#"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, 4),
    (#"[1,2]"#, 0),
    (#"{"__metadata__":{"a":1}}"#, 0),
    (String(repeating: "[", count: 100_000), 0),
    (#"{"a":"\ud800"}"#, 0),
    (#"{} {}"#, 0),
  ])
  func `a header that contradicts itself is refused`(_ header: String, _ data: Int) {
    let bytes =
      withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
      + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    #expect(throws: SafetensorsProblem.self) { try Safetensors(bytes) }
  }

  @Test(arguments: [1 << 63, .max, 1 << 32, 100_000_001] as [UInt64])
  func `a length that no header has is refused`(_ length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian, Array.init) + Array("{}".utf8)
    #expect(throws: SafetensorsProblem.headerTooLong(Int(clamping: length))) {
      try Safetensors(bytes)
    }
  }
}
