@testable import Interchange

/// Reads bytes as an array of NumPy, as an archive of such arrays and as safetensors.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let array = try? NPYArray.read(bytes) {
    precondition(array.shape.elementCount == array.values.count)
  }
  if let archive = try? ZipArchive(bytes) {
    for member in archive.members where member.size < 1 << 20 {
      guard let content = try? archive.content(of: member) else { continue }
      precondition(content.count == member.size)
      _ = try? NPYArray.read(content)
    }
  }
  if let file = try? Safetensors(bytes) {
    for tensor in file.tensors.values {
      precondition(tensor.shape.elementCount == tensor.element.type.numbers(tensor.bytes).count)
    }
  }
  return 0
}
