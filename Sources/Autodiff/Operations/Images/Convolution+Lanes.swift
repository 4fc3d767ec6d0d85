import CKernels

/// Convolutions of many images in single precision: sixteen at a time, side by side in the lanes of vectors.
extension Convolution {
  /// With fewer images most lanes would be idle.
  private static let fewestImages = 6
  /// The most numbers of one image and its response, which are worth sixteen times their memory.
  private static let mostNumbers = 1 << 22

  private var isForLanes: Bool {
    images >= Self.fewestImages && steps.groups == 1 && steps.padding.rows <= kernelRows
      && steps.padding.columns <= kernelColumns
      && channels * imagePlane + responses * (responsePlane + channels * kernelPlane)
        <= Self.mostNumbers
  }

  private var extents: kernel_convolution {
    kernel_convolution(
      images: images, channels: channels, responses: responses, image_rows: imageRows,
      image_columns: imageColumns, kernel_rows: kernelRows, kernel_columns: kernelColumns,
      response_rows: responseRows, response_columns: responseColumns,
      stride_rows: steps.stride.rows, stride_columns: steps.stride.columns,
      padding_rows: steps.padding.rows, padding_columns: steps.padding.columns,
      dilation_rows: steps.dilation.rows, dilation_columns: steps.dilation.columns)
  }

  /// Stores the response of kernels to images, or adds it; false, with nothing done, if that is better done
  /// otherwise.
  func respondInLanes<T: Scalar>(
    _ image: UnsafePointer<T>, _ kernel: UnsafePointer<T>, into response: UnsafeMutablePointer<T>,
    accumulates: Bool
  ) -> Bool {
    guard T.self == Float.self, isForLanes else { return false }
    return withUnsafePointer(to: extents) {
      kernel_convolve(
        $0, floats(image), floats(kernel), accumulates ? 1 : 0, floats(response)) != 0
    }
  }

  /// Adds what a response sends back to the kernels; false likewise.
  func addToKernelInLanes<T: Scalar>(
    _ image: UnsafePointer<T>, _ response: UnsafePointer<T>, into kernel: UnsafeMutablePointer<T>
  ) -> Bool {
    guard T.self == Float.self, isForLanes else { return false }
    return withUnsafePointer(to: extents) {
      kernel_convolve_to_kernel($0, floats(image), floats(response), floats(kernel)) != 0
    }
  }

  /// Adds what a response sends back to the images; false likewise.
  func addToImageInLanes<T: Scalar>(
    _ kernel: UnsafePointer<T>, _ response: UnsafePointer<T>, into image: UnsafeMutablePointer<T>
  ) -> Bool {
    guard T.self == Float.self, isForLanes else { return false }
    return withUnsafePointer(to: extents) {
      kernel_convolve_to_image($0, floats(kernel), floats(response), floats(image)) != 0
    }
  }
}
