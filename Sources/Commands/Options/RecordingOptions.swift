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

  /// What was chosen.
  var choice: Audience { Audience(isPresenting: audience.present, castPath: cast) }
}

/// Whether people look on while a screen is used, and the file for those who do so later.
struct Audience {
  var isPresenting = false
  var castPath: String?

  /// Begins the file, if one is wanted.
  func openCast() throws -> CastFile? { try castPath.map { try CastFile($0) } }
}
