import TestSupport
import Testing

/// The picture in the README is what the program draws.
@Suite struct RecordedReadmePictureTests {
  @Test func `the README shows the present frame`() throws {
    let run = CommandRun([
      "render", "z = x*y + sin(x)", "--at", "x=2,y=3", "--size", "112x22", "--keys",
      "n n n n n n n n s",
    ])
    #expect(run.code == 0)
    try ReadmeSection("picture").check("```\n\(run.output)```")
  }
}
