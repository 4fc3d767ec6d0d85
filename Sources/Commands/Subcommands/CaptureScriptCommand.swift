import ArgumentParser
import CaptureScript

/// `retrograde capture-script`: what records a model of PyTorch or a function of JAX.
struct CaptureScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture-script",
    abstract: "Print retrograde.py, which records what PyTorch or JAX computes as a graph.",
    discussion: """
      Example: retrograde capture-script > retrograde.py

      Then, in a program that uses PyTorch:

        import retrograde
        with retrograde.capture("run.json"):   # around forward and backward
            loss = criterion(model(x), y)
            loss.backward()

      and retrograde run.json opens it.
      """)

  func run() throws {
    try Console.current.write(CaptureScript.text)
  }
}
