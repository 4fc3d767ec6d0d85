import CZlib

/// Undoes gzip, from buffer to buffer, checking the checksum and the length at the end.
///
/// A file may hold several gzip members in a row; their contents follow one another.
struct Inflater: ~Copyable {
  /// Why the compressed bytes make no sense.
  enum Failure: Error, Equatable {
    /// Damaged, or with a wrong checksum, seen after so many bytes of this input.
    case corrupt(consumed: Int)
    /// The members are complete, and then something else follows.
    case followedByOtherBytes
  }

  /// How far one call came.
  struct Progress: Equatable {
    /// The number of compressed bytes used.
    var consumed: Int
    /// The number of plain bytes written.
    var produced: Int
  }

  /// Whether the bytes so far end where a member ends, so that the input may stop here.
  private(set) var isComplete = false
  // zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// An inflater at the beginning of a stream, or `nil` when there is no memory for one.
  init?() {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard gzip_inflate_init(stream) == Z_OK else {
      stream.deallocate()
      return nil
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates until the input is used up, the output is full from `start` on, or a member ends.
  mutating func inflate(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], from start: Int
  ) throws(Failure) -> Progress {
    if isComplete, let next = input.first {
      guard next == Gzip.magic.first, inflateReset(stream) == Z_OK else {
        throw .followedByOtherBytes
      }
    }
    let (answer, progress) = run(input, into: &output, from: start)
    // Z_BUF_ERROR only says that no progress was possible, which more input or room fixes.
    guard answer == Z_OK || answer == Z_STREAM_END || answer == Z_BUF_ERROR else {
      throw .corrupt(consumed: progress.consumed)
    }
    isComplete = answer == Z_STREAM_END
    return progress
  }

  private func run(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], from start: Int
  ) -> (answer: Int32, progress: Progress) {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        let room = UnsafeMutableBufferPointer(rebasing: output[start...])
        let offered = UInt32(clamping: input.count)
        let wanted = UInt32(clamping: room.count)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = offered
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = wanted
        let answer = CZlib.inflate(stream, Z_NO_FLUSH)
        let progress = Progress(
          consumed: Int(offered - stream.pointee.avail_in),
          produced: Int(wanted - stream.pointee.avail_out))
        return (answer, progress)
      }
    }
  }
}

/// What the world agreed on about gzip.
enum Gzip {
  /// The first two bytes of every gzip member.
  static let magic: [UInt8] = [0x1f, 0x8b]
}
