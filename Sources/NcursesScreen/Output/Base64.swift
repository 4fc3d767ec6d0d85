/// The bytes in base 64, as OSC 52 wants them; the standard library has no such function.
package func base64(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  var bits = 0
  var count = 0
  for byte in bytes {
    bits = (bits << 8 | Int(byte)) & 0xFFFF
    count += 8
    while count >= 6 {
      count -= 6
      text.append(digits[bits >> count & 63])
    }
  }
  if count > 0 { text.append(digits[bits << (6 - count) & 63]) }
  return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
}
