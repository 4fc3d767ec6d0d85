import Interchange
import Learning

/// A file of another kind that was given as a program.
struct OtherFile {
  /// What it is, with an article.
  let words: String
  /// What to do with it.
  let advice: String

  /// Judges a file by its name, as far as that says more, and by its first bytes; `nil` for what may
  /// be a program.
  init?(path: String, _ bytes: [UInt8]) {
    if let named = Self(ending: path), !Self.isReadable(bytes) {
      self = named
    } else if let look = FileLook(bytes), look != .text {
      self.init(look)
    } else {
      return nil
    }
  }

  private init(words: String, advice: String) {
    self.words = words
    self.advice = advice
  }

  private init(_ look: FileLook) {
    let advice =
      switch look {
      case .gzip, .zip: Self.unpack
      case .numpy, .safetensors, .protobuf: Self.openAsFile
      case .pickle, .hdf5: Self.exportGraph
      case .webPage, .largeFileNote: "download the file itself"
      case .otherIDX, .reversedIDX: "retrograde train --data FOLDER trains on such files"
      case .png, .jpeg, .gif, .pdf, .text: Self.giveProgram
      }
    self.init(words: look.words, advice: advice)
  }

  /// What the ending of a file's name promises.
  private init?(ending path: String) {
    let name = path.lowercased()
    guard let kind = Self.kinds.first(where: { name.hasSuffix($0.ending) }) else { return nil }
    self.init(words: kind.words, advice: kind.advice)
  }

  /// Whether a name ends like a file that is no program.
  static func isNamed(_ path: String) -> Bool { Self(ending: path) != nil }

  private static let kinds: [(ending: String, words: String, advice: String)] = [
    (".onnx", "an ONNX model", openAsFile), (".pb", "a TensorFlow graph", exportGraph),
    (".pt", "a PyTorch file", exportGraph), (".pth", "a PyTorch file", exportGraph),
    (".h5", "an HDF5 file", exportGraph), (".safetensors", "a safetensors file", openAsFile),
    (".npz", "an archive of NumPy arrays", openAsFile), (".npy", "a NumPy array", openAsFile),
    (".gz", "gzip data", unpack), (".zip", "a zip archive", unpack),
    (".png", "a PNG picture", giveProgram),
  ]

  private static let exportGraph =
    "capture the model as it runs, or export it as ONNX (README, With other programs), and open that"
  private static let openAsFile = "save it, and open the file by its name"
  private static let unpack = "unpack it, and open what is inside"
  private static let giveProgram = "give a formula, a program in text or a graph in JSON"

  /// A program may be called anything: what reads as text is tried.
  private static func isReadable(_ bytes: [UInt8]) -> Bool { FileLook(bytes) == .text }
}
