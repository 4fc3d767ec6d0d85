import Commands

/// The program: everything it does is in `Commands`, where tests can call it.
@main
enum Retrograde {
  static func main() {
    CommandLineProgram.run()
  }
}
