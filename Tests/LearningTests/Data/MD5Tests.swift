import Testing

@testable import Learning

@Suite struct MD5Tests {
  /// The test suite of RFC 1321.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    (
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "d174ab98d277d9f5a5611c2c9f419d9f"
    ),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func `the digests are those of RFC 1321`(_ text: String, _ digest: String) {
    #expect(MD5.hex(of: text.utf8) == digest)
  }

  @Test func `bytes that come in pieces have the digest of the whole`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for piece in [1, 3, 55, 56, 63, 64, 65, 128, 999] {
      var digest = MD5()
      for start in stride(from: 0, to: bytes.count, by: piece) {
        digest.update(Array(bytes[start..<min(start + piece, bytes.count)]))
      }
      #expect(digest.finished() == MD5.hex(of: bytes))
    }
  }
}
