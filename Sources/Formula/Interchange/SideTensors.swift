import Autodiff
import Basics
import Interchange
import Syntax

/// Where the files lie that a graph in JSON names in place of numbers.
package enum SideFolder: Hashable, Sendable {
  /// Nowhere: the graph was not read from a file.
  case none
  case folder(String)

  /// The folder of the graph's own file.
  package init(ofFile path: String) { self = .folder(Self.folder(ofFile: path)) }

  /// The folder that a file lies in, to which `/` and a name can be added.
  package static func folder(ofFile path: String) -> String {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.isEmpty ? "." : folder.joined(separator: "/")
  }
}

/// The tensors in the files beside a graph, of which each is read when the graph asks for it.
struct SideTensors {
  /// The most numbers that all of them may hold together: 1 GiB in double precision.
  static let limit = 1 << 27

  private let folder: SideFolder
  private var files: [String: SafetensorsFile] = [:]
  private var count = 0

  init(_ folder: SideFolder) {
    self.folder = folder
  }

  /// Whether any tensor was read.
  var areUsed: Bool { count > 0 }

  /// The tensor that `{"file": "run.safetensors", "tensor": "n12.value"}` means.
  mutating func literal(_ value: JSONValue) throws(FormulaError) -> Literal {
    let (name, tensor) = try names(value)
    let file = try file(name, at: value.span)
    guard let extents = file.shape(of: tensor) else {
      let nearest = nearestWord(to: tensor, among: file.names)
      throw FormulaError(
        .graph(.missingTensor(tensor, file: name, nearest: nearest)), at: value.span)
    }
    guard let shape = Shape(extents), shape.count <= Self.limit - count else {
      throw FormulaError(.graph(.sideTensorsTooLarge(limit: Self.limit)), at: value.span)
    }
    count += shape.count
    do throws(SafetensorsFile.Failure) {
      return Literal(values: try file.tensor(tensor)?.values ?? [], shape: shape)
    } catch {
      throw FormulaError(.graph(.unreadableFile(name, error.message)), at: value.span)
    }
  }

  private func names(_ value: JSONValue) throws(FormulaError) -> (file: String, tensor: String) {
    guard let file = value["file"]?.text, let tensor = value["tensor"]?.text else {
      throw FormulaError(.graph(.wrongSideTensor), at: value.span)
    }
    let isPlain =
      !file.isEmpty && file != "." && file != ".." && !file.contains { "/\\\0".contains($0) }
    guard isPlain else {
      throw FormulaError(.graph(.sidePath(file)), at: value["file"]?.span ?? value.span)
    }
    return (file, tensor)
  }

  private mutating func file(
    _ name: String, at span: SourceSpan
  ) throws(FormulaError) -> SafetensorsFile {
    if let file = files[name] { return file }
    guard case .folder(let folder) = folder else {
      throw FormulaError(.graph(.noFolder(name)), at: span)
    }
    do throws(SafetensorsFile.Failure) {
      let file = try SafetensorsFile(folder + "/" + name)
      files[name] = file
      return file
    } catch {
      throw FormulaError(.graph(.unreadableFile(name, error.message)), at: span)
    }
  }
}
