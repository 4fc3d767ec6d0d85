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

  @Test(arguments: Example.all.map(\.name))
  func `no adjoint of an example is wrong in single precision`(_ name: String) throws {
    let run = CommandRun(["check", name, "--all", "--format", "json", "--precision", "single"])
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }

  @Test func `adjoints of single precision have its digits, differences those of double`() {
    let run = CommandRun(
      ["check", "z = x*y", "--at", "x=0.1,y=3", "--precision", "single", "--format", "json"])
    #expect(run.output.contains(#""element":"y","adjoint":0.1,"difference":0.100000001490"#))
  }

  @Test func `a derivative that is not finite fails, with exit code 1`() {
    let run = CommandRun(["check", "sqrt(x)", "--at", "x=0"])
    #expect(run.code == 1)
    #expect(run.errors == "retrograde: derivatives that did not pass the check: 1 not finite\n")
  }

  @Test func `there is no mode to choose, and none is offered`() {
    let run = CommandRun(["check", "x^2", "--mode", "forward"])
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix("Error: Unknown option '--mode'\n"), "\(run.errors)")
    #expect(!CommandRun(["check", "--help"]).output.contains("--mode"))
  }

  @Test(arguments: [
    ("y", ["y"]), ("W[0,1]", ["W[0,1]"]), ("x, W[:,0]", ["x", "W[0,0]", "W[1,0]"]),
  ])
  func `only the inputs that are named are checked`(_ inputs: String, _ elements: [String]) {
    let program = "z = x*y^2 + sum(W*x)"
    let values = "x=2,y=3,W=[[1,2],[3,4]]"
    let run = CommandRun(["check", program, "--at", values, "--wrt", inputs])
    #expect(run.code == 0)
    let names = run.output.split(separator: "\n").dropFirst().dropLast().compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(names == elements, "\(run.output)")
    #expect(run.errors.isEmpty)
  }

  @Test func `a failure in an input that is not named is none`() {
    let arguments = ["check", "sqrt(x) + y", "--at", "x=0,y=1", "--wrt"]
    #expect(CommandRun(arguments + ["y"]).code == 0)
    #expect(CommandRun(arguments + ["x"]).code == 1)
    #expect(CommandRun(arguments + ["w"]).code == 2)
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
