import Basics
import Foundation
import TestSupport
import Testing

/// Runs of the built program that are saved, killed, resumed and refused a disk.
@Suite(.drivesPrograms) struct SavingTests {
  /// A folder with a small data set, which goes with its last user.
  private final class Desk {
    let path: String

    init() throws {
      path =
        FileManager.default.temporaryDirectory.appending(
          path: "retrograde-saving-" + UUID().uuidString
        ).path
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false)
      for (part, count) in [("train", 96), ("t10k", 8)] {
        try write(images(count), as: "\(part)-images-idx3-ubyte")
        try write(labels(count), as: "\(part)-labels-idx1-ubyte")
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Pictures of 4×4 pixels, each class a pattern of its own.
    private func images(_ count: Int) -> [UInt8] {
      var bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 4, 0, 0, 0, 4]
      for number in 0..<count {
        for pixel in 0..<16 { bytes.append(UInt8((pixel * 37 + number % 10 * 91 + number) % 256)) }
      }
      return bytes
    }

    private func labels(_ count: Int) -> [UInt8] {
      [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 10) }
    }

    private func write(_ bytes: [UInt8], as name: String) throws {
      try Data(bytes).write(to: URL(filePath: path + "/" + name))
    }

    func file(_ name: String) -> String { path + "/" + name }

    func content(_ name: String) -> Data? { try? Data(contentsOf: URL(filePath: file(name))) }

