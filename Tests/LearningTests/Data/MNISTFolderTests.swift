import Foundation
import Learning
import TestSupport
import Testing

@Suite struct MNISTFolderTests {
  @Test func `the four files make training and test data`() throws {
    let folder = try TemporaryFolder.withDataset()
    let split = try MNISTFolder(folder.path).readAll()
    #expect(split.training.count == 4)
    #expect((split.training.rows, split.training.columns) == (2, 3))
    #expect(Array(split.training.image(1)) == [6, 7, 8, 9, 10, 11])
    #expect(split.test.labels == [7, 0, 9, 7])
    #expect(split.test.labelNames == ImageDataset.numberNames(10))
  }

  @Test(arguments: ["train-images-idx3-ubyte", "train-images.idx3-ubyte"], ["", ".gz"])
  func `a file is found under each of its usual names`(_ name: String, _ suffix: String) throws {
    let folder = try TemporaryFolder()
    let bytes = suffix.isEmpty ? IDXSample.images : IDXSample.deflatedImages
    try folder.write(bytes, as: name + suffix)
    try folder.write(IDXSample.labels, as: "train-labels-idx1-ubyte")
    #expect(try MNISTFolder(folder.path + "/").read(.training).count == 4)
  }

  @Test func `one part is read without the other`() throws {
    let folder = try TemporaryFolder()
    try folder.write(IDXSample.images, as: "t10k-images-idx3-ubyte")
    try folder.write(IDXSample.labels, as: "t10k-labels-idx1-ubyte")
    #expect(try MNISTFolder(folder.path).read(.test).count == 4)
  }

