import Foundation
import Synchronization

/// The part of a report that is being worked on, on standard error: at once where a person watches,
/// and elsewhere once the work has lasted longer than a second.
final class SectionLine: Sendable {
  private struct State {
    /// The part that is being worked on.
    var part: String?
    /// Whether a line on a terminal waits to be wiped out.
    var isOpen = false
  }

  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Makes a line that says nothing yet, and never does when it is quiet.
  ///
  /// Nor does it in a notebook, whose outputs know no clock.
  init(isQuiet: Bool) { self.isQuiet = isQuiet || Console.current != nil }

  /// Says that work on a part begins.
  func show(_ part: String) {
    guard !isQuiet else { return }
    let passed = ContinuousClock.now - start
    state.withLock { state in
      state.part = part
      if isTerminal {
        // One line that is written over; `ESC [ K` wipes what a longer name left.
        write("\r\u{1B}[Kworking on \(part)")
        state.isOpen = true
      } else if passed > .seconds(1) {
        write("after \(passed.components.seconds) s: working on \(part)\n")
      }
    }
  }

  /// Says no more and leaves the terminal as it was.
  func finish() {
    state.withLock { state in
      if state.isOpen { write("\r\u{1B}[K") }
      state.isOpen = false
    }
  }

  private func write(_ text: String) {
    signal(SIGPIPE, SIG_IGN)
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
