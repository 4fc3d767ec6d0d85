import NcursesScreen
import Testing
import TextCanvas

@Suite struct ColorSupportTests {
  private func support(
    _ wish: ColorDepth? = nil, described: Int, _ environment: [String: String] = [:]
  ) -> ColorSupport {
    ColorSupport(wish: wish, described: described) { environment[$0] }
  }

  @Test func `the description of the type is believed`() {
    #expect(support(described: -1) == .none)
    #expect(support(described: 8) == .indexed(8))
    #expect(support(described: 16) == .indexed(16))
    #expect(support(described: 256) == .indexed(256))
    #expect(support(described: 1 << 24) == .direct)
  }

  @Test func `COLORTERM promises more, except inside GNU screen and on the console`() {
    let promise = ["COLORTERM": "truecolor"]
    #expect(support(described: 256, promise) == .direct)
    #expect(support(described: -1, promise) == .none)
    #expect(support(described: 256, promise.merging(["STY": "1"]) { $1 }) == .indexed(256))
    #expect(support(described: 256, promise.merging(["STY": "1", "TMUX": "1"]) { $1 }) == .direct)
    #expect(support(described: 8, promise.merging(["TERM": "linux"]) { $1 }) == .indexed(8))
    #expect(support(described: 256, ["COLORTERM": "yes"]) == .indexed(256))
  }

  @Test func `NO_COLOR refuses unless it is empty or a wish says otherwise`() {
    #expect(support(described: 256, ["NO_COLOR": "0"]) == .none)
    #expect(support(described: 256, ["NO_COLOR": ""]) == .indexed(256))
    #expect(support(.truecolor, described: 256, ["NO_COLOR": "1"]) == .direct)
    #expect(support(ColorDepth.none, described: 256) == .none)
  }

  @Test func `the terminal's own colour has the number of no colour`() {
    #expect(ColorSupport.direct.number(of: .terminal) == -1)
    #expect(ColorSupport.direct.number(of: .rgb(1, 2, 3)) == 0x010203)
    #expect(ColorSupport.indexed(256).number(of: .rgb(255, 0, 0)) == 196)
    #expect(ColorSupport.indexed(8).number(of: .rgb(255, 255, 255)) == 7)
    #expect(ColorSupport.none.number(of: .rgb(255, 255, 255)) == -1)
  }

  @Test func `a light background is recognised`() {
    #expect(isLightBackground("0;15"))
    #expect(isLightBackground("0;default;7"))
    #expect(!isLightBackground("15;0") && !isLightBackground("x") && !isLightBackground(nil))
  }
}

@Suite struct TerminalDescriptionTests {
  @Test func `the compiled format is laid out as term(5) says`() {
    let description = TerminalDescription(
      booleans: [true], numbers: [80, nil], strings: [Array("ab".utf8), nil],
      extendedBooleans: ["RGB"])
    let names = Array("n|made by retrograde".utf8) + [0]
    let head: [UInt8] = [0x1E, 0x02, 21, 0, 1, 0, 2, 0, 2, 0, 3, 0]
    let body: [UInt8] = [1] + [80, 0, 0, 0, 255, 255, 255, 255] + [0, 0, 255, 255]
    let extended: [UInt8] = [1, 0, 0, 0, 0, 0, 1, 0, 4, 0] + [1, 0] + [0, 0]
    #expect(
      description.compiled(named: "n")
        == head + names + body + Array("ab\0".utf8) + [0] + extended + Array("RGB\0".utf8))
  }
}
