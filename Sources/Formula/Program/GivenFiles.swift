import Autodiff
import Basics
import Glibc
import Interchange
import Syntax

/// Values that lie in files: `x=@batch.npy`, `W=@weights.npz:fc1.weight`, or `@weights.safetensors` for
/// all inputs that an array of the file is called like.
struct GivenFiles {
  /// The arrays of a file, by name.
  struct Bundle {
    let path: String
    let span: SourceSpan
    let values: [String: Literal]
  }

  private(set) var items: [GivenValues.Item] = []
  private(set) var bundles: [Bundle] = []
  private(set) var errors: [FormulaError] = []
  /// The text, in which blanks stand in place of what names files.
  private(set) var rest: SourceText

  /// The most numbers that all of them may hold together: 1 GiB in double precision.
  private static let limit = 1 << 27
  private var count = 0

  /// Finds the parts of a list that name files, and reads these.
  init(_ source: SourceText) {
    rest = source
    var bytes = source.bytes
    var start = 0
    for end in source.separatingCommas + [bytes.count] {
      let part = SourceSpan(start, end)
      if let place = GivenFile(source, in: part) {
        do throws(FormulaError) {
          try read(place)
        } catch {
          errors.append(error)
        }
        for offset in part.lowerBound..<part.upperBound { bytes[offset] = UInt8(ascii: " ") }
      }
      start = end + 1
    }
    rest = SourceText(bytes: bytes, origin: source.origin)
  }

  /// Reads the file that a text names which begins with an @, for one input.
  init(_ source: SourceText, for input: String) {
    rest = source
    guard let place = GivenFile(source, for: input) else { return }
    do throws(FormulaError) {
      try read(place)
    } catch {
      errors.append(error)
    }
  }

  private mutating func read(_ place: GivenFile) throws(FormulaError) {
    let (file, array) = try opened(place)
    guard let name = place.name else {
      return bundles.append(try bundle(file, array, place))
    }
    let tensor: StoredTensor
    if let array {
      tensor = try self.tensor(array, of: file, place)
    } else if let only = file.onlyArray {
      tensor = only
    } else if file.names.count == 1, let only = file.names.first {
      tensor = try self.tensor(only, of: file, place)
    } else {
      throw place.error(.severalArrays(place.path, names: file.names))
    }
    let literal = try literal(tensor, place)
    items.append(
      GivenValues.Item(name: name, span: place.nameSpan, valueSpan: place.span, value: literal))
  }

  private func opened(
    _ place: GivenFile
  ) throws(FormulaError) -> (file: TensorFile, array: String?) {
    do throws(TensorFile.Failure) {
      return (try TensorFile(place.path), place.array)
    } catch {
      throw place.error(.unreadable(place.path, error.message))
    }
  }

  private func tensor(
    _ name: String, of file: TensorFile, _ place: GivenFile
  ) throws(FormulaError) -> StoredTensor {
    do throws(TensorFile.Failure) {
      if let tensor = try file.tensor(name) { return tensor }
    } catch {
      throw place.error(.unreadable(place.path, error.message))
    }
    let nearest = nearestWord(to: name, among: file.names)
    throw place.error(.noArray(name, place.path, nearest: nearest, names: file.names))
  }

  private mutating func bundle(
    _ file: TensorFile, _ array: String?, _ place: GivenFile
  ) throws(FormulaError) -> Bundle {
    guard array == nil, file.onlyArray == nil else { throw place.error(.arrayWithoutInput) }
    var values: [String: Literal] = [:]
    for name in file.names {
      values[name] = try literal(try tensor(name, of: file, place), place)
    }
    return Bundle(path: place.path, span: place.span, values: values)
  }

  private mutating func literal(
    _ tensor: StoredTensor, _ place: GivenFile
  ) throws(FormulaError) -> Literal {
    guard let shape = Shape(tensor.shape), shape.count <= Self.limit - count else {
      throw place.error(.tooLarge(limit: Self.limit))
    }
    count += shape.count
    return Literal(values: tensor.values, shape: shape)
  }
}

/// A part of `--at` that names a file.
private struct GivenFile {
  /// The input that is given its value; `nil` for all that fit.
  let name: String?
  let nameSpan: SourceSpan
  let path: String
  /// The array of the file.
  let array: String?
  let span: SourceSpan

  /// What a part of the list says; `nil` when it names no file.
  init?(_ source: SourceText, in part: SourceSpan) {
    let bytes = source.bytes
    var (start, end) = (part.lowerBound, part.upperBound)
    while start < end, bytes[start].isBlank { start += 1 }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    var quotes = QuoteScanner()
    let sign = (start..<end).first { offset in
      !quotes.isInside(after: bytes[offset]) && bytes[offset] == UInt8(ascii: "=")
    }
    var file = start
    if let sign, start < end, bytes[start] != UInt8(ascii: "@") {
      var nameEnd = sign
      while nameEnd > start, bytes[nameEnd - 1].isBlank { nameEnd -= 1 }
      file = sign + 1
      while file < end, bytes[file].isBlank { file += 1 }
      let text = source.text(from: start, to: nameEnd)
      name = text.nameInQuotes ?? text
      nameSpan = SourceSpan(start, nameEnd)
    } else {
      name = nil
      nameSpan = SourceSpan(start, start)
    }
    guard file < end, bytes[file] == UInt8(ascii: "@") else { return nil }
    span = SourceSpan(file, end)
    (path, array) = Self.place(source.text(from: file + 1, to: end))
  }

  /// A text that is nothing but an @ and a file; `nil` for another.
  init?(_ source: SourceText, for input: String) {
    let bytes = source.bytes
    guard let start = bytes.firstIndex(where: { !$0.isBlank }), bytes[start] == UInt8(ascii: "@"),
      let last = bytes.lastIndex(where: { !$0.isBlank })
    else { return nil }
    name = input
    span = SourceSpan(start, last + 1)
    nameSpan = span
    (path, array) = Self.place(source.text(from: start + 1, to: last + 1))
  }

  /// The file and the array that `weights.npz:fc1.weight` means; a file's name may hold a colon itself.
  private static func place(_ text: String) -> (path: String, array: String?) {
    guard access(text, F_OK) != 0 else { return (text, nil) }
    for colon in text.indices.reversed() where text[colon] == ":" {
      let path = String(text[..<colon])
      guard access(path, F_OK) == 0 else { continue }
      return (path, String(text[text.index(after: colon)...]))
    }
    return (text, nil)
  }

  func error(_ problem: GivenFileProblem) -> FormulaError {
    FormulaError(.givenFile(problem), at: span)
  }
}

extension GivenFiles {
  /// What is to be said of the files whose arrays go to the inputs that are called like them; throws
  /// where nothing of a file does.
  func notes(for inputs: [String]) throws(FormulaError) -> [ProgramNote] {
    let known = Set(inputs)
    var notes: [ProgramNote] = []
    for bundle in bundles {
      let names = bundle.values.keys.sorted()
      let left = names.filter { !known.contains($0) }
      guard left.count < names.count else {
        throw FormulaError(
          .givenFile(.nothingFits(bundle.path, names: names, inputs: inputs)), at: bundle.span)
      }
      if !left.isEmpty { notes.append(ProgramNote(Self.note(on: left, of: bundle), at: nil)) }
    }
    return notes
  }

  private static func note(on left: [String], of bundle: Bundle) -> String {
    let names = FormulaError.Problem.listed(left)
    return "\(bundle.path.displayed): no input is called \(names); "
      + "\(bundle.values.count - left.count) of \(bundle.values.count) arrays are used"
  }
}
