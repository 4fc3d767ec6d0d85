import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Formula
import Studio
import TextCanvas

/// `retrograde [PROGRAM]`: the explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Step through a program in the explorer (the default command).",
    discussion: "Example: retrograde 'z = x*y + sin(x)' --at x=2,y=3")

  @Argument(
    help: ArgumentHelp(
      "A formula, a file, the name of an example, or - for standard input; a network in a "
        + "safetensors file is shown on a test image."))
  var program: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices
  @OptionGroup var debugging: DebuggerOptions
  @OptionGroup var recording: RecordingOptions

  @Flag(
    help: "Use no screen: read commands line by line and answer in text, one line per event.")
  var plain = false

  func validate() throws {
    if plain, program == nil, debugging.session == nil {
      throw ValidationError("--plain needs a program or a session")
    }
    if plain, recording.cast != nil {
      throw ValidationError("--cast records the screen: leave --plain out")
    }
    if program != nil, debugging.session != nil {
      throw ValidationError("a session contains its program; leave one of the two out")
    }
    if plain, program == "-" {
      throw ValidationError(
        "with --plain, standard input is for the commands; give the program in another way")
    }
  }

  func run() throws {
    if !plain, let program, let network = try NetworkFile(program) { return try explore(network) }
    let program = try program.map { try options.program($0) }
    let session = try debugging.readSession()
    if plain, let program = program ?? session?.file.program {
      return try explorePlainly(program, session)
    }
    let isExample = self.program.flatMap { Example.named($0) } != nil
    let script = try debugging.scriptAfterStartup()
    if let recent { FilePort.system.remember(recent) }
    let studio = TerminalProgram(training: .usual)
    try studio.open(
      screen, mode: options.mode.mode, precision: options.source.precision, commands: script,
      for: recording.choice
    ) { model in
      if let program { try model.open(program, isOfList: isExample) }
      if let session { try model.open(session.file, path: session.path) }
    }
  }

  /// The network on the first test image; the run that the file continues waits behind `v`.
  private func explore(_ network: NetworkFile) throws {
    let script = try debugging.scriptAfterStartup()
    try TerminalProgram(training: network.plan, isPaused: true).open(
      screen, mode: options.mode.mode, precision: .single, commands: script,
      for: recording.choice
    ) { model in
      try network.open(in: &model)
    }
  }

  /// How the start screen opens the same again; examples have an entry there anyway, and what came
  /// from standard input is gone.
  private var recent: RecentProgram? {
    if let session = debugging.session {
      return RecentProgram(words: ["--session=\(absolutePath(session))"])
    }
    guard let program, let source = try? ProgramSource(program) else { return nil }
    switch source {
    case .standardInput, .example: return nil
    case .file(let path): return RecentProgram(words: [absolutePath(path)] + options.words)
    case .formula(let text): return RecentProgram(formula: text, options: options.words)
    }
  }

  /// Opens what a line of the start screen's says.
  static func opened(by words: [String]) throws -> OpenedProgram {
    let command = try parse(try ArgumentWords.shielded(words))
    if let session = try command.debugging.readSession() {
      return .session(session.file, path: session.path)
    }
    return .program(try command.options.program(command.program ?? ""))
  }

  private func explorePlainly(
    _ program: Program, _ session: (file: SessionFile, path: String)?
  ) throws {
    do {
      // Words are read aloud or by a program: no marks that combine.
      let model = try ExplorerModel(
        program, size: Size(width: 80, height: 24),
        capabilities: Capabilities(
          glyphs: screen.glyphSet ?? .unicode, hasCombiningMarks: false),
        notation: screen.notation, mode: options.mode.mode)
      let conversation = PlainConversation(
        model, files: .system, startup: try debugging.startupScript(), session: session)
      try PlainExplorer(conversation: conversation, script: debugging.script).run()
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }
}
