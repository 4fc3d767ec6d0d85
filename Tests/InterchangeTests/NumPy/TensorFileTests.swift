import Basics
import Foundation
import TestSupport
import Testing

@testable import Interchange

/// Arrays that NumPy wrote.
@Suite struct TensorFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Files")

  private static func path(_ name: String) -> String { folder.appending(path: name).path }

  private static let signed = ["f8", "f4", "f2", "i8", "i4", "i2", "i1"]

  @Test(arguments: signed + signed.map { $0 + "-big" } + ["version3"])
  func `numbers of every type and order of bytes are read`(_ name: String) throws {
    let array = try #require(try TensorFile(Self.path(name + ".npy")).onlyArray)
    #expect(array.shape == [2, 3] && array.values == [-3, -2, -1, 0, 1, 2])
  }

  @Test(arguments: ["u8", "u4", "u2", "u1", "bool"])
  func `numbers without a sign are read`(_ name: String) throws {
    let array = try #require(try TensorFile(Self.path(name + ".npy")).onlyArray)
    #expect(array.values == (name == "bool" ? [0, 0, 0, 0, 1, 1] : [3, 2, 1, 0, 1, 2]))
    #expect(array.type.isWhole)
  }

  @Test func `an array that is stored by columns has its elements in rows`() throws {
    let array = try #require(try TensorFile(Self.path("columns.npy")).onlyArray)
    #expect(array.shape == [2, 3, 4] && array.values == (0..<24).map { Double($0) })
    #expect(try TensorFile(Self.path("number.npy")).onlyArray?.values == [2.5])
    #expect(try TensorFile(Self.path("number.npy")).onlyArray?.shape == [])
    #expect(try TensorFile(Self.path("empty.npy")).onlyArray?.shape == [0, 3])
  }

  @Test(arguments: ["stored.npz", "packed.npz"])
  func `an archive has its arrays by name`(_ name: String) throws {
    let file = try TensorFile(Self.path(name))
    #expect(file.names.prefix(3) == ["fc1.weight", "fc1.bias", "steps"])
    let weight = try #require(try file.tensor("fc1.weight"))
    #expect(weight.type == .float32 && weight.values == [-3, -2, -1, 0, 1, 2])
    #expect(try file.tensor("steps")?.values == [7])
    #expect(try file.tensor("fc2.weight") == nil)
    #expect(file.onlyArray == nil)
    if name == "packed.npz" {
      #expect(try file.tensor("zeros")?.values == Array(repeating: 0, count: 5000))
    }
  }

  @Test func `other members of an archive, a comment and long sizes are no harm`() throws {
    let file = try TensorFile(Self.path("mixed.npz"))
    #expect(file.names == ["fc1.weight"])
    #expect(try file.tensor("fc1.weight")?.shape == [2, 3])
  }

  @Test(arguments: [
    ("complex.npy", "type <c16"), ("text.npy", "type <U1"), ("record.npy", "type ["),
  ])
  func `what is no number is refused`(_ name: String, _ words: String) {
    #expect(report(Self.path(name)).contains(words))
  }

  private func report(_ path: String) -> String {
    do throws(TensorFile.Failure) {
      let file = try TensorFile(path)
      for name in file.names { _ = try file.tensor(name) }
      return "accepted"
    } catch {
      return error.message
    }
  }

  @Test(arguments: ["f4.npy", "stored.npz", "packed.npz", "mixed.npz", "columns.npy"])
  func `a file that ends too early is refused`(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: Self.path(name))))
    let folder = try TemporaryFolder()
    // The comment at the end of an archive is no part of its arrays.
    let end = name == "mixed.npz" ? bytes.count - 15 : bytes.count
    for length in stride(from: 0, to: end, by: bytes.count > 2000 ? 7 : 1) {
      let path = try folder.write(Array(bytes[..<length]), as: name)
      let message = report(path)
      #expect(message != "accepted" && !message.contains("\n"), "\(length): \(message)")
    }
  }

  @Test(arguments: ["f4.npy", "stored.npz", "packed.npz", "mixed.npz"])
  func `flipped bits are refused, or read as other numbers`(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: Self.path(name))))
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 5)
    for _ in 0..<400 {
      var damaged = bytes
      damaged[random.integer(below: bytes.count)] ^= 1 << UInt8(random.integer(below: 8))
      #expect(!report(try folder.write(damaged, as: name)).contains("\n"))
    }
  }

  @Test func `a member that says it is larger than its bytes can be is refused`() throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: Self.path("packed.npz"))))
    // The size of the first member in the list at the end.
    let mark: [UInt8] = [0x50, 0x4B, 1, 2]
    let start = try #require(
      bytes.indices.first { bytes[$0...].starts(with: mark) })
    bytes.replaceSubrange(start + 24..<start + 28, with: [0, 0, 0, 0x3F])
    let folder = try TemporaryFolder()
    let message = report(try folder.write(bytes, as: "bomb.npz"))
    #expect(message == "is damaged in its member 'fc1.weight.npy'; use an intact copy")
  }

  @Test func `a file of another kind is refused by what it is`() throws {
    let folder = try TemporaryFolder()
    #expect(report(folder.path + "/gone.npy").contains("No such file"))
    #expect(report(try folder.write(Array("x = 2".utf8), as: "a")).contains("is text; give a .npy"))
    #expect(report(try folder.write([1, 2, 3], as: "a")).contains("not a known kind of file"))
  }
}
