package import LinearAlgebra

extension EventWindows {
  /// The windows of an interval tree: sums over risk sets with delayed entry, without subtraction.
  ///
  /// Number the events of a stratum 1, 2, 3 ... The window [b, s] of a row has one member m with
  /// the most trailing zero bits, its *centre*. The rows of one centre are all at risk at m. From m
  /// rightwards they leave one after the other: their sum at event k ≥ m is a sum over rows with
  /// s ≥ k, gathered from the last to leave. To the left of m they enter: their sum at k < m is a
  /// sum over rows with b ≤ k, gathered from the first to enter. A risk set is the union, over at
  /// most log₂ K centres, of such stretches, so that every sum over it is a sum of non-negative
  /// terms: O(n + K log K) steps in place of a cancelling difference of sums.
  package struct Intervals: Sendable {
    /// The walk: rows taken in, and the event each step adds to.
    package private(set) var steps = PackedRows.Steps()
    /// Whether each step is the first of a walk from one centre, which starts empty.
    package private(set) var isFirst: [Bool] = []

    init(_ windows: EventWindows, entries: [Int32]) {
      let segments = Intervals.segments(windows)
      let centres = Intervals.centres(windows, entries: entries)
      let identity = [Int32](0..<Int32(windows.rowCount))
      let leaving = SortOrder.grouped(identity, by: centres, count: windows.eventCount)
      appendWalks(leaving, centres: centres) { run in
        let last = Int(segments[Int(leaving[run.upperBound - 1])])
        let centre = Int(centres[Int(leaving[run.lowerBound])])
        return Walk(
          places: stride(from: run.upperBound - 1, through: run.lowerBound, by: -1),
          events: stride(from: last, through: centre, by: -1), keys: segments)
      }
      let late = identity.filter { entries[Int($0)] < centres[Int($0)] }
      let byEntry = SortOrder.grouped(late, by: entries, count: windows.eventCount)
      let entering = SortOrder.grouped(byEntry, by: centres, count: windows.eventCount)
      appendWalks(entering, centres: centres) { run in
        let first = Int(entries[Int(entering[run.lowerBound])])
        let centre = Int(centres[Int(entering[run.lowerBound])])
        return Walk(
          places: stride(from: run.lowerBound, through: run.upperBound - 1, by: 1),
          events: stride(from: first, through: centre - 1, by: 1), keys: entries)
      }
    }

    /// One walk: places of an order of rows, the events to pass, and the event that takes each row.
    private struct Walk {
      let places: StrideThrough<Int>
      let events: StrideThrough<Int>
      let keys: [Int32]
    }

    private mutating func appendWalks(
      _ order: [Int32], centres: [Int32], _ walk: (Range<Int>) -> Walk
    ) {
      var start = 0
      while start < order.count {
        var end = start
        let centre = centres[Int(order[start])]
        while end < order.count, centres[Int(order[end])] == centre { end += 1 }
        append(walk(start..<end), order)
        start = end
      }
    }

    private mutating func append(_ walk: Walk, _ order: [Int32]) {
      var places = walk.places.makeIterator()
      var place = places.next()
      var first = true
      for event in walk.events {
        while let current = place, Int(walk.keys[Int(order[current])]) == event {
          steps.rows.append(order[current])
          place = places.next()
        }
        steps.ends.append(Int32(steps.rows.count))
        steps.targets.append(Int32(event))
        isFirst.append(first)
        first = false
      }
    }

    /// The segment of each kept row: the last event it is at risk for.
    private static func segments(_ windows: EventWindows) -> [Int32] {
      var segments = [Int32](repeating: 0, count: windows.rowCount)
      for event in 0..<windows.eventCount {
        for row in windows.rows(ofEvent: event) { segments[row] = Int32(event) }
      }
      return segments
    }

    /// The centre of each kept row's window.
    private static func centres(_ windows: EventWindows, entries: [Int32]) -> [Int32] {
      var centres = [Int32](repeating: 0, count: windows.rowCount)
      for events in windows.strata {
        for event in events {
          let last = event - events.lowerBound + 1
          for row in windows.rows(ofEvent: event) {
            let before = Int(entries[row]) - events.lowerBound
            let level = Int.bitWidth - 1 - (before ^ last).leadingZeroBitCount
            centres[row] = Int32(events.lowerBound + ((last >> level) << level) - 1)
          }
        }
      }
      return centres
    }
  }
}
