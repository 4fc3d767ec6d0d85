import Autodiff
import Formula
import Interchange
import Syntax

/// A file of another program that opens as one of ours: an ONNX model, or arrays to look at.
enum ImportedFile {
  case model(ONNXModel, path: String)
  case arrays(TensorFile, path: String)

  /// Reads what an argument names; `nil` for what is no such file.
  init?(_ source: ProgramSource) throws {
    guard case .file(let path) = source, let head = Self.head(path) else { return nil }
    let look = FileLook(head)
    let name = path.lowercased()
    switch look {
    case .protobuf?: self = .model(try Self.model(path), path: path)
    case .numpy?, .safetensors?: self = .arrays(try Self.arrays(path), path: path)
    case .zip? where !name.hasSuffix(".npz"):
      // PyTorch's own files are archives too.
      guard let file = try? TensorFile(path) else { return nil }
      self = .arrays(file, path: path)
    case .text?: return nil
    case _ where name.hasSuffix(".onnx"): self = .model(try Self.model(path), path: path)
    case _ where [".npz", ".npy", ".safetensors"].contains { name.hasSuffix($0) }:
      self = .arrays(try Self.arrays(path), path: path)
    default: return nil
    }
  }

  /// The first bytes of a regular file.
  private static func head(_ path: String) -> [UInt8]? {
    var head: [UInt8] = []
    guard var file = try? InputFile(path), (try? file.extend(&head, to: FileLook.length)) != nil
    else { return nil }
    return head
  }

  private static func model(_ path: String) throws -> ONNXModel {
    do throws(ONNXProblem) {
      return try ONNXModel(path: path)
    } catch {
      throw Failure(.badInput, ONNXFailure.file(error).report(path))
    }
  }

  private static func arrays(_ path: String) throws -> TensorFile {
    do throws(TensorFile.Failure) {
      return try TensorFile(path)
    } catch {
      throw Failure(.badInput, "\(path): this file \(error.message)")
    }
  }

  /// The program that the file is opened as.
  func program(
    at: String?, output: String?, wrt: String?, precision: Precision
  ) throws -> Program {
    switch self {
    case .model(let model, let path):
      do throws(ONNXFailure) {
        return try Program(
          onnx: model, folder: SideFolder.folder(ofFile: path), origin: path, at: at,
          output: output, wrt: wrt, precision: precision)
      } catch {
        throw Failure(.badInput, error.report(path))
      }
    case .arrays(let file, let path):
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let stem = name.lowercased().hasSuffix(".npy") ? String(name.dropLast(4)) : name
      do throws(FormulaFailure) {
        return try Program(
          arrays: file, name: stem, origin: path, at: at, output: output, precision: precision)
      } catch {
        throw Failure(.badInput, error.report)
      }
    }
  }
}
