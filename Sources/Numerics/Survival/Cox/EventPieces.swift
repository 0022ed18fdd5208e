/// Stretches of the event times that can be worked on independently, each with its rows.
///
/// A piece lies inside a stratum or holds whole strata, so that a sum over later rows comes into it
/// from the pieces after it in its own stratum only. The cuts depend on the data alone.
struct EventPieces: Sendable {
  /// The events of each piece.
  private(set) var events: [Range<Int>] = []
  /// Whether the stratum of each piece goes on in the next piece.
  private(set) var isContinued: [Bool] = []

  /// The rows a piece has at least, where its stratum has as many.
  private static let leastRows = 16_384

  /// Cuts the event times of some windows; small strata are gathered.
  init(_ windows: EventWindows) {
    var first = 0
    func rows(to event: Int) -> Int { Int(windows.starts[event] - windows.starts[first]) }
    func cut(at event: Int, isContinued continues: Bool) {
      guard first < event else { return }
      events.append(first..<event)
      isContinued.append(continues)
      first = event
    }
    for stratum in windows.strata where !stratum.isEmpty {
      let size = windows.starts[stratum.upperBound] - windows.starts[stratum.lowerBound]
      if size >= EventPieces.leastRows {
        cut(at: stratum.lowerBound, isContinued: false)
        for event in stratum.dropFirst() where rows(to: event) >= EventPieces.leastRows {
          cut(at: event, isContinued: true)
        }
      }
      if rows(to: stratum.upperBound) >= EventPieces.leastRows || size >= EventPieces.leastRows {
        cut(at: stratum.upperBound, isContinued: false)
      }
    }
    cut(at: windows.eventCount, isContinued: false)
  }

  /// The rows of each piece.
  func rows(_ windows: EventWindows) -> [Range<Int>] {
    events.map { Int(windows.starts[$0.lowerBound])..<Int(windows.starts[$0.upperBound]) }
  }

  /// What the later pieces of its stratum add to each piece, from sums over the rows of each:
  /// `stride` numbers a piece.
  func carries(_ sums: [Double], stride: Int) -> [[Double]] {
    var carries = [[Double]](
      repeating: [Double](repeating: 0, count: stride), count: events.count)
    for piece in events.indices.dropLast().reversed() where isContinued[piece] {
      for j in 0..<stride {
        carries[piece][j] = carries[piece + 1][j] + sums[(piece + 1) * stride + j]
      }
    }
    return carries
  }
}
