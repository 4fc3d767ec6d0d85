extension SafetensorsProblem {
  /// What is wrong with the file, for a sentence that begins with its name, and what to do.
  package var message: String {
    switch self {
    case .headerCutShort(let held, let needed):
      "is truncated or not a safetensors file: it ends at byte \(held), its header at byte "
        + "\(needed); use an intact copy"
    case .headerTooLong:
      "is not a safetensors file: its first eight bytes are not the length of a header; check "
        + "the path"
    case .noJSON(let byte, let expected):
      "is damaged or not a safetensors file: its header lacks \(expected) at byte \(byte); use "
        + "an intact copy"
    case .wrongEntry(let name, let finding):
      "is damaged: in its header, \(name) \(finding); use an intact copy"
    case .cutShort(let promised, let held):
      "is truncated: its header announces \(promised) bytes, but it ends at byte \(held); use an "
        + "intact copy"
    case .tooLong(let promised, let held):
      "is too long: its header announces \(promised) bytes, but it has \(held); use an intact copy"
    }
  }
}
