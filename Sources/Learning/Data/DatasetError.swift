package import Interchange

/// A data file or folder that cannot be used: which one, and what is wrong with it.
package struct DatasetError: Error, Equatable {
  /// What is wrong, as facts; `DatasetError.message` turns them into words.
  package enum Problem: Equatable, Sendable {
    /// One of the files cannot be read, or is not what it should be.
    case file(FileError.Problem)
    /// A file stands where the folder belongs.
    case isNoFolder
    /// The folder lacks these files, each called by its usual name.
    case filesMissing([String])

    /// The labels are not as many as the images in the file beside them.
    case countsDiffer(labels: Int, images: Int, imageFile: String)
    /// There are fewer images to train on than to test on.
    case partsSwapped(training: Int, test: Int)
    /// The test images are not of the size of the training images.
    case sizesDiffer(test: [Int], training: [Int])
    /// A label has no name among those in the file of names; all labels of its file are at least so
    /// large.
    case labelWithoutName(UInt8, byte: Int, names: Int, least: UInt8 = 0)
    /// A label is beyond all those of the other part of the data.
    case labelBeyond(UInt8, byte: Int, others: UInt8, otherFile: String)
    /// The names are none, too many, or no UTF-8 text.
    case unusableNames
  }

  /// The file or folder as the user would type it.
  package let path: String
  package let problem: Problem

  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

extension DatasetError {
  /// What reading a file gives, whose error is one of the data set that the file belongs to.
  package static func reading<Result: ~Copyable>(
    _ read: () throws(FileError) -> Result
  ) throws(DatasetError) -> Result {
    do throws(FileError) {
      return try read()
    } catch {
      throw DatasetError(error.path, .file(error.problem))
    }
  }
}
