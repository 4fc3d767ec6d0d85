import Foundation
import Learners
import TestSupport
import Testing

/// The other ways to learn, on the command line and in frames.
@Suite struct RecordedLearnerTests {
  private let folder: TemporaryFolder
  private var data: String { folder.url.path + "/MNIST" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/MNIST", withIntermediateDirectories: false)
    try folder.writeDigits(named: "MNIST/train", count: 200)
    try folder.writeDigits(named: "MNIST/t10k", count: 50)
  }

  /// Every learner, small; what comes after a hyphen is a variant of it.
  static let learners: [(name: String, options: [String])] = [
    (
      "genetic", ["--generations", "20", "--population", "8", "--parents", "4", "--examples", "50"]
    ),
    ("evolution", ["--generations", "20", "--population", "8", "--examples", "50"]),
    ("kernel", ["--examples", "160"]),
    (
      "kernel-empirical",
      ["--kernel", "empirical", "--activation", "relu", "--hidden", "8", "--examples", "16"]
    ),
    ("flow", ["--examples", "50", "--time", "4", "--layers", "196-4-10"]),
    ("contrastive", ["--hidden", "16", "--epochs", "3", "--batch", "20"]),
  ]

  /// And the kernel of a network while it is compared with those of other widths.
  static let frames =
    learners
    + learners.filter { $0.name == "kernel-empirical" }.map {
      ("kernel-widths", $0.options + ["--steps", "8"])
    }

  private func kind(_ name: String) -> String { String(name.prefix { $0 != "-" }) }

  private func render(_ learner: String, _ options: [String]) -> CommandRun {
    CommandRun(
      ["render", "train", "--learner", kind(learner), "--data", data, "--steps", "100000"] + options
    )
  }

  /// What must be compared, so that nothing is recorded that is not.
  static let names = frames.flatMap { learner in
    ["80x24", "120x40"].map { "learner-\(learner.name)-\($0).txt" }
  }

