/// A reason to stop, in words for the user, and the exit code that says what kind it is.
struct Failure: Error, Hashable {
  /// What kind of failure it is; the numbers are the exit codes.
  enum Kind: Int32 {
    case checkFailed = 1
    /// The input, a file or the data was wrong or could not be read or written.
    case badInput = 2
    case network = 3
    case nonFiniteLoss = 4
    /// A rule of `--fail-on` was broken.
    case alert = 5
    case wrongUsage = 64
    case ours = 70
    /// The reader of standard output, such as `head`, has read enough: 128 and SIGPIPE's number.
    case readerLeft = 141
  }

  let kind: Kind
  let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
