import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Formula
import Glibc
import Inquiry
import Lessons
import Studio
import Synchronization
import TextCanvas

/// How a lesson or a quiz is given, and where its answers go.
struct AskingOptions: ParsableArguments {
  /// What draws the numbers where nobody says.
  static let usualSeed = "1"

  @Option(
    help: ArgumentHelp(
      "Any text; the same text draws the same numbers (default: \(usualSeed)).",
      valueName: "text"))
  var seed: String?

  @Flag(help: "Use no screen: a page at a time in text, an answer a line.")
  var plain = false

  @Option(
    help: ArgumentHelp(
      "Write the answers to a file, a line of JSON each, for retrograde mark; a file that holds "
        + "answers already keeps them.", valueName: "file"))
  var answers: String?

  @Option(help: ArgumentHelp("Whose answers they are (default: the seed).", valueName: "name"))
  var student: String?

  @OptionGroup var screen: ScreenChoices
  @OptionGroup var recording: RecordingOptions

  func validate() throws {
    if plain, recording.cast != nil {
      throw ValidationError("--cast records the screen: leave --plain out")
    }
    guard answers != nil else { return }
    let name = student ?? seed ?? Self.usualSeed
    let limit = SubmittedAnswer.longestName
    guard !name.isEmpty, name.utf8.count <= limit, (seed ?? "").utf8.count <= limit else {
      throw ValidationError(
        "answers need a name; give --student (and --seed) with at most \(limit) letters")
    }
  }

  /// Gives a lesson, and writes the answers where they are wanted.
  func ask(_ session: LessonSession, keeps: Bool) throws {
    let latest = Mutex(session.progress)
    let sheet = try answers.map { try AnswerSheet($0, student: student) }
    var files = FilePort.system
    let keep = files.keepProgress
    files.keepProgress = { text, lesson in
      if let progress = LessonProgress(json: text) {
        latest.withLock { $0 = progress }
        sheet?.keep(progress)
      }
      if keeps { keep(text, lesson) }
    }
    // The answers that were given are kept, however the lesson ends.
    let end = Result { try give(session, files) }
    let progress = latest.withLock { $0 }
    try sheet?.write(progress)
    try end.get()
    if !keeps, !plain {
      try Console.current.write(
        "\(progress.points.inPoints) of \(session.lesson.points) points\n")
    }
  }

  private func give(_ session: LessonSession, _ files: FilePort) throws {
    guard !plain else { return try askPlainly(session, files) }
    guard Console.current.isOnTerminal else {
      throw Failure(.badInput, "standard output is not a terminal; --plain asks line by line")
    }
    try TerminalProgram(training: .usual).open(screen, files: files, for: recording.choice) {
      model in
      do throws(CommandFailure) {
        try model.open(session)
      } catch {
        throw Failure(.badInput, error.text)
      }
    }
  }

  private func askPlainly(_ session: LessonSession, _ files: FilePort) throws {
    do {
      let model = try ExplorerModel(
        session, size: Size(width: 80, height: 24),
        capabilities: Capabilities(glyphs: screen.glyphSet ?? .unicode, hasCombiningMarks: false),
        notation: screen.notation)
      try PlainExplorer(
        conversation: PlainConversation(model, files: files), script: CommandScript()
      ).run()
    } catch let failure as CommandFailure {
      throw Failure(.badInput, failure.text)
    }
  }
}

/// The file for the answers that are given.
private struct AnswerSheet: Sendable {
  let path: String
  let student: String?
  /// The lines that were there before.
  private let before: [String]

  /// Opens a file: a new one, an empty one, or one that holds answers, which stay there.
  init(_ path: String, student: String?) throws {
    (self.path, self.student) = (path, student)
    guard access(path, F_OK) == 0, OutputFile.isReplaceable(path) else {
      before = []
      return
    }
    let bytes = try readFile(path, limit: Self.mostBytes, source: .ordinaryFile)
    let held = Submission(bytes: bytes, origin: path)
    guard bytes.isEmpty || held.problems.isEmpty else {
      throw Failure(
        .badInput,
        "\(path): exists already, and holds something else than answers; give another name")
    }
    before = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// One byte more than a file of answers may have.
  private static let mostBytes = (4 << 20) + 1

  /// Writes the answers so far, so that they are there even if a signal ends the program. What cannot be
  /// replaced, such as a pipe, gets them at the end alone; why a file cannot be written is said then, too.
  func keep(_ progress: LessonProgress) {
    guard OutputFile.isReplaceable(path) else { return }
    try? write(progress)
  }

  func write(_ progress: LessonProgress) throws {
    let known = Set(before)
    let lines = progress.answers.sorted { $0.key < $1.key }.map { number, answer in
      SubmittedAnswer(
        lesson: progress.lesson, seed: progress.seed, student: student ?? progress.seed,
        item: number + 1, answer: answer.text, tries: answer.tries
      ).json
    }
    try OutputFile.write(to: path) { write in
      for line in before + lines.filter({ !known.contains($0) }) { try write(line + "\n") }
    }
  }
}
