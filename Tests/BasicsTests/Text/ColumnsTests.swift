import Basics
import Testing

@Suite struct ColumnsTests {
  @Test(
    arguments: [
      // Unicode's EastAsianWidth.txt has W or F for these.
      ("\u{1100}", true), ("漢", true), ("\u{A960}", true), ("\u{A97C}", true), ("Ａ", true),
      ("\u{3041}", true), ("\u{FE10}", true), ("\u{16FE0}", true), ("😀", true), ("⌚", true),
      // And N, Na, A or H for these.
      ("a", false), ("é", false), ("\u{303F}", false), ("\u{3248}", false), ("\u{A4D0}", false),
      ("\u{FF61}", false), ("☀", false), ("\u{1FFFF}", false),
      // Two letters make a flag, which takes more than one column.
      ("\u{1F1E6}", true), ("\u{1F1FF}", true),
    ] as [(Unicode.Scalar, Bool)])
  func `wide characters take two columns`(_ scalar: Unicode.Scalar, _ isWide: Bool) {
    #expect(scalar.isWide == isWide, "U+\(String(scalar.value, radix: 16))")
  }
}