    var names: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
  }

  private static func train(_ desk: Desk, epochs: Int, _ more: [String]) -> [String] {
    [Program.path, "train", "--headless", "--data", desk.path, "--hidden", "12", "--batch", "8"]
      + ["--epochs", "\(epochs)"] + more
  }

  /// The tensors' bytes and the entries that are no times.
  private static func essence(_ data: Data) throws -> [String: Data] {
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = data.startIndex + 8 + length
    let header = try #require(
      try JSONSerialization.jsonObject(with: data[data.startIndex + 8..<start]) as? [String: Any])
    var essence: [String: Data] = [:]
    for (name, entry) in header {
      guard let entry = entry as? [String: Any] else { continue }
      if let offsets = entry["data_offsets"] as? [Int] {
        // The points of the curves hold seconds.
        guard !["record.losses", "record.tests"].contains(name) else { continue }
        essence[name] = data[start + offsets[0]..<start + offsets[1]]
      } else {
        for (key, value) in entry where !key.hasSuffix("seconds") {
          essence[key] = Data("\(value)".utf8)
        }
      }
    }
    return essence
  }

  /// How often to kill: a few times in the suite; `make kills` asks for more.
  private static let kills =
    ProcessInfo.processInfo.environment["RETROGRADE_KILLS"].flatMap { Int($0) } ?? 12

  @Test func `a run that is killed again and again while it saves ends like one that is not`()
    throws
  {
    let (killed, whole) = (try Desk(), try Desk())
    var generator = SplitMix64(seed: 5)
    var (sawHalf, positions) = (false, Set<Data>())
    for number in 0..<Self.kills {
      let start = killed.names.contains("run.st") ? ["--resume", killed.file("run.st")] : []
      let child = try RunningProgram(
        Self.train(
          killed, epochs: 1_000_000, ["--save", killed.file("run.st"), "--save-every", "1"] + start),
        environment: Program.environment)
      // First a save must have come, then the kill falls anywhere in the stream of saves.
      try child.wait { killed.content("run.st") != nil }
      let before = killed.content("run.st")
      try child.wait { killed.content("run.st") != before }
      usleep(UInt32(generator.next() % 12_000))
      #expect(child.kill() == 128 + SIGKILL)
      sawHalf = sawHalf || killed.names.contains(".run.st.saving")
      let kept = try #require(killed.content("run.st"))
      #expect(throws: Never.self, "after kill \(number)") { try Self.essence(kept) }
      positions.insert(kept)
    }
    #expect(positions.count == Self.kills, "every run came further")
    try Self.compare(killed, to: whole)
    if Self.kills >= 100 { #expect(sawHalf, "some kill fell into a save") }
  }

  /// Finishes the killed run and a fresh one at the same epoch; they hold the same.
  private static func compare(_ killed: Desk, to whole: Desk) throws {
    let kept = try essence(try #require(killed.content("run.st")))
    let epoch = try #require(
      kept["retrograde.epoch"].flatMap { Int(String(decoding: $0, as: UTF8.self)) })
    let atEnd = ["--save-every", "1000000"]
    let finished = try ProcessResult(
      running: train(
        killed, epochs: epoch + 2,
        ["--resume", killed.file("run.st"), "--save", killed.file("end.st")] + atEnd),
      environment: Program.environment)
    #expect(finished.code == 0, "\(finished.errors)")
    let straight = try ProcessResult(
      running: train(whole, epochs: epoch + 2, ["--save", whole.file("end.st")] + atEnd),
      environment: Program.environment)
    #expect(straight.code == 0, "\(straight.errors)")
    let (one, other) = (
      try essence(try #require(killed.content("end.st"))),
      try essence(try #require(whole.content("end.st")))
    )
    #expect(one.keys.sorted() == other.keys.sorted())
    for (key, value) in other { #expect(one[key] == value, "\(key)") }
  }

  @Test func `a full disk is told in one line and leaves the file as it was`() throws {
    let desk = try Desk()
    let save = ["--save", desk.file("run.st")]
    let first = try ProcessResult(
      running: Self.train(desk, epochs: 1, save), environment: Program.environment)
    #expect(first.code == 0, "\(first.errors)")
    let before = desk.content("run.st")
    let command = Self.train(desk, epochs: 3, save + ["--resume", desk.file("run.st")])
    let result = try ProcessResult(
      running: ["/bin/sh", "-c", "ulimit -f 2; exec \"$0\" \"$@\""] + command,
      environment: Program.environment)
    #expect(result.code == 2)
    #expect(
      result.errors == """
        retrograde: \(desk.file("run.st")): cannot be written: File too large; \
        check the path, its permissions and the free space\n
        """)
    #expect(desk.content("run.st") == before)
    #expect(!desk.names.contains(".run.st.saving"))
  }

  /// What gives a program mounts of its own: for root, or for a user who is root in there alone.
  private static let unshare = [["-m"], ["-r", "-m"]].map { ["/usr/bin/unshare"] + $0 }
    .first { command in
      let mount = ["mount", "-t", "tmpfs", "none", "/tmp"]
      return (try? ProcessResult(running: command + mount, environment: Program.environment))?.code
        == 0
    }

  /// Twelve kilobytes hold one checkpoint, but not a second one beside it.
  @Test(.enabled(if: unshare != nil, "skipped: no right to mount a small disk"))
  func `on a disk that is really full the checkpoint stays, and the log has whole lines`() throws {
    let desk = try Desk()
    let full = desk.file("full")
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: false)
    let command = { (epochs: Int, more: [String]) in
      Self.train(desk, epochs: epochs, more).map { "'\($0)'" }.joined(separator: " ") + " >&2"
    }
    let save = ["--save", full + "/run.st"]
    let script = """
      mount -t tmpfs -o size=12k none '\(full)'; cd '\(full)'
      \(command(1, save)); echo $?
      cp run.st ../first.st
      \(command(9, save + ["--resume", "run.st"])); echo $?
      cmp run.st ../first.st && ls -A
      rm run.st; head -c 8192 /dev/zero > filler
      \(command(9, ["--log", full + "/run.jsonl"])); echo $?
      cp run.jsonl ..
      """
    let result = try ProcessResult(
      running: try #require(Self.unshare) + ["/bin/sh", "-c", script],
      environment: Program.environment)
    #expect(result.output == "0\n2\nrun.st\n2\n", "\(result.errors)")
    let complaints = result.errors.split(separator: "\n").filter { $0.hasPrefix("retrograde:") }
    #expect(
      complaints
        == ["run.st", "run.jsonl"].map { name in
          "retrograde: \(full)/\(name): cannot be written: No space left on device; "
            + "check the path, its permissions and the free space"
        })
    try expectWholeLines(desk.content("run.jsonl"), atLeast: 10)
  }

  @Test func `a log has each point once, however often the run was killed`() throws {
    let desk = try Desk()
    let keep = ["--save", desk.file("run.st"), "--log", desk.file("run.jsonl")]
    var generator = SplitMix64(seed: 6)
    for _ in 0..<5 {
      let start = desk.names.contains("run.st") ? ["--resume", desk.file("run.st")] : []
      let child = try RunningProgram(
        Self.train(desk, epochs: 1_000_000, keep + ["--save-every", "7"] + start),
        environment: Program.environment)
      let before = desk.content("run.st")
      try child.wait { desk.content("run.st") != before }
      usleep(UInt32(generator.next() % 12_000))
      #expect(child.kill() == 128 + SIGKILL)
    }
    let kept = try Self.essence(try #require(desk.content("run.st")))
    let epoch = try #require(
      kept["retrograde.epoch"].flatMap { Int(String(decoding: $0, as: UTF8.self)) })
    let result = try ProcessResult(
      running: Self.train(desk, epochs: epoch + 1, keep + ["--resume", desk.file("run.st")]),
      environment: Program.environment)
    #expect(result.code == 0, "\(result.errors)")
    let last = try expectWholeLines(desk.content("run.jsonl"), atLeast: 24)
    #expect(last?["epoch"] as? Int == epoch + 1)
  }

  /// Each line is an object, and of each kind there is one for a minibatch at most, in order;
  /// returns the last.
  @discardableResult
  private func expectWholeLines(
    _ content: Data?, atLeast count: Int
  ) throws -> [String: Any]? {
    let content = try #require(content)
    #expect(content.last == UInt8(ascii: "\n"))
    var (points, steps): ([[String: Any]], [String: Int]) = ([], [:])
    for line in content.split(separator: UInt8(ascii: "\n")) {
      let point = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
      let (kind, step) = (point["testLoss"] == nil ? "train" : "test", point["step"] as? Int ?? -1)
      #expect(step > steps[kind] ?? -1, "\(kind)")
      steps[kind] = step
      points.append(point)
    }
    #expect(points.count >= count)
    return points.last
  }

  @Test func `what cannot be written or read is told in one line`() throws {
    let desk = try Desk()
    try Data("no checkpoint".utf8).write(to: URL(filePath: desk.file("other.st")))
    for (options, words) in [
      (["--save", "/proc/run.st"], "cannot be written"),
      (["--save", "/absent/run.st"], "cannot be written: No such file or directory"),
      (["--save", desk.path], "it is not a regular file"),
      (["--log", "/absent/run.csv"], "cannot be written: No such file or directory"),
      (["--resume", desk.file("absent.st")], "cannot be opened: No such file or directory"),
      (["--resume", desk.path], "is a folder"),
      (["--resume", desk.file("other.st")], "is not a safetensors file"),
      (["--resume", desk.file("train-images-idx3-ubyte")], "is not a safetensors file"),
    ] {
      let result = try ProcessResult(
        running: Self.train(desk, epochs: 1, options), environment: Program.environment)
      #expect(result.code == 2, "\(options)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
  }
}
