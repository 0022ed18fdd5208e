internal import Outcomes

/// The intervals on which the likelihood of interval-censored times can put mass, and which of them
/// each row covers.
///
/// With all ends of the rows' intervals in order, an innermost interval runs from a lower end to the
/// upper end that follows it at once. A maximum of the likelihood has all its mass on these
/// (Peto 1973, Turnbull 1976, doi:10.1111/j.2517-6161.1976.tb01597.x), and a row covers a run of them.
///
/// At one time the order is: exact times, then upper ends, then lower ends. Thus an exact time at t
/// lies in (s, t] and not in (t, u].
struct InnermostIntervals {
  /// The lower ends, not descending.
  let lower: [Double]
  /// The upper ends; equal to the lower where the interval is a point.
  let upper: [Double]
  /// The first interval each row covers.
  let first: [Int32]
  /// The interval after the last each row covers.
  let end: [Int32]

  /// Finds the intervals.
  ///
  /// O(n) with a radix sort.
  ///
  /// - Parameter rows: the rows to take in; the others play no part.
  init(_ outcomes: IntervalCensoredOutcomes, rows: [Int]) {
    // The stable sort keeps this order at one time.
    let exact = rows.indices.filter { outcomes.lower[rows[$0]] == outcomes.upper[rows[$0]] }
    let open = rows.indices.filter { outcomes.lower[rows[$0]] != outcomes.upper[rows[$0]] }
    let upperStart = exact.count
    let openStart = exact.count + rows.count
    let ends =
      exact.map { outcomes.lower[rows[$0]] } + rows.map { outcomes.upper[$0] }
      + open.map { outcomes.lower[rows[$0]] }
    var lower: [Double] = []
    var upper: [Double] = []
    var first = [Int32](repeating: 0, count: rows.count)
    var end = first
    var lastLower: Double?
    for place in SortOrder.ascending(ends).lazy.map(Int.init) {
      if place < upperStart || place >= openStart {
        let row = place < upperStart ? exact[place] : open[place - openStart]
        first[row] = Int32(lower.count)
        lastLower = ends[place]
      } else {
        if let start = lastLower {
          lower.append(start)
          upper.append(ends[place])
          lastLower = nil
        }
        end[place - upperStart] = Int32(lower.count)
      }
    }
    self.lower = lower
    self.upper = upper
    self.first = first
    self.end = end
  }
}
