/// What a kernel for single precision is given. Requires: `T` is `Float`.
@inline(__always)
func floats<T: Scalar>(_ x: UnsafePointer<T>) -> UnsafePointer<Float> {
  UnsafeRawPointer(x).assumingMemoryBound(to: Float.self)
}

/// The same for what it writes.
@inline(__always)
func floats<T: Scalar>(_ x: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer(x).assumingMemoryBound(to: Float.self)
}
