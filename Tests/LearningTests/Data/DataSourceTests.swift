import Learning
import Testing

@Suite struct DataSourceTests {
  private func choose(
    _ option: String? = nil, _ environment: [String: String] = [:], existing: String? = nil
  ) -> DataSource {
    DataSource.choose(option: option, environment: environment) { $0 == existing }
  }

  private let user = "/home/ada/.local/share/retrograde/mnist"

  @Test func `the option comes before the variable`() {
    #expect(choose("here", ["RETROGRADE_MNIST": "/there"]) == .folder(MNISTFolder("here")))
  }

  @Test func `the variable comes before the user's folder, even when it leads nowhere`() {
    let environment = ["RETROGRADE_MNIST": "/there", "HOME": "/home/ada"]
    #expect(choose(nil, environment, existing: user) == .folder(MNISTFolder("/there")))
  }

  @Test func `the user's folder is taken when it exists`() {
    #expect(choose(nil, ["HOME": "/home/ada"], existing: user) == .folder(MNISTFolder(user)))
    #expect(choose(nil, ["HOME": "/home/ada"]) == .embeddedDigits)
    let moved = ["HOME": "/home/ada", "XDG_DATA_HOME": "/data"]
    #expect(
      choose(nil, moved, existing: "/data/retrograde/mnist")
        == .folder(MNISTFolder("/data/retrograde/mnist")))
  }

  @Test func `empty and relative settings are as good as none`() {
    let environment = ["RETROGRADE_MNIST": "", "XDG_DATA_HOME": "data", "HOME": "/home/ada"]
    #expect(choose(nil, environment, existing: user) == .folder(MNISTFolder(user)))
    #expect(choose() == .embeddedDigits)
    #expect(
      choose(nil, ["HOME": ""], existing: "/.local/share/retrograde/mnist") == .embeddedDigits)
  }

  @Test func `the embedded digits can be asked for`() {
    #expect(choose("synthetic:digits", ["RETROGRADE_MNIST": "/there"]) == .embeddedDigits)
  }
}
