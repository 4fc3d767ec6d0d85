import Foundation
import TestSupport
import Testing

/// `retrograde diff`: where two runs, or recorded and recomputed numbers, first differ.
@Suite struct DiffCommandTests {
  private static func capture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Captures/\(name).json")
      .path
  }

  private func lines(_ run: CommandRun) -> [String] {
    run.output.split(separator: "\n").map(String.init)
  }

  @Test func `a custom gradient that forgot to divide is found where it begins`() {
    let run = CommandRun(["diff", Self.capture("custom-backward-factor")])
    #expect(run.code == 1)
    #expect(lines(run).first?.hasPrefix("first difference, backward: ") == true, "\(run.output)")
    #expect(
      run.output.contains("10 times too large, 10 being the number of elements of "),
      "\(run.output)")
    #expect(run.output.contains("more follow from what differs before"), "\(run.output)")
  }

  @Test func `equal numbers end with 0`() {
    for name in ["both-broadcast", "double-where"] {
      let run = CommandRun(["diff", Self.capture(name)])
      #expect(run.code == 0, "\(name): \(run.output)")
      #expect(lines(run).first == "no difference")
    }
  }

  @Test func `in half precision the first fault is the infinity, not a rounded product`() throws {
    let run = CommandRun(["diff", Self.capture("half-underflow")])
    #expect(run.code == 1)
    let found = lines(run)
    try #require(found.count > 2)
    #expect(found.first == "first difference, forward: l = log(q), model.py:12, aten::log")
    #expect(
      found[1].hasPrefix("  the value of l[0] is -∞ recorded, -19.99902"), "\(run.output)")
    #expect(found[2] == "  recorded: -∞ at 1 of 3 elements, where a number should be")
    #expect(run.output.contains("differ by rounding in float16 alone"), "\(run.output)")
  }

  @Test func `as data`() throws {
    let run = CommandRun(["diff", Self.capture("half-underflow"), "--format", "json"])
    #expect(run.code == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["equal"] as? Bool == false)
    #expect(object["a"] as? String == "recomputed" && object["b"] as? String == "recorded")
    let first = try #require((object["differences"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "l" && first["quantity"] as? String == "value")
    #expect(first["begins"] as? Bool == true)
    #expect((first["b"] as? [String: Any])?["number"] as? String == "-Infinity")
    #expect((first["b"] as? [String: Any])?["is"] as? String == "recorded")
    #expect((first["a"] as? [String: Any])?["is"] as? String == "recomputed")
    #expect(first["signatures"] as? [String] == ["not finite"])
    #expect((first["source"] as? [String: Any])?["line"] as? Int == 12)
    #expect(first["original"] as? String == "aten::log")
  }

  @Test func `a tolerance of one's own holds for all, whatever the types round`() {
    let tight = CommandRun(["diff", Self.capture("half-underflow"), "--tolerance", "1e-6"])
    #expect(tight.output.contains("first difference, forward: p = exp(x)"), "\(tight.output)")
    #expect(tight.output.contains("only rounding in float16"), "\(tight.output)")
    let wide = CommandRun(["diff", Self.capture("custom-backward-factor"), "--tolerance", "20"])
    #expect(wide.code == 0, "\(wide.output)")
  }

  @Test func `two programs of one structure are compared node by node`() {
    let same = CommandRun(["diff", "z = x*y + sin(x)", "z = x*y + sin(x)", "--at", "x=2,y=3"])
    #expect(same.code == 0, "\(same.output)")
    let other = CommandRun(["diff", "x = 2; z = 3*x^3", "x = 2; z = 4*x^3"])
    #expect(other.code == 1)
    #expect(other.output.contains("in A"), "\(other.output)")
  }

  @Test func `programs of other structures are compared by the names that both have`() {
    let run = CommandRun([
      "diff", "x = [1, 2, 3]; h = x*x; z = mean(h)", "x = [1, 2, 3]; h = x^2; z = sum(h)",
    ])
    #expect(run.code == 1)
    #expect(run.errors.contains("compared by name"), "\(run.errors)")
    #expect(run.output.contains("first difference, forward: z"), "\(run.output)\(run.errors)")
    #expect(run.output.contains("3 times too large"), "\(run.output)")
  }

  @Test func `as data it is said of each number where it comes from`() throws {
    func sources(_ arguments: String...) throws -> [String: [String?]] {
      let run = CommandRun(["diff"] + arguments + ["--format", "json"])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
        "\(run.output)\(run.errors)")
      let all = try #require(object["differences"] as? [[String: Any]])
      return Dictionary(
        all.map { entry in
          (
            "\(entry["name"] ?? "") \(entry["quantity"] ?? "")",
            ["a", "b"].map { (entry[$0] as? [String: Any])?["is"] as? String }
          )
        }
      ) { first, _ in first }
    }
    // By name: nothing of it was recorded.
    let programs = try sources("x = 2; h = x*x; z = 3*h", "x = 3; h = x^2; z = 3*h")
    #expect(programs["x value"] == ["given", "given"])
    #expect(programs["z value"] == ["recomputed", "recomputed"])
    #expect(programs["x adjoint"] == ["recomputed", "recomputed"])
    let capture = Self.capture("half-underflow")
    // By name: of the one side the value of 'l' was recorded, which is infinite in half precision.
    let mixed = try sources(
      capture, "x = [-20, -1, 0.5]; w = [1, 2, 3]; p = exp(x); q = w*p; l = 2*log(q); z = sum(l)")
    #expect(mixed["l value"] == ["recorded", "recomputed"], "\(mixed)")
    #expect(mixed["w value"] == ["recorded", "given"], "\(mixed)")
    #expect(mixed["q adjoint"] == ["recomputed", "recomputed"], "\(mixed)")
    // Node by node: a trace holds what is computed again.
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "trace.json").path
    let trace = CommandRun(["trace", "x = 2; z = x*x", "--format", "json"])
    try trace.output.write(toFile: path, atomically: true, encoding: .utf8)
    let traced = try sources(path, "x = 3; z = x*x")
    #expect(traced["z value"] == ["both", "recomputed"], "\(traced)")
    #expect(traced["x value"] == ["recorded", "given"], "\(traced)")
  }

  @Test func `what has nothing in common cannot be compared`() {
    let run = CommandRun(["diff", "a = 2; b = a*3", "c = 2; d = c + 4"])
    #expect(run.code == 2)
    #expect(run.errors.contains("cannot compare: "), "\(run.errors)")
    #expect(run.errors.contains("node "), "\(run.errors)")
    let alone = CommandRun(["diff", "a = 2; b = a*3"])
    #expect(alone.code == 2)
    #expect(alone.errors.contains("no numbers were recorded"), "\(alone.errors)")
  }

  @Test func `a trace is what a program was, and equals it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "trace.json").path
    let program = "x = 2; W = [[1, 2], [3, 4]]; z = sum(W*x)^2"
    let trace = CommandRun(["trace", program, "--format", "json"])
    try trace.output.write(toFile: path, atomically: true, encoding: .utf8)
    let own = CommandRun(["diff", path])
    #expect(own.code == 0, "\(own.output)\(own.errors)")
    #expect(own.output.contains("values and adjoints agree"), "\(own.output)")
    let same = CommandRun(["diff", program, path])
    #expect(same.code == 0, "\(same.output)\(same.errors)")
    let changed = trace.output.replacingOccurrences(of: "\"value\":20", with: "\"value\":21")
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(CommandRun(["diff", path]).code == 1)
  }

  @Test func `checkpoints are compared by the names of their tensors`() throws {
    let folder = try TemporaryFolder()
    let paths = ["one", "other"].map { folder.url.appending(path: "\($0).safetensors").path }
    for (path, seed) in zip(paths, ["1", "2"]) {
      let run = CommandRun([
        "train", "--headless", "--data", "synthetic:regression", "--loss", "mse", "--layers",
        "5-3-1", "--epochs", "1", "--save", path, "--seed", seed,
      ])
      #expect(run.code == 0, "\(run.errors)")
    }
    #expect(CommandRun(["diff", paths[0], paths[0]]).code == 0)
    let run = CommandRun(["diff", paths[0], paths[1]])
    #expect(run.code == 1)
    #expect(run.output.contains("first difference, forward: 0.bias"), "\(run.output)")
  }
}
