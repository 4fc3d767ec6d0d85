import Interchange
package import Learning

/// A run of a learner in a safetensors file: its options, its reports and what it remembers.
package struct LearnerFile: Hashable, Sendable {
  private static let prefix = "retrograde.learner."
  fileprivate static let versionKey = prefix + "version"
  private static let settingPrefix = prefix + "option "
  private static let countPrefix = prefix + "count "
  private static let randomPrefix = prefix + "random "
  private static let figuresKey = prefix + "figures"
  private static let greatestSize = 1 << 31

  /// The options it was started with.
  package let settings: [String: String]
  private let data: DataMark
  private let memory: LearnerMemory
  private let points: [LearnerPoint]
  private let seconds: Double

  package init(_ session: LearnerSession, _ plan: LearnerPlan) {
    settings = Dictionary(
      plan.settings.map { ($0.option, $0.value) }, uniquingKeysWith: { first, _ in first })
    data = session.data
    memory = session.learner.memory
    (points, seconds) = (session.points, session.seconds)
  }

  /// Replaces the file at the path whole, or leaves it as it was.
  package func write(to path: String) throws(FileReplacement.Failure) {
    try FileReplacement.write(encoded.encoded(), to: path)
  }
}

extension LearnerFile {
  private static let columns = 5

  private var encoded: Safetensors {
    var file = Safetensors()
    // The last report has all of them, and an earlier one the first of them.
    let names = points.last?.figures ?? []
    file.metadata = [
      Self.versionKey: "1", Self.prefix + "examples": "\(data.count)",
      Self.prefix + "checksum": "\(data.checksum)",
      Self.figuresKey: names.map { "\($0.key)=\($0.name)" }.joined(separator: ";"),
    ]
    for (option, value) in settings { file.metadata[Self.settingPrefix + option] = value }
    for (name, count) in memory.counts { file.metadata[Self.countPrefix + name] = "\(count)" }
    for (name, state) in memory.randoms { file.metadata[Self.randomPrefix + name] = "\(state)" }
    for (name, elements) in memory.numbers {
      file.tensors["float." + name] = .init(elements, shape: [elements.count])
    }
    for (name, elements) in memory.wideNumbers {
      file.tensors["double." + name] = .init(elements, shape: [elements.count])
    }
    for (name, places) in memory.places {
      file.tensors["place." + name] = .init(places, shape: [places.count])
    }
    let rows = points.flatMap { point in
      [
        Double(point.step), Double(point.evaluations), point.seconds, Double(point.testLoss),
        point.testAccuracy ?? .nan,
      ] + names.indices.map { point.figures.indices.contains($0) ? point.figures[$0].value : .nan }
    }
    let counts = points.map { Double($0.figures.count) }
    file.tensors["figures"] = .init(counts, shape: [counts.count])
    file.tensors["reports"] = .init(rows, shape: [points.count, Self.columns + names.count])
    file.tensors["seconds"] = .init([seconds], shape: [1])
    return file
  }

  /// Reads a file that a learner wrote.
  ///
  /// Throws ``CheckpointError``, or ``FileError`` when the file cannot be opened.
  package static func read(_ path: String) throws -> LearnerFile {
    var file = try InputFile(path)
    guard file.size <= greatestSize else { throw CheckpointError(path, .tooLarge(file.size)) }
    do {
      return try LearnerFile(Safetensors(&file) { _ in }, at: path)
    } catch let problem as SafetensorsProblem {
      throw CheckpointError(path, .notSafetensors(problem))
    }
  }

  /// The run that a learner wrote; `nil` where something else wrote the file, which then is to be read as
  /// what it is.
  package static func find(_ path: String) throws -> LearnerFile? {
    do {
      return try read(path)
    } catch let error as CheckpointError where error.problem.isNoLearner {
      return nil
    }
  }

