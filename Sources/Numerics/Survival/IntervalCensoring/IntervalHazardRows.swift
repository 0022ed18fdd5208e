public import Outcomes
public import Statistics

/// Interval-censored times with delayed entry: row i is known to be event-free at `entry[i]`, and
/// counts from there.
public struct TruncatedIntervals: Sendable, Hashable {
  /// The intervals.
  public let outcomes: IntervalCensoredOutcomes
  /// The entry of each row; `nil` when everybody is followed from the origin.
  public let entry: [Double]?

  /// Makes intervals; a lower end before the entry is moved to it.
  ///
  /// - Throws: `FitError` for an entry that is negative, or not before the end of what is known.
  public init(_ outcomes: IntervalCensoredOutcomes, entry: [Double]? = nil) throws(FitError) {
    guard let entry else {
      self.outcomes = outcomes
      self.entry = nil
      return
    }
    precondition(entry.count == outcomes.count, "one entry per row")
    var lower = outcomes.lower
    for row in entry.indices {
      let isCensored = outcomes.upper[row] == .infinity
      let last = isCensored ? lower[row] : outcomes.upper[row]
      guard entry[row] >= 0, isCensored ? entry[row] <= last : entry[row] < last else {
        throw .responseOutOfRange(
          expected: "an entry from 0 on and before the end of follow-up (\(last))", row: row,
          value: entry[row])
      }
      if outcomes.lower[row] < outcomes.upper[row] { lower[row] = max(lower[row], entry[row]) }
    }
    self.outcomes = IntervalCensoredOutcomes(checkedLower: lower, upper: outcomes.upper)
    self.entry = entry
  }
}

/// Rows of interval-censored times as a hazard model sees them: how much of each basis function was
/// lived through without the event, and how much of it the event lies in.
package struct IntervalHazardRows: Sendable {
  /// What is known of a row's event.
  enum Kind: Sendable {
    /// It came at a known time.
    case exact
    /// It came between two times.
    case interval
    /// It had not come.
    case right
  }

  let basis: HazardBasis
  /// The rows of the data, without those that say nothing.
  let rows: [Int]
  let kinds: [Kind]
  /// Bₖ(lower) − Bₖ(entry), row by row.
  let exposure: [Double]
  /// bₖ(time) of an exact time, Bₖ(upper) − Bₖ(lower) of an interval, row by row.
  let event: [Double]

  package init(_ data: TruncatedIntervals, rows: [Int], basis: HazardBasis) {
    self.basis = basis
    self.rows = rows
    let count = basis.count
    var kinds: [Kind] = []
    var exposure = [Double](repeating: 0, count: rows.count * count)
    var event = exposure
    var before = [Double](repeating: 0, count: count)
    for (place, row) in rows.enumerated() {
      let (lower, upper) = (data.outcomes.lower[row], data.outcomes.upper[row])
      let start = place * count
      basis.integrals(at: lower, into: &exposure, from: start)
      if upper == .infinity {
        kinds.append(.right)
      } else if lower == upper {
        kinds.append(.exact)
        basis.values(at: lower, into: &event, from: start)
      } else {
        kinds.append(.interval)
        basis.integrals(at: upper, into: &event, from: start)
        for k in start..<start + count { event[k] = max(0, event[k] - exposure[k]) }
      }
      if let entry = data.entry {
        basis.integrals(at: entry[row], into: &before)
        for k in 0..<count { exposure[start + k] = max(0, exposure[start + k] - before[k]) }
      }
    }
    self.kinds = kinds
    self.exposure = exposure
    self.event = event
  }
}
