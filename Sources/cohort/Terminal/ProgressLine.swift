import Foundation
import Synchronization

/// Progress on standard error, once a run has taken more than two seconds, and then once a second.
final class ProgressLine: Sendable {
  private let what: String
  private let isQuiet: Bool
  private let next = Mutex<ContinuousClock.Instant>(.now + .seconds(2))

  /// Makes a line that speaks of `what`: `250000 of 1000000 units derived`.
  init(of what: String, isQuiet: Bool) {
    self.what = what
    self.isQuiet = isQuiet || Console.current != nil
  }

  /// Shows how far a run is, if it is time to.
  func show(_ done: Int, of count: Int) {
    guard !isQuiet else { return }
    let isTime = next.withLock { next in
      guard ContinuousClock.now >= next else { return false }
      next = .now + .seconds(1)
      return true
    }
    if isTime { StandardError.print("\(done) of \(count) \(what)") }
  }
}