  private init(_ file: Safetensors, at path: String) throws(CheckpointError) {
    guard let version = file.metadata[Self.versionKey] else {
      throw CheckpointError(path, .wrongEntry(Self.versionKey, nil))
    }
    guard version == "1" else { throw CheckpointError(path, .otherVersion(version)) }
    settings = Self.entries(of: file, Self.settingPrefix)
    var memory = LearnerMemory()
    for (name, text) in Self.entries(of: file, Self.countPrefix) {
      memory.counts[name] = try Self.number(text, Self.countPrefix + name, path)
    }
    for (name, text) in Self.entries(of: file, Self.randomPrefix) {
      memory.randoms[name] = try Self.number(text, Self.randomPrefix + name, path)
    }
    for (name, tensor) in file.tensors {
      if let name = name.after("float.") { memory.numbers[name] = tensor.floats }
      if let name = name.after("double.") { memory.wideNumbers[name] = tensor.doubles }
      if let name = name.after("place.") { memory.places[name] = tensor.int32s }
    }
    self.memory = memory
    data = DataMark(
      count: try Self.number(
        file.metadata[Self.prefix + "examples"] ?? "", Self.prefix + "examples", path),
      checksum: try Self.number(
        file.metadata[Self.prefix + "checksum"] ?? "", Self.prefix + "checksum", path))
    points = try Self.points(of: file, at: path)
    guard let seconds = file.tensors["seconds"]?.doubles?.first, seconds >= 0 else {
      throw CheckpointError(path, .wrongTensor("seconds", "is missing or not a number"))
    }
    self.seconds = seconds
  }

  private static func entries(of file: Safetensors, _ prefix: String) -> [String: String] {
    var entries: [String: String] = [:]
    for (key, text) in file.metadata {
      if let name = key.after(prefix) { entries[name] = text }
    }
    return entries
  }

  private static func number<Number: FixedWidthInteger>(
    _ text: String, _ key: String, _ path: String
  ) throws(CheckpointError) -> Number {
    guard let number = Number(text) else { throw CheckpointError(path, .wrongEntry(key, text)) }
    return number
  }

  private static func points(
    of file: Safetensors, at path: String
  ) throws(CheckpointError) -> [LearnerPoint] {
    let names = (file.metadata[figuresKey] ?? "").split(separator: ";").map {
      $0.split(separator: "=", maxSplits: 1).map(String.init)
    }
    let width = columns + names.count
    guard let numbers = file.tensors["reports"]?.doubles, numbers.count.isMultiple(of: width),
      names.allSatisfy({ $0.count == 2 })
    else { throw CheckpointError(path, .wrongTensor("reports", "is missing or not a table")) }
    let starts = Array(stride(from: 0, to: numbers.count, by: width))
    // Files of before had as many in each report.
    let counts = file.tensors["figures"]?.doubles ?? starts.map { _ in Double(names.count) }
    guard counts.count == starts.count, counts.allSatisfy({ 0...Double(names.count) ~= $0 }) else {
      throw CheckpointError(path, .wrongTensor("figures", "does not fit the reports"))
    }
    return try zip(starts, counts).map { start, count throws(CheckpointError) in
      let row = Array(numbers[start..<start + width])
      guard let step = Int(exactly: row[0]), let evaluations = Int(exactly: row[1]) else {
        throw CheckpointError(path, .wrongTensor("reports", "has a row without whole numbers"))
      }
      return LearnerPoint(
        step: step, evaluations: evaluations, seconds: row[2], testLoss: Float(row[3]),
        testAccuracy: row[4].isNaN ? nil : row[4],
        figures: zip(names, row[columns...]).prefix(Int(count))
          .map { LearnerFigure($0[0], $0[1], $1) })
    }
  }
}

extension LearnerFile {
  /// The session of a plan that continues from the file.
  ///
  /// Throws ``CheckpointError`` when it was started with other options or on other data.
  package func session(
    of plan: LearnerPlan, on split: ExampleSplit, from path: String,
    now: @escaping @Sendable () -> Double = monotonicSeconds
  ) throws -> LearnerSession {
    let data = DataMark(of: split.training)
    for (option, value) in plan.settings where settings[option] != value {
      throw CheckpointError(
        path, .otherOption("\(option) \(value)", held: settings[option] ?? "nothing"))
    }
    guard data == self.data else {
      throw TrainingSetupError(
        "the checkpoint belongs to other data (\(self.data.count) examples, checksum "
          + "\(self.data.checksum)) than these (\(data.count), \(data.checksum)); give that data "
          + "with --data")
    }
    var learner = try plan.learner(split)
    guard try learner.restore(memory) else {
      throw CheckpointError(
        path, .wrongTensor("float.…", "and others do not hold this learner's state"))
    }
    return LearnerSession(learner, data: data, points: points, seconds: seconds, now: now)
  }
}

extension CheckpointError.Problem {
  /// Whether the file holds no run of a learner, whole or damaged.
  fileprivate var isNoLearner: Bool {
    switch self {
    case .notSafetensors: true
    case .wrongEntry(LearnerFile.versionKey, nil): true
    default: false
    }
  }
}

extension String {
  /// What follows a prefix; `nil` without it.
  fileprivate func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
