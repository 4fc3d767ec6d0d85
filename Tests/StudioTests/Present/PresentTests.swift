import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Studio

/// The screens as they are shown to people who look on.
@Suite struct PresentTests {
  private func rows(
    _ keys: String, size: Size = Size(width: 80, height: 24), program: String = "z = x*y",
    recent: [RecentProgram] = []
  ) throws -> [String] {
    var model = AppModel(
      size: size, settings: AppModel.Settings(recent: recent, isPresenting: true))
    if !program.isEmpty { try model.open(Program(program)) }
    var screen = MemoryScreen(size: size, events: try KeySequence.parse(keys))
    run(&model, on: &screen, training: .none, isScripted: true)
    #expect(model.view().canvas.size == size)
    return model.view().canvas.rows()
  }

  @Test func `the last keys stand below the screen, with how often each was pressed`() throws {
    let rows = try rows("n n n s Tab")
    #expect(rows[23].hasPrefix("  n ×3   s   Tab "))
    #expect(rows[22].allSatisfy { $0 == " " })
    #expect(rows[21].contains("? help"))
  }

  @Test func `what is typed into a line stands together`() throws {
    let rows = try rows("n ':print adj(x)' BSpace ')' Enter s")
    #expect(rows[23].hasPrefix("  n   :   print adj(x)   Enter   s "), "\(rows[23])")
  }

  @Test func `the last key is there however many there were`() throws {
    let rows = try rows("g G g G g G g G g G g G g G g G g G g G g G g G g G s")
    #expect(rows[23].contains(" g   G   s "))
    #expect(!rows[23].contains("×"))
  }

  @Test func `only the graph and the event are shown, with room between its lines`() throws {
    let rows = try rows("G", size: Size(width: 120, height: 40))
    #expect(!rows.contains { $0.contains("╭ program") })
    let event = try #require(rows.firstIndex { $0.contains("╭ this event") })
    let lines = rows[(event + 1)...].prefix { !$0.contains("╯") }
      .map { $0.filter { $0 != "│" }.contains { $0 != " " } }
    // Something, a blank line, something.
    #expect(Array(lines.prefix(5)) == [true, false, true, false, true])
  }

  @Test func `folders are not shown, names are`() throws {
    let recent = try #require(RecentProgram(words: ["/home/anna/secret/heat.rg"]))
    let start = try rows("", program: "", recent: [recent])
    #expect(start.contains { $0.contains("…/heat.rg") })
    let typed = try rows("':source ~/secret/a.txt'")
    #expect(typed.contains { $0.contains("source …/a.txt") })
    for row in start + typed { #expect(!row.contains("secret"), "\(row)") }
  }

  @Test(arguments: [
    ("/home/anna/a.rg x", "…/a.rg x         "), ("see ~/a/b.rg: no", "see …/b.rg: no  "),
    ("z = x/y/w", "z = x/y/w"), ("x / y", "x / y"), ("/tmp", "/tmp"), ("a //", "a //"),
    ("'/usr/lib/x'", "'…/x'       "), ("/a/b/", "…/b/ "),
    ("/a/b/c  d", "…/c     d"),
  ])
  func `of a path the last part is left, and the sentence goes on behind it`(
    text: String, shown: String
  ) {
    var canvas = Canvas(size: Size(width: text.count, height: 1))
    canvas.write(text, x: 0, y: 0)
    #expect(canvas.hidingFolders().rows() == [shown])
  }

  @Test(arguments: [(1, 1), (24, 6), (30, 11), (30, 12), (30, 13), (30, 14), (200, 60)])
  func `any size is drawn whole`(width: Int, height: Int) throws {
    _ = try rows("n n s ?", size: Size(width: width, height: height))
  }
}