  @Test func `all missing files are named at once`() throws {
    let folder = try TemporaryFolder()
    try folder.write(IDXSample.labels, as: "train-labels-idx1-ubyte.gz")
    #expect(
      complaint(about: folder) == """
        .: files are missing: train-images-idx3-ubyte, t10k-images-idx3-ubyte, \
        t10k-labels-idx1-ubyte; put them into the folder, raw or as .gz
        """)
  }

  @Test func `swapped files are told apart from damaged ones`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(IDXSample.labels, as: "t10k-images-idx3-ubyte")
    try folder.write(IDXSample.images, as: "t10k-labels-idx1-ubyte")
    #expect(
      complaint(about: folder) == """
        ./t10k-images-idx3-ubyte: contains labels instead of images; \
        swap the names of the two files
        """)
  }

  @Test func `labels and images must be equally many`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(IDXSample.labelHeader(3) + [1, 2, 3], as: "train-labels-idx1-ubyte")
    #expect(
      complaint(about: folder) == """
        ./train-labels-idx1-ubyte: 3 labels at byte 4, but 4 images in \
        ./train-images-idx3-ubyte; use files from the same data set
        """)
  }

  @Test func `test images must be of the size of the training images`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(
      IDXSample.imageHeader(4, 3, 2) + Array(repeating: 0, count: 24), as: "t10k-images-idx3-ubyte")
    #expect(
      complaint(about: folder) == """
        ./t10k-images-idx3-ubyte: test images are 3×2, but training images are 2×3; \
        use files from the same data set
        """)
  }

  @Test func `fewer images to train on than to test on are taken for an exchange`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(
      IDXSample.imageHeader(1, 2, 3) + [1, 2, 3, 4, 5, 6], as: "train-images-idx3-ubyte")
    try folder.write(IDXSample.labelHeader(1) + [7], as: "train-labels-idx1-ubyte")
    let data = MNISTFolder(folder.path)
    let error = try #require(throws: DatasetError.self) { try data.readAll() }
    #expect(
      error.message == """
        \(folder.path): 1 training images (train-…), but 4 test images (t10k-…); swap \
        their names; if this is intended, pass the folder with --test-data too
        """)
    #expect(try data.read(.training).count == 1)
  }

  @Test func `labels beyond nine make more classes`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(IDXSample.labelHeader(4) + [1, 26, 3, 4], as: "train-labels-idx1-ubyte")
    try folder.write(IDXSample.labelHeader(4) + [26, 1, 2, 3], as: "t10k-labels-idx1-ubyte")
    let split = try MNISTFolder(folder.path).readAll()
    #expect(split.training.classCount == 27)
    #expect(split.test.labelNames == ImageDataset.numberNames(27))
  }

  @Test func `labels take their names from the file beside them`() throws {
    let folder = try TemporaryFolder.withDataset()
    let names = (0..<10).map { "garment \($0)" }
    try folder.write(Array(names.joined(separator: "\r\n").utf8), as: "label-names.txt")
    #expect(try MNISTFolder(folder.path).readAll().training.labelNames == names)
  }

  @Test func `names may be in labels.txt or in a file that is told`() throws {
    let folder = try TemporaryFolder.withDataset()
    let names = (0..<10).map { "garment \($0)" }
    try folder.write(Array(names.joined(separator: "\n").utf8), as: "labels.txt")
    #expect(try MNISTFolder(folder.path).readAll().training.labelNames == names)
    let others = (0..<10).map { "thing \($0)" }
    let file = try folder.write(Array(others.joined(separator: "\n").utf8), as: "things")
    #expect(try MNISTFolder(folder.path).naming(file).readAll().training.labelNames == others)
  }

  @Test func `EMNIST's images are turned, and others when one says so`() throws {
    let plain = try TemporaryFolder.withDataset()
    let upright = try MNISTFolder(plain.path).readAll()
    #expect(!MNISTFolder(plain.path).turnsImages)
    let turned = try MNISTFolder(plain.path).turning(true).readAll()
    #expect(turned.training == upright.training.transposed())
    #expect(turned.test == upright.test.transposed())
    let emnist = try TemporaryFolder()
    for (part, name) in [("train", "train"), ("t10k", "test")] {
      for kind in ["images-idx3", "labels-idx1"] {
        let bytes = try [UInt8](
          Data(contentsOf: URL(filePath: "\(plain.path)/\(part)-\(kind)-ubyte")))
        try emnist.write(bytes, as: "emnist-digits-\(name)-\(kind)-ubyte")
      }
    }
    #expect(MNISTFolder(emnist.path).turnsImages)
    #expect(try MNISTFolder(emnist.path).readAll() == turned)
    #expect(try MNISTFolder(emnist.path).read(.test) == turned.test)
    #expect(try MNISTFolder(emnist.path).turning(false).readAll() == upright)
  }

  @Test(arguments: [
    ("/data/fashion-mnist/", "fashion-mnist"), ("kmnist", "kmnist"), (".", "data"), ("/", "data"),
  ])
  func `a folder is called by the last part of its path`(_ path: String, _ name: String) {
    #expect(MNISTFolder(path).name == name)
  }

  @Test func `names as EMNIST has them are known, where they name one set`() throws {
    let folder = try TemporaryFolder()
    for part in ["train", "test"] {
      try folder.write(
        IDXSample.gzip(IDXSample.images), as: "emnist-mnist-\(part)-images-idx3-ubyte.gz")
      try folder.write(IDXSample.labels, as: "emnist-mnist-\(part)-labels-idx1-ubyte")
    }
    #expect(try MNISTFolder(folder.path).readAll().test.count == 4)
    try folder.write(IDXSample.labels, as: "emnist-letters-train-labels-idx1-ubyte")
    #expect(
      complaint(about: folder) == """
        .: files are missing: train-labels-idx1-ubyte; put them into the folder, raw or as .gz
        """)
  }

  @Test func `a label without a name is refused`() throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(Array("zero\none\n\n".utf8), as: "label-names.txt")
    #expect(
      complaint(about: folder) == """
        ./train-labels-idx1-ubyte: label 7 at byte 8 has no name: there are names for 0 to 1; \
        write one name per line, starting with label 0
        """)
  }

  @Test func `labels that begin at 1 are called that when the last has no name`() throws {
    let folder = try TemporaryFolder.withDataset()
    for part in ["train", "t10k"] {
      try folder.write(IDXSample.labelHeader(4) + [1, 2, 3, 3], as: part + "-labels-idx1-ubyte")
    }
    try folder.write(Array("one\ntwo\nthree".utf8), as: "labels.txt")
    #expect(
      complaint(about: folder) == """
        ./train-labels-idx1-ubyte: label 3 at byte 10 has no name: there are names for 0 to 2, \
        and the labels begin at 1; name label 0 in a first line too, or number the labels from 0
        """)
  }

  @Test(arguments: [("train", "t10k"), ("t10k", "train")])
  func `a label that one part alone has is refused`(_ part: String, _ other: String) throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(IDXSample.labelHeader(4) + [7, 77, 0, 9], as: part + "-labels-idx1-ubyte")
    #expect(
      complaint(about: folder) == """
        ./\(part)-labels-idx1-ubyte: label 77 at byte 9 is beyond all labels of \
        ./\(other)-labels-idx1-ubyte, which end at 9; \
        download the file again, or name every label in labels.txt, one per line from label 0
        """)
  }

  @Test func `test data of their own have no other labels than the training data`() throws {
    let (folder, other) = (try TemporaryFolder.withDataset(), try TemporaryFolder.withDataset())
    let training = try MNISTFolder(folder.path).read(.training)
    try other.write(IDXSample.labelHeader(4) + [7, 10, 0, 9], as: "t10k-labels-idx1-ubyte")
    let tested = MNISTFolder(other.path)
    let test = try tested.read(.test)
    let error = #expect(throws: DatasetError.self) { try tested.check(test, goesWith: training) }
    #expect(
      error?.message == """
        \(other.path)/t10k-labels-idx1-ubyte: label 10 at byte 9 is beyond all labels of \
        the training data, which end at 9; \
        download the file again, or name every label in labels.txt, one per line from label 0
        """)
  }

  @Test func `digits may be missing from a part, and letters are classes when both have them`()
    throws
  {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(IDXSample.labelHeader(4) + [0, 1, 0, 2], as: "t10k-labels-idx1-ubyte")
    #expect(try MNISTFolder(folder.path).readAll().training.classCount == 10)
    for part in ["train", "t10k"] {
      try folder.write(IDXSample.labelHeader(4) + [1, 26, 3, 25], as: part + "-labels-idx1-ubyte")
    }
    #expect(try MNISTFolder(folder.path).readAll().training.classCount == 27)
  }

  @Test(arguments: [[], [0xff, 0xfe, 0x41], Array(repeating: 0x0a, count: 20)] as [[UInt8]])
  func `names that are none are refused`(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder.withDataset()
    try folder.write(bytes, as: "label-names.txt")
    #expect(
      complaint(about: folder) == """
        ./label-names.txt: is not a list of 1 to 256 names in UTF-8, one per line; \
        write one name per line, starting with label 0
        """)
  }

  @Test func `a folder that cannot be used says why`() throws {
    let folder = try TemporaryFolder()
    let cases = [
      folder.path + "/absent": """
      cannot be opened: No such file or directory; check the path and its permissions
      """,
      try folder.makeUnopenable("loop"): """
      cannot be opened: Too many levels of symbolic links; check the path and its permissions
      """,
      try folder.write([1], as: "file"): """
      is a file, not a folder; give the folder with the four files
      """,
    ]
    for (path, words) in cases {
      let error = try #require(throws: DatasetError.self) { try MNISTFolder(path).readAll() }
      #expect(error.message == "\(path): \(words)")
    }
  }

  @Test(.enabled(if: realMNIST != nil, "skipped: no MNIST"))
  func `the real MNIST is read whole`() throws {
    let split = try MNISTFolder(#require(realMNIST)).readAll()
    #expect((split.training.count, split.test.count) == (60_000, 10_000))
    #expect((split.training.rows, split.training.columns) == (28, 28))
    #expect(split.training.labels.prefix(8).elementsEqual([5, 0, 4, 1, 9, 2, 1, 3]))
    #expect(split.test.labels.prefix(8).elementsEqual([7, 2, 1, 0, 4, 1, 4, 9]))
    let ink = split.training.pixels.reduce(0) { $0 + Int($1) }
    // The mean that everyone normalises MNIST with.
    #expect(abs(Double(ink) / 255 / 47_040_000 - 0.1307) < 0.00005)
  }

  private func complaint(about folder: TemporaryFolder) -> String? {
    do {
      _ = try MNISTFolder(folder.path).readAll()
      return nil
    } catch {
      return error.message.replacing(folder.path, with: ".")
    }
  }
}

/// The folder of the real data, which `RETROGRADE_MNIST` names.
let realMNIST = ProcessInfo.processInfo.environment["RETROGRADE_MNIST"]
