import Commands
import Formula
import Testing

@Suite struct CheckCommandTests {
  @Test(arguments: Example.all.map(\.name))
  func `every example agrees with differences, whatever its output`(_ name: String) throws {
    let run = CommandRun(["check", name, "--all", "--format", "json"])
    #expect(run.code == 0, "\(run.errors)")
    let verdicts = run.output.split(separator: "\n").filter { $0.contains("\"verdict\"") }
    #expect(!verdicts.isEmpty)
    #expect(verdicts.allSatisfy { $0.contains("\"verdict\":\"agrees\"") }, "\(run.output)")
  }

  @Test func `a derivative that is not finite fails, with exit code 1`() {
    let run = CommandRun(["check", "sqrt(x)", "--at", "x=0"])
    #expect(run.code == 1)
    #expect(run.errors == "retrograde: 1 derivative did not pass the check\n")
  }

  @Test func `a mode that has no adjoints is refused`() {
    let run = CommandRun(["check", "x^2", "--mode", "forward"])
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix("Error: check compares adjoints: it has no --mode but reverse\n"))
  }

  @Test func `many elements are sampled, which is said, and all are checked on demand`() throws {
    let program = "v = [\((0..<2001).map { "0.\($0)" }.joined(separator: ", "))]; s = sum(v)"
    let sample = CommandRun(["check", "-"], input: program)
    #expect(sample.code == 0)
    #expect(
      sample.output.hasSuffix(
        "a sample of 500 of 2001 elements and 16 random projections "
          + "(--all checks every element): 516 agree\n"))
    #expect(CommandRun(["check", "-"], input: program).output == sample.output)
    #expect(CommandRun(["check", "-", "--seed", "2"], input: program).output != sample.output)
    let all = CommandRun(["check", "-", "--all"], input: program)
    #expect(all.output.hasSuffix("2001 elements: 2001 agree\n"))
  }

  @Test func `the sweep is drawn, in ASCII when asked, and given as data`() {
    let arguments = ["check", "exp(x)", "--at", "x=1", "--sweep"]
    #expect(CommandRun(arguments).output.contains("⠉"))
    let plain = CommandRun(arguments + ["--glyphs", "ascii"]).output
    #expect(plain.contains("x: error over"))
    #expect(!plain.contains("⠉"))
    let json = CommandRun(arguments + ["--format", "json"]).output
    #expect(json.contains("\"sweep\":[{\"step\":0.1,\"difference\":2.7228"))
  }
}
