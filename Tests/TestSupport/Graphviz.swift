/// Graphviz: the judge of what is written in its language.
package enum Graphviz {
  /// What `dot` makes of a source, in a format of its own: its picture, what it says, and whether it
  /// could read it.
  package static func draw(
    _ source: String, as format: String = "svg"
  ) throws -> (picture: String, messages: String, accepted: Bool) {
    guard let path = ChildProcess.installed("dot") else { throw SystemFailure("dot", code: 2) }
    let run = try ProcessResult(
      running: [path, "-T\(format)"], environment: ["LANG": "C.UTF-8"], input: source)
    return (run.output, run.errors, run.code == 0)
  }
}
