import Basics
import Foundation
import Learning
import TestSupport
import Testing

@testable import Commands

@Suite(.needsCurl) struct DataFetchTests {
  /// A folder that goes with its last user.
  private final class Scratch {
    let path: String

    init() throws {
      path =
        FileManager.default.temporaryDirectory.appending(
          path: "retrograde-fetch-" + UUID().uuidString
        ).path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var data: String { path + "/home/data" }

    func names(_ folder: String = "home/data") -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
    }

    func size(of name: String) -> Int? {
      (try? Data(contentsOf: URL(filePath: path + "/" + name)))?.count
    }

    func content(_ name: String) -> [UInt8]? {
      (try? Data(contentsOf: URL(filePath: data + "/" + name))).map(Array.init)
    }
  }

  private static let names = ["train-images", "train-labels", "t10k-images", "t10k-labels"]

  /// Four files of some thousand bytes, no two alike; the server hands them out as they are.
  private static let files: [String: [UInt8]] = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { number, name in
      var generator = SplitMix64(seed: UInt64(number))
      return (name + ".gz", (0..<(9000 + number)).map { _ in UInt8(generator.next() >> 56) })
    })

  private static let manifest = DataManifest(
    files: names.map { name in
      DataManifest.File(name: name, packed: MD5.hex(of: files[name + ".gz"] ?? []), plain: "none")
    }, mirrors: [])

  private struct Result {
    let failure: Failure?
    let requests: [String]
  }

  private static func fetch(
    from server: LoopbackServer, and others: [String] = [], to scratch: Scratch,
    curl: Curl = .patient
  ) -> Result {
    defer { server.stop() }
    let quiet = Console(write: { _ in }, warn: { _ in })
    return Console.$current.withValue(quiet) {
      do {
        try DataFetch(
          manifest: manifest, mirrors: [server.address] + others, folder: scratch.data, curl: curl
        ).run()
        return Result(failure: nil, requests: server.requests)
      } catch {
        return Result(failure: error as? Failure, requests: server.requests)
      }
    }
  }

  private static func expectAll(in scratch: Scratch) {
    for (name, bytes) in files { #expect(scratch.content(name) == bytes) }
    #expect(scratch.names() == files.keys.sorted())
    #expect(scratch.names("home") == ["data"], "nothing is left beside the folder")
  }

  @Test func `four files come and are put in place together`() throws {
    let scratch = try Scratch()
    let result = Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch)
    #expect(result.failure == nil)
    #expect(result.requests == Self.names.map { "/\($0).gz from 0" })
    Self.expectAll(in: scratch)
  }

  @Test func `what is there already is not fetched again`() throws {
    let scratch = try Scratch()
    #expect(Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch).failure == nil)
    #expect(Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch).requests == [])
  }

  @Test func `a connection that breaks off is resumed where it broke`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { $0 < 3 ? .cut(after: 2000) : .good }
    let result = Self.fetch(from: server, to: scratch)
    #expect(result.failure == nil)
    #expect(
      result.requests.prefix(4) == [
        "/train-images.gz from 0", "/train-images.gz from 2000", "/train-images.gz from 4000",
        "/train-images.gz from 6000",
      ])
    Self.expectAll(in: scratch)
  }

  @Test func `a server that falls silent is given up, and the next command goes on`() throws {
    let scratch = try Scratch()
    let silent = try LoopbackServer(files: Self.files) {
      $0 == 0 ? .stall(after: 500) : .stall(after: 0)
    }
    let failure = try #require(
      Self.fetch(from: silent, to: scratch, curl: Curl(patience: 2)).failure)
    #expect(failure.kind == .network)
    #expect(failure.message.contains("repeat the command to continue"))
    #expect(scratch.names("home") == ["data.part"], "no folder that is not whole")
    // All that was sent; less where the machine is so busy that it did not come in two seconds.
    let kept = try #require(scratch.size(of: "home/data.part/train-images.part"))
    let result = Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch)
    #expect(result.failure == nil)
    #expect(result.requests.first == "/train-images.gz from \(kept)")
    Self.expectAll(in: scratch)
  }

  @Test func `a server that cannot resume is asked from the beginning`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { number in
      number == 0 ? .cut(after: 2000) : .withoutRanges
    }
    #expect(Self.fetch(from: server, to: scratch).failure == nil)
    Self.expectAll(in: scratch)
  }

  @Test func `wrong content is refused and not kept`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { _ in .corrupt }
    let failure = try #require(Self.fetch(from: server, to: scratch).failure)
    #expect(failure.kind == .badInput)
    #expect(failure.message.contains("is not the train-images it should be"))
    #expect(scratch.names("home") == ["data.part"])
    #expect(scratch.names("home/data.part") == [])
  }

  @Test func `a beginning that came from elsewhere is fetched once more`() throws {
    let scratch = try Scratch()
    let part = scratch.data + ".part"
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)
    try Data(repeating: 1, count: 700).write(to: URL(filePath: part + "/train-images.part"))
    try Data(repeating: 1, count: 90_000).write(to: URL(filePath: part + "/train-labels.part"))
    let result = Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch)
    #expect(result.failure == nil)
    #expect(
      result.requests.prefix(2) == ["/train-images.gz from 700", "/train-images.gz from 0"])
    Self.expectAll(in: scratch)
  }

  @Test func `a server that promises more than there is is not asked for ever`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { _ in .promising(more: 100) }
    let result = Self.fetch(from: server, to: scratch)
    #expect(result.failure == nil)
    #expect(result.requests.prefix(2) == ["/train-images.gz from 0", "/train-images.gz from 9000"])
    Self.expectAll(in: scratch)
  }

  @Test func `a server that breaks off and cannot go on is given up`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { number in
      number.isMultiple(of: 2) ? .cut(after: 2000) : .status(416)
    }
    let result = Self.fetch(from: server, to: scratch)
    #expect(result.failure?.kind == .network)
    #expect(result.failure?.message.contains("cannot resume") == true)
    #expect(result.requests.count == 6)
  }

  @Test func `another address that the server names is followed`() throws {
    let scratch = try Scratch()
    let good = try LoopbackServer(files: Self.files)
    defer { good.stop() }
    let names = Self.names
    let server = try LoopbackServer(files: Self.files) { [address = good.address] number in
      .redirect(to: "\(address)/\(names[min(number, 3)]).gz")
    }
    #expect(Self.fetch(from: server, to: scratch).failure == nil)
    Self.expectAll(in: scratch)
  }

  @Test func `a server that sends round in circles is trouble with the network`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { _ in .redirect(to: "/train-images.gz") }
    #expect(Self.fetch(from: server, to: scratch).failure?.kind == .network)
    #expect(scratch.names("home") == ["data.part"])
  }

  @Test func `wrong content from one mirror after another is refused`() throws {
    let scratch = try Scratch()
    let other = try LoopbackServer(files: Self.files) { _ in .corrupt }
    defer { other.stop() }
    let server = try LoopbackServer(files: Self.files) { _ in .corrupt }
    let failure = try #require(
      Self.fetch(from: server, and: [other.address], to: scratch).failure)
    #expect(failure.kind == .badInput)
    #expect(scratch.names("home/data.part") == [])
  }

  @Test(arguments: [404, 500, 503])
  func `a server's refusal is told`(_ status: Int) throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files) { _ in .status(status) }
    let failure = try #require(Self.fetch(from: server, to: scratch).failure)
    #expect(failure.kind == .network)
    #expect(failure.message.contains("\(status)"))
  }

  @Test func `the next mirror serves where one does not`() throws {
    let scratch = try Scratch()
    let good = try LoopbackServer(files: Self.files)
    defer { good.stop() }
    let bad = try LoopbackServer(files: Self.files) { $0 == 0 ? .corrupt : .status(404) }
    #expect(Self.fetch(from: bad, and: [good.address], to: scratch).failure == nil)
    Self.expectAll(in: scratch)
  }

  @Test func `nobody at the address is trouble with the network`() throws {
    let scratch = try Scratch()
    let nobody = try DeafPort()
    let quiet = Console(write: { _ in }, warn: { _ in })
    let failure = #expect(throws: Failure.self) {
      try Console.$current.withValue(quiet) {
        try DataFetch(
          manifest: Self.manifest, mirrors: [nobody.address], folder: scratch.data, curl: .patient
        ).run()
      }
    }
    #expect(failure?.kind == .network)
  }

  @Test func `without curl the cure is told`() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer(files: Self.files)
    let failure = try #require(
      Self.fetch(from: server, to: scratch, curl: Curl(program: "no-such-curl")).failure)
    #expect(failure.kind == .badInput)
    #expect(failure.message.contains("no-such-curl, which does the downloading, is not installed"))
    #expect(failure.message.contains("apt install curl"))
  }

  @Test func `of two downloads into one folder the second is refused`() throws {
    let scratch = try Scratch()
    let part = scratch.data + ".part"
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)
    let other = open(part, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(other) }
    #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
    let result = Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch)
    #expect(
      result.failure
        == Failure(.badInput, "\(part): another download into it is running; wait for it to end"))
    #expect(result.requests == [])
  }

  @Test func `a folder that cannot be made is told`() throws {
    let scratch = try Scratch()
    try Data().write(to: URL(filePath: scratch.path + "/home"))
    let failure = try #require(
      Self.fetch(from: try LoopbackServer(files: Self.files), to: scratch).failure)
    #expect(failure.kind == .badInput)
    #expect(failure.message.contains("cannot be written: Not a directory"))
  }

  @Test(.enabled(if: Self.realMNIST != nil, "skipped: no MNIST"))
  func `the real MNIST is fetched, known and described`() throws {
    let scratch = try Scratch()
    let folder = try #require(Self.realMNIST)
    var files: [String: [UInt8]] = [:]
    for file in DataManifest.mnist.files {
      let url = URL(filePath: folder + "/" + file.name + ".gz")
      files[file.name + ".gz"] = Array(try Data(contentsOf: url))
    }
    let server = try LoopbackServer(files: files)
    defer { server.stop() }
    let fetched = CommandRun(
      ["data", "fetch", "--mirror", server.address, "--to", scratch.data])
    #expect(fetched.code == 0, "\(fetched.errors)")
    #expect(fetched.output == scratch.data + "\n")
    let info = CommandRun(["data", "info", "--data", scratch.data])
    #expect(
      info.output == """
        \(scratch.data)
          train-images-idx3-ubyte.gz  60000×28×28 images, as in MNIST
          train-labels-idx1-ubyte.gz  60000 labels, as in MNIST
          t10k-images-idx3-ubyte.gz  10000×28×28 images, as in MNIST
          t10k-labels-idx1-ubyte.gz  10000 labels, as in MNIST
          labels: 0 1 2 3 4 5 6 7 8 9
        MNIST, complete

        """)
  }

  /// A folder that holds the real MNIST, where the tests are told of one.
  private static let realMNIST = ProcessInfo.processInfo.environment["RETROGRADE_MNIST"]
}

extension Curl {
  /// A server that answers late on a busy machine is no silent server.
  fileprivate static let patient = Curl(patience: Int(Duration.patience.components.seconds))
}
