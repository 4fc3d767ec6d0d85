/// A layer of square kernels that are moved over an image place by place, with no padding, and of which the
/// largest response in each square of places is kept.
package struct ConvolutionLayer: Hashable, Sendable {
  /// Of the image that comes in.
  package let channels: Int
  package let rows: Int
  package let columns: Int
  /// The number of kernels, each of which makes a channel of the output.
  package let kernels: Int
  /// The rows and columns of a kernel.
  package let side: Int
  /// The rows and columns of the squares; 1 keeps every response.
  package internal(set) var pool = 1

  var responseRows: Int { rows - side + 1 }
  var responseColumns: Int { columns - side + 1 }

  /// The output is an image of `kernels` channels with so many rows and columns.
  package var outputRows: Int { responseRows / pool }
  package var outputColumns: Int { responseColumns / pool }

  /// How many numbers come in and go out for one example.
  package var inputCount: Int { channels * rows * columns }
  package var outputCount: Int { kernels * outputRows * outputColumns }

  /// How many numbers of the image each response is made of.
  var inputsPerResponse: Int { channels * side * side }

  /// How many responses each number of the image takes part in, if it is not at the edge.
  var responsesPerInput: Int { kernels * side * side }
}
