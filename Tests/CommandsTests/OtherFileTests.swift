import Foundation
import TestSupport
import Testing

@testable import Commands

/// Files of other programs that are given as a program.
@Suite struct OtherFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let binary: [UInt8] = [1, 2, 0xFE, 0, 0, 7]

  @Test(
    arguments: [
      ("a.pt", binary, "a PyTorch file"),
      ("a.pth", Array("PK\u{3}\u{4}".utf8), "a PyTorch file"), ("a.h5", binary, "an HDF5 file"),
      ("a.gz", [0x1F, 0x8B, 8], "unpack it"), ("a.zip", Array("PK\u{3}\u{4}".utf8), "unpack it"),
      ("a.png", [0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ("a.pb", binary, "a TensorFlow graph"),
      ("a.rg", [0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
      ("a", [0x1F, 0x8B, 8], "gzip data"), ("a.txt", Array("<!DOCTYPE html>".utf8), "a web page"),
    ] as [(String, [UInt8], String)])
  func `a file of another kind is refused in one line`(
    name: String, bytes: [UInt8], words: String
  ) throws {
    try folder.write(bytes, as: name)
    for command in [["trace"], ["check"], ["export", "--format", "dot"], ["--plain"]] {
      let run = CommandRun(command + [folder.url.path + "/" + name])
      #expect(run.code == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.errors.contains("this is ") && run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test(
    arguments: [
      ("a.onnx", [8, 7, 0x12, 3], "damaged or not an ONNX model"),
      ("b.onnx", [0xFF, 0xFE, 0, 1], "damaged or not an ONNX model"),
      ("a.npz", Array("PK\u{3}\u{4}".utf8), "not a zip archive"),
      ("a.npy", [0x93] + Array("NUMPY".utf8), "truncated within its header"),
      ("a.safetensors", [8, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D], "truncated"),
    ] as [(String, [UInt8], String)])
  func `a damaged file of a kind that opens is refused in one line`(
    name: String, bytes: [UInt8], words: String
  ) throws {
    try folder.write(bytes, as: name)
    for command in [["trace"], ["check"], ["export", "--format", "dot"], ["--plain"]] {
      let run = CommandRun(command + [folder.url.path + "/" + name])
      #expect(run.code == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.errors.contains("this file ") && run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test func `a program may have any name`() throws {
    try folder.write(Array("z = 2*3".utf8), as: "a.pt")
    #expect(CommandRun(["trace", folder.url.path + "/a.pt"]).code == 0)
  }

  @Test func `a file of another kind that is not there is no formula`() {
    let run = CommandRun(["trace", "model.onnx"])
    #expect(run.code == 2)
    #expect(run.errors.contains("there is no file 'model.onnx'"))
  }
}
