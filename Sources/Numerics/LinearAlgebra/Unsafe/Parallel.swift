private import Dispatch

/// Independent pieces of work on all cores.
///
/// What a piece computes depends on its number alone and results are put together in order, so that
/// they are the same bits whatever the number of threads.
package enum Parallel {
  /// The results of `body` for 0 ..< `count`, in order.
  package static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return (0..<count).map(body) }
    return unsafe [Result](unsafeUninitializedCapacity: count) { results, initialized in
      // Every piece writes a place of its own.
      nonisolated(unsafe) let places = results.baseAddress
      DispatchQueue.concurrentPerform(iterations: count) { piece in
        unsafe places.map { unsafe ($0 + piece).initialize(to: body(piece)) }
      }
      initialized = count
    }
  }

  /// Runs `body` for 0 ..< `count`.
  static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1 else { return (0..<count).forEach(body) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }

  /// Cuts a range into pieces of a length, the last one shorter.
  package static func pieces(of range: Range<Int>, length: Int) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: length).map {
      $0..<Swift.min($0 + length, range.upperBound)
    }
  }
}