  @Test(arguments: frames, ["80x24", "120x40"])
  func `the screen is as recorded`(learner: (name: String, options: [String]), size: String) throws
  {
    let run = render(learner.name, learner.options + ["--size", size])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "learner-\(learner.name)-\(size).txt", isTrained: true).check(run.output)
  }

  @Test(arguments: learners)
  func `no figure's name runs into its value`(learner: (name: String, options: [String])) {
    let run = render(learner.name, learner.options + ["--size", "40x12"])
    #expect(run.output.contains(/│ examples[a-z ]*… +[0-9]+ │/), "\(run.output)\(run.errors)")
  }

  @Test func `runs that were printed are drawn beside another`() throws {
    let lines = [("descent", 1e6, 0.97), ("kernel", 2000, 0.94)].map { name, count, accuracy in
      "{\"learner\":\"\(name)\",\"evaluations\":\(count),\"seconds\":1.5,\"testAccuracy\":\(accuracy)}\n"
    }
    let paths = try lines.enumerated().map {
      try folder.write(Array($0.element.utf8), as: "\($0.offset).jsonl")
    }
    let run = render("kernel", ["--examples", "160", "--compare", paths[0], "--compare", paths[1]])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("descent 97 %"))
    #expect(run.output.contains("kernel 94 %"))
  }

  @Test func `every other way to learn can be drawn beside one, and no more`() throws {
    let others = LearnerKind.allCases.filter { $0 != .kernel }
    let paths = try others.map { kind in
      let line =
        "{\"learner\":\"\(kind)\",\"evaluations\":2000,\"seconds\":1.5,\"testAccuracy\":0.94}\n"
      return try folder.write(Array(line.utf8), as: "\(kind).jsonl")
    }
    let options = ["--examples", "160"] + paths.flatMap { ["--compare", $0] }
    let run = render("kernel", options)
    #expect(run.code == 0, "\(run.errors)")
    for kind in others { #expect(run.output.contains("\(kind) 94 %")) }
    let tooMany = render("kernel", options + ["--compare", paths[0]])
    #expect(tooMany.code == 64)
    #expect(tooMany.errors.contains("--compare shows at most 5 runs"))
  }

  @Test(arguments: learners)
  func `each report is a line of JSON`(learner: (name: String, options: [String])) throws {
    let run = CommandRun(
      ["train", "--headless", "--json", "--learner", kind(learner.name), "--data", data]
        + learner.options)
    #expect(run.code == 0, "\(run.errors)")
    let lines = try run.output.split(separator: "\n").map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.count >= 3)
    for line in lines { #expect(line["learner"] as? String == kind(learner.name)) }
    let evaluations = lines.compactMap { $0["evaluations"] as? Int }
    #expect(evaluations == evaluations.sorted() && evaluations.count == lines.count)
    #expect(lines.allSatisfy { $0["seconds"] is Double && $0["testAccuracy"] is Double })
  }

  @Test func `descent says the same of its epochs`() throws {
    let run = CommandRun(
      ["train", "--headless", "--json", "--learner", "descent", "--epochs", "2", "--data", data])
    let line = try #require(run.output.split(separator: "\n").last)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(report["learner"] as? String == "descent")
    #expect(report["evaluations"] as? Int == 384)
  }

  @Test func `a saved run is resumed only with the options it was started with`() throws {
    let path = folder.path + "/run.safetensors"
    let (name, options) = Self.learners[0]
    let start = ["train", "--headless", "--learner", name, "--data", data]
    #expect(CommandRun(start + options + ["--save", path]).code == 0)
    let again = CommandRun(start + options + ["--resume", path])
    #expect(again.code == 0)
    #expect(again.errors.contains("already at its end"))
    let other = CommandRun(start + options + ["--resume", path, "--elite", "1"])
    #expect(other.code == 2)
    #expect(other.errors.contains("--elite 1"))
  }

  @Test(arguments: learners)
  func `a saved run knows the options it was started with`(
    learner: (name: String, options: [String])
  ) throws {
    let path = folder.path + "/run.safetensors"
    let start = ["train", "--headless", "--json", "--data", data]
    let whole = CommandRun(
      start + ["--learner", kind(learner.name), "--save", path] + learner.options)
    #expect(whole.code == 0, "\(whole.errors)")
    let again = CommandRun(start + ["--resume", path])
    #expect(again.code == 0 && again.errors.contains("already at its end"), "\(again.errors)")
    let other = CommandRun(start + ["--resume", path, "--seed", "7"])
    #expect(other.code == 2 && other.errors.contains("contradicts --seed 7"), "\(other.errors)")
    let kind = learner.name == "genetic" ? "flow" : "genetic"
    let stranger = CommandRun(start + ["--resume", path, "--learner", kind])
    #expect(stranger.code == 2)
    #expect(stranger.errors.contains("contradicts --learner \(kind)"), "\(stranger.errors)")
  }

  @Test func `options that nobody could have given are refused in a saved run, too`() throws {
    let path = folder.path + "/run.safetensors"
    let (name, options) = Self.learners[0]
    let start = ["train", "--headless", "--data", data]
    #expect(CommandRun(start + ["--learner", name, "--save", path] + options).code == 0)
    let text = try String(contentsOfFile: path, encoding: .isoLatin1)
    let damaged = text.replacingOccurrences(
      of: #""retrograde.learner.option --parents":"4""#,
      with: #""retrograde.learner.option --parents":"0""#)
    #expect(damaged != text)
    try folder.write(damaged.unicodeScalars.map { UInt8($0.value) }, as: "run.safetensors")
    let run = CommandRun(start + ["--resume", path])
    #expect(run.code == 2)
    #expect(run.errors.contains("--parents must be at least 1"), "\(run.errors)")
  }

  @Test func `a rate that no integer holds is followed, too`() {
    let run = CommandRun([
      "train", "--headless", "--json", "--learner", "flow", "--data", data, "--examples", "50",
      "--time", "0.1", "--rates", "1e20", "--layers", "196-4-10",
    ])
    #expect(run.code == 0 && run.output.contains("distance1e+20"), "\(run.errors)")
  }

  /// What is refused, and what the one message says.
  static let refused: [(options: String, message: String)] = [
    ("--learner kernel --elite 3", "--elite is for --learner genetic, not for kernel"),
    ("--population 10", "--population is for --learner genetic and evolution, not for descent"),
    ("--learner genetic --rate 0.1", "--rate is for --learner descent, evolution and contrastive"),
    ("--learner evolution --population 7", "--population must be even"),
    ("--learner genetic --population 10 --parents 11", "--parents must be at most the population"),
    ("--learner genetic --population 10 --elite 11", "--elite must be at most the population"),
    ("--learner genetic --parents 101", "--parents must be at most the population, 100"),
    ("--learner genetic --elite 500", "--elite must be at most the population, 100"),
    ("--learner flow --rates 0.1,x", "--rates must be 1 to 8 positive numbers"),
    ("--learner flow --rates 0,1", "--rates must be 1 to 8 positive numbers"),
    ("--learner flow --time 0", "--time must be a positive number"),
    ("--learner flow --rates 1e-9", "takes more than a million steps"),
    ("--learner flow --tolerance 2", "--tolerance must be more than 0 and less than 1"),
    ("--learner kernel --ridge -1", "--ridge must be 0 or a positive number"),
    ("--learner kernel --examples 20000", "--examples must be at most 10000"),
    ("--learner kernel --kernel quick", "--kernel"),
    ("--learner kernel --layers 784-10-10-10", "--layers is for --kernel empirical"),
    ("--learner kernel --hidden 30", "--hidden is for --kernel empirical"),
    ("--learner contrastive --layers 784-10", "--layers is for --learner"),
    ("--learner contrastive --chain 0", "--chain must be at least 1"),
    ("--learner evolution --deviation 0", "--deviation must be a positive number"),
    ("--learner genetic --restarts 2", "--restarts needs --learner descent"),
    ("--learner quick", "--learner"),
  ]

  @Test(arguments: refused)
  func `what does not go together is refused`(options: String, message: String) {
    let run = CommandRun(
      ["train", "--headless", "--data", data] + options.split(separator: " ").map(String.init))
    #expect([2, 64].contains(run.code))
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test(arguments: ["kernel", "contrastive"])
  func `data without classes are refused by learners that need some`(learner: String) {
    let run = CommandRun(
      ["train", "--headless", "--learner", learner, "--data", "synthetic:regression"])
    #expect(run.code == 2)
    #expect(run.errors.contains("needs images with labels"))
  }
}
