import Foundation
import TestSupport
import Testing

/// No number that is typed, however large, traps.
@Suite struct NumbersFromOutsideTests {
  private static let numbers = [
    "-9223372036854775808", "9223372036854775807", "-1", "0", "18446744073709551616", "4294967296",
    "1e308", "-1e308", "5e-324", "nan", "inf", "99999999999999999999999",
  ]

  @Test(arguments: [
    "unwatch N", "goto N", "delete N", "disable N", "enable N", "ignore 1 N", "ignore N N", "Nn",
    "Nc", "NS", "NTab", "next N", "back N", "step N", "continue N", "reverse N", "set x N",
    "set W[N,0] 1", "set W[N:N,0] 1", "print W[N,N]", "print W[N:N,0]", "print x^N", "seed z N",
    "seed z[N] 1", "nudge x N", "nudge W[N,0] N", "nudge W[0,0] N", "hvp x=N", "hvp W[N,0]=1",
    "print sum(W, axis=N)", "print reshape(W, [N, N])", "print transpose(W, [N, 0])",
    "print maxPool2d(W, N)", "print softmax(W, axis=N)", "watch x*N", "release W[N]", "break x > N",
    "edit z = zeros(N)", "edit z = x*N", "paths N N", "jacobian z N", "swell z N", "set mode N",
    "N",
  ])
  func `in a command`(template: String) {
    let lines = Self.numbers.map { number in
      template.split(separator: "N", omittingEmptySubsequences: false).joined(separator: number)
    }
    let setUp = ["break x", "watch x", "goto end"]
    let run = CommandRun(
      ["--plain", "W = [[1, 2], [3, 4]]; x = 3; z = sum(W*x)"],
      input: (setUp + lines + ["edit z = 7", "val z"]).joined(separator: "\n"))
    #expect([0, 2].contains(run.code))
    #expect(run.output.contains("z = 7"))
  }

  @Test func `in a session and a start-up file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "session").path
    let text = "# retrograde session 1\n| z = x\nwatch x\nunwatch -9223372036854775808\n"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let run = CommandRun(["--plain", "--session", path], input: "G\nprint x")
    #expect(run.code == 2)
    #expect(run.errors.contains("\(path):4: there is no watch -9223372036854775808"))
    #expect(run.output.contains("x = 1"))
  }

  @Test(arguments: [
    "render x --size NxN", "render x --keys 'Nn'", "render x --keys 'Click(N,N)'",
    "trace x --at x=N",
    "trace x --output N", "trace x --wrt 'x[N]'", "check x --seed N", "check x --at x=N",
    "train --headless --layers N-N --epochs 0", "train --headless --rate N --epochs 0",
    "train --headless --batch N --epochs 0", "train --headless --threads N --epochs 0",
    "train --headless --seed N --epochs 0", "train --headless --schedule step:N:N --epochs 0",
    "train --headless --warm-up N --epochs 0", "train --headless --l2 N --epochs 0",
    "train --headless --momentum N --epochs 0", "train --headless --restarts N --epochs 0",
    "train --headless --save-every N --epochs 0", "data fetch --timeout N --to /dev/null/none",
  ])
  func `in an argument`(template: String) {
    for number in Self.numbers {
      let words = template.shellWords.map {
        $0.split(separator: "N", omittingEmptySubsequences: false).joined(separator: number)
      }
      let run = CommandRun(words)
      #expect([0, 1, 2, 64].contains(run.code), "\(words)")
    }
  }
}
