import ArgumentParser

/// Who looks on while a screen is used.
struct AudienceOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "For showing the screen to a class: show the last keys, only the graph and the event, with "
        + "space between the lines, and no folders of this machine."))
  var present = false
}

/// Who looks on while a screen is used, now and later.
struct RecordingOptions: ParsableArguments {
  @OptionGroup var audience: AudienceOptions

  @Option(
    help: ArgumentHelp(
      "Record the session to a new file in asciinema's format (asciicast version 2), with a marker "
        + "for each event.", valueName: "file"))
  var cast: String?

  /// Whether people look on now.
  var isPresenting: Bool { audience.present }

  /// The file for those who look on later, if one is wanted.
  func open() throws -> CastFile? { try cast.map { try CastFile($0) } }
}
