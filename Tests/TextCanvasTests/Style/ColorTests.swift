import Testing
import TextCanvas

@Suite struct ColorTests {
  @Test(arguments: [
    (Color.rgb(0, 0, 0), 16), (.rgb(255, 255, 255), 231), (.rgb(255, 0, 0), 196),
    (.rgb(95, 135, 175), 67), (.rgb(8, 8, 8), 232), (.rgb(128, 128, 128), 244),
    (Color(0x56B4E9), 74),
  ])
  func `the nearest of 256 colours is taken`(color: Color, index: Int) {
    #expect(color.paletteIndex == index)
  }

  @Test func `each basic colour is its own nearest`() {
    #expect(Color.rgb(205, 0, 0).basicIndex == 1)
    #expect(Color.rgb(255, 255, 255).basicIndex == 15)
    #expect(Color.rgb(255, 255, 255).basicIndexOfEight == 7)
  }

  @Test func `the terminal's own colour has no index`() {
    #expect(Color.terminal.paletteIndex == nil)
    #expect(Color.terminal.basicIndex == nil)
  }
}

@Suite struct ThemeTests {
  @Test(arguments: [Theme.dark, .light])
  func `current, selected, done and pending differ without colour`(theme: Theme) {
    let looks = [Role.current, .selected, .done, .pending].map { theme.style($0).attributes }
    #expect(Set(looks).count == 4)
  }

  @Test(arguments: [Theme.dark, .light])
  func `values, adjoints and tangents differ in every palette`(theme: Theme) {
    let colors = [Role.value, .adjoint, .tangent].map { theme.style($0).foreground }
    #expect(Set(colors.map(\.paletteIndex)).count == 3)
    #expect(Set(colors.map(\.basicIndex)).count == 3)
  }
}
