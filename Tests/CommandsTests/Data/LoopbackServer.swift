import Dispatch
import Glibc
import Synchronization

/// An HTTP server on loopback for one test, which can be told to misbehave.
final class LoopbackServer: Sendable {
  /// What it does to a request, by the request's number, counted from 0.
  enum Behaviour: Sendable {
    /// Sends what is asked for, from the byte that is asked for.
    case good
    /// Sends the file from its beginning, whatever is asked for.
    case withoutRanges
    /// Sends so many bytes of the body and closes.
    case cut(after: Int)
    /// Sends so many bytes of the body and then nothing any more.
    case stall(after: Int)
    /// Sends the file with one byte changed.
    case corrupt
    case status(Int)
    /// Sends the whole file, but promised some bytes more.
    case promising(more: Int)
    /// Sends to another address.
    case redirect(to: String)
  }

  private struct State {
    var requests: [String] = []
  }

  private let listener: Int32
  private let port: UInt16
  private let files: [String: [UInt8]]
  private let behave: @Sendable (Int) -> Behaviour
  private let state = Mutex(State())

  init(
    files: [String: [UInt8]], _ behave: @escaping @Sendable (Int) -> Behaviour = { _ in .good }
  ) throws {
    self.files = files
    self.behave = behave
    let socket = try LoopbackSocket()
    guard listen(socket.descriptor, 16) == 0 else { throw ServerFailure() }
    (listener, port) = (socket.descriptor, socket.port)
    let thread = DispatchQueue(label: "loopback server")
    thread.async { [self] in serve() }
  }

  /// Stops listening; what is being served ends with its connection.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var address: String { "http://127.0.0.1:\(port)" }

  /// The request lines and ranges that came.
  var requests: [String] { state.withLock { $0.requests } }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      answer(connection)
    }
    close(listener)
  }

  private func answer(_ connection: Int32) {
    let request = readRequest(connection)
    let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let start = rangeStart(of: request)
    let number = state.withLock { state in
      state.requests.append("\(path) from \(start ?? 0)")
      return state.requests.count - 1
    }
    let behaviour = behave(number)
    guard case .stall = behaviour else {
      send(behaviour, path, start, to: connection)
      close(connection)
      return
    }
    send(behaviour, path, start, to: connection)
    // The client gives up and closes; then there is an end to read.
    DispatchQueue.global().async {
      var byte: UInt8 = 0
      while read(connection, &byte, 1) > 0 {}
      close(connection)
    }
  }

  private func send(
    _ behaviour: Behaviour, _ path: String, _ start: Int?, to connection: Int32
  ) {
    guard var file = files[String(path.dropFirst())] else {
      return write(head(404, length: 0), to: connection)
    }
    var from = start ?? 0
    switch behaviour {
    case .redirect(let address):
      return write(head(302, length: 0, "Location: \(address)\r\n"), to: connection)
    case .status(let status): return write(head(status, length: 0), to: connection)
    case .withoutRanges: from = 0
    case .corrupt: file[file.count / 2] ^= 0x40
    default: break
    }
    guard from == 0 || from < file.count else {
      return write(head(416, length: 0), to: connection)
    }
    let body = Array(file[from...])
    let range = from > 0 ? "Content-Range: bytes \(from)-\(file.count - 1)/\(file.count)\r\n" : ""
    var length = body.count
    if case .promising(let more) = behaviour { length += more }
    write(head(from > 0 ? 206 : 200, length: length, range), to: connection)
    switch behaviour {
    case .cut(let count), .stall(let count): write(Array(body.prefix(count)), to: connection)
    default: write(body, to: connection)
    }
  }

  private func head(_ status: Int, length: Int, _ more: String = "") -> [UInt8] {
    Array(
      "HTTP/1.1 \(status) x\r\nContent-Length: \(length)\r\n\(more)Connection: close\r\n\r\n".utf8)
  }

  private func readRequest(_ connection: Int32) -> String {
    var text: [UInt8] = []
    var byte: UInt8 = 0
    while !text.suffix(4).elementsEqual("\r\n\r\n".utf8), read(connection, &byte, 1) == 1 {
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func rangeStart(of request: String) -> Int? {
    for line in request.split(whereSeparator: \.isNewline)
    where line.lowercased().hasPrefix("range: bytes=") {
      return Int(line.dropFirst("range: bytes=".count).prefix { $0.isNumber })
    }
    return nil
  }

  private func write(_ bytes: [UInt8], to connection: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      start += count
    }
  }
}

struct ServerFailure: Error {}

/// A port of loopback that no other program gets meanwhile, and at which nobody listens.
final class DeafPort {
  private let socket: LoopbackSocket

  init() throws { socket = try LoopbackSocket() }

  deinit { close(socket.descriptor) }

  var address: String { "http://127.0.0.1:\(socket.port)" }
}

/// A socket that is bound to a free port of loopback.
private struct LoopbackSocket {
  let descriptor: Int32
  let port: UInt16

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else { throw ServerFailure() }
    port = UInt16(bigEndian: address.sin_port)
  }
}
