import Foundation
import Synchronization

/// What commands print while the program runs them for a notebook, kept instead of shown.
final class Console: Sendable {
  /// Where commands print; nil in a terminal.
  @TaskLocal static var current: Console?

  private let texts = Mutex((output: "", errors: ""))

  /// What went to standard output.
  var output: String { texts.withLock { $0.output } }
  /// What went to standard error.
  var errors: String { texts.withLock { $0.errors } }

  fileprivate func print(_ text: String) { texts.withLock { $0.output += text } }
  fileprivate func complain(_ text: String) { texts.withLock { $0.errors += text } }
}

/// The stream for results.
enum StandardOutput {
  /// Writes a text whole.
  ///
  /// A reader that has seen enough and closed the pipe (`| head`) is no failure; a full disk is.
  static func print(_ text: String) throws(StandardOutputError) {
    if let console = Console.current { return console.print(text) }
    signal(SIGPIPE, SIG_IGN)
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
      let cause = cause(error as NSError)
      if cause.code == Int(EPIPE) { return }
      throw StandardOutputError(
        message: "cannot write the result to standard output: \(cause.localizedDescription)")
    }
  }

  /// The system's own error, however deep Foundation wraps it.
  private static func cause(_ error: NSError) -> NSError {
    (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { cause($0 as NSError) } ?? error
  }
}

/// Why a result could not be written.
struct StandardOutputError: Error {
  let message: String
}

/// The stream for everything that is not a result.
enum StandardError {
  /// Writes a line; where nobody listens there is nothing to be done.
  static func print(_ text: String) {
    if let console = Console.current { return console.complain(text + "\n") }
    signal(SIGPIPE, SIG_IGN)
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
