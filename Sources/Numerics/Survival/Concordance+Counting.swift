internal import LinearAlgebra
package import Statistics

extension Concordance {
  /// Counts the pairs, in O(n log n).
  ///
  /// - Parameters:
  ///   - windows: Who is at risk for which event.
  ///   - scores: The risk score of each kept row; higher means an earlier event.
  ///   - weights: The weight of each kept row.
  ///   - clusters: The cluster of each *original* row.
  ///   - timeWeights: What the pairs of each event count; one each when `nil`.
  ///   - countsRows: Whether a row of weight k is k rows.
  package init(
    _ windows: EventWindows, scores: [Double], weights: [Double]? = nil, clusters: Grouping? = nil,
    timeWeights: [Double]? = nil, countsRows: Bool = false
  ) {
    let influence = ConcordanceInfluence(
      windows, scores: scores, weights: weights, timeWeights: timeWeights,
      countsRows: countsRows)
    let values = influence.units(
      windows, clusters: clusters, rowCounts: countsRows ? weights : nil)
    self.init(influence, variance: values.reduce(0) { $0 + $1 * $1 })
  }

  init(_ influence: ConcordanceInfluence, variance: Double) {
    estimate = influence.estimate
    standardError = variance.squareRoot()
    concordant = influence.concordant
    discordant = influence.discordant
    tiedScore = influence.tiedScore
    tiedTime = influence.tiedTime
    tiedBoth = influence.tiedBoth
  }
}

/// The counts of a concordance, and how much each row moves it.
struct ConcordanceInfluence {
  let estimate: Double
  let concordant: Double
  let discordant: Double
  let tiedScore: Double
  let tiedTime: Double
  let tiedBoth: Double
  /// The derivative of the estimate by the weight of each kept row, times its weight.
  let values: [Double]

  init(
    _ windows: EventWindows, scores: [Double], weights: [Double]?, timeWeights: [Double]?,
    countsRows: Bool
  ) {
    precondition(scores.count == windows.rowCount)
    let pairCount = PairCount(
      windows, scores: scores, weights: weights, timeWeights: timeWeights, countsRows: countsRows)
    let sweeps = Parallel.map(2) { sweep in
      var count = pairCount
      if sweep == 0 { count.countFromTheEnd() } else { count.countFromTheStart() }
      return count
    }
    let (count, fromTheStart) = (sweeps[0], sweeps[1])
    let pairs = count.concordant + count.discordant + count.tiedScore
    let difference = (count.concordant - count.discordant) / pairs
    values = scores.indices.map { row in
      let share =
        (count.surplus[row] + fromTheStart.surplus[row]) / pairs
        - difference * ((count.total[row] + fromTheStart.total[row]) / pairs)
      return (weights?[row] ?? 1) * share / 2
    }
    estimate = (1 + difference) / 2
    concordant = count.concordant
    discordant = count.discordant
    tiedScore = count.tiedScore
    tiedTime = count.tiedTime
    tiedBoth = count.tiedBoth
  }

  /// The influences whose squares add up to the variance: of rows, or of clusters of original rows.
  ///
  /// k rows that agree have a kth of their sum each, and k squares of it are one of its kth by √k.
  func units(_ windows: EventWindows, clusters: Grouping?, rowCounts: [Double]?) -> [Double] {
    if let clusters { return sums(windows, clusters: clusters) }
    guard let rowCounts else { return values }
    return zip(values, rowCounts).map { $0 / $1.squareRoot() }
  }

  /// The influence of clusters of original rows.
  private func sums(_ windows: EventWindows, clusters: Grouping) -> [Double] {
    var sums = [Double](repeating: 0, count: clusters.count)
    for row in values.indices {
      sums[Int(clusters.codes[Int(windows.rows[row])])] += values[row]
    }
    return sums
  }
}

/// The two sweeps that count pairs: from the last event, each death against those still at risk;
/// from the first, each row against those who died while it was at risk.
///
/// They know nothing of each other.
private struct PairCount {
  private let windows: EventWindows
  private let weights: [Double]?
  private let timeWeights: [Double]?
  private let countsRows: Bool
  private let ranks: [Int32]
  /// With delayed entry, the kept rows in order of the first event they are at risk for.
  private let byEntry: [Int32]
  private var tree: RankTree
  var concordant = 0.0
  var discordant = 0.0
  var tiedScore = 0.0
  var tiedTime = 0.0
  var tiedBoth = 0.0
  /// For each row, the weight of the rows it is concordant with less those it is discordant with.
  var surplus: [Double]
  /// For each row, the weight of the rows it forms a pair with.
  var total: [Double]

  init(
    _ windows: EventWindows, scores: [Double], weights: [Double]?, timeWeights: [Double]?,
    countsRows: Bool
  ) {
    self.windows = windows
    self.weights = weights
    self.countsRows = countsRows
    self.timeWeights = timeWeights
    surplus = [Double](repeating: 0, count: scores.count)
    total = surplus
    let order = SortOrder.ascending(scores)
    var ranks = [Int32](repeating: 0, count: scores.count)
    var rank: Int32 = -1
    var current = Double.nan
    for row in order {
      if scores[Int(row)] != current {
        current = scores[Int(row)]
        rank += 1
      }
      ranks[Int(row)] = rank
    }
    self.ranks = ranks
    tree = RankTree(count: Int(rank) + 1)
    byEntry =
      windows.entries.map {
        SortOrder.grouped(
          [Int32](0..<Int32(scores.count)), by: $0, count: windows.eventCount)
      } ?? []
  }

  private func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

  /// Each death against the rows at risk that do not die with it.
  mutating func countFromTheEnd() {
    for events in windows.strata {
      guard !events.isEmpty else { continue }
      var leaving = lastEntry(before: events.upperBound)
      for event in events.reversed() {
        let deaths = windows.deaths(atEvent: event)
        for row in deaths.upperBound..<windows.rows(ofEvent: event).upperBound {
          tree.add(weight(row), at: Int(ranks[row]))
        }
        leaving = removeEntering(after: event, from: leaving)
        compareDeaths(deaths, timeWeight: timeWeights?[event] ?? 1)
        countTies(deaths, timeWeight: timeWeights?[event] ?? 1)
        for row in deaths { tree.add(weight(row), at: Int(ranks[row])) }
      }
      tree.clear()
    }
  }

  /// The last place in `byEntry` of a row that enters before an event.
  private func lastEntry(before event: Int) -> Int {
    guard let entries = windows.entries else { return 0 }
    var low = 0
    var high = byEntry.count
    while low < high {
      let middle = (low + high) / 2
      if Int(entries[Int(byEntry[middle])]) < event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Takes out the rows whose first event is after this one.
  private mutating func removeEntering(after event: Int, from place: Int) -> Int {
    guard let entries = windows.entries else { return 0 }
    var place = place
    while place > 0, Int(entries[Int(byEntry[place - 1])]) > event {
      place -= 1
      let row = Int(byEntry[place])
      tree.add(-weight(row), at: Int(ranks[row]))
    }
    return place
  }

  private mutating func compareDeaths(_ deaths: Range<Int>, timeWeight: Double) {
    guard timeWeight > 0 else { return }
    for row in deaths {
      let (below, equal) = tree.sums(at: Int(ranks[row]))
      let above = tree.total - below - equal
      let own = weight(row) * timeWeight
      concordant += own * below
      discordant += own * above
      tiedScore += own * equal
      surplus[row] += (below - above) * timeWeight
      total[row] += tree.total * timeWeight
    }
  }

  private mutating func countTies(_ deaths: Range<Int>, timeWeight: Double) {
    if countsRows, let weights {
      // The copies of a row tie with each other.
      for row in deaths { tiedBoth += weights[row] * (weights[row] - 1) / 2 * timeWeight }
    }
    guard deaths.count > 1 else { return }
    var (sum, squares, equal, run, rank) = (0.0, 0.0, 0.0, 0.0, Int32(-1))
    for row in deaths.sorted(by: { ranks[$0] < ranks[$1] }) {
      let own = weight(row)
      if ranks[row] != rank { (run, rank) = (0, ranks[row]) }
      equal += own * run
      run += own
      sum += own
      squares += own * own
    }
    tiedBoth += equal * timeWeight
    tiedTime += ((sum * sum - squares) / 2 - equal) * timeWeight
  }

  /// Each row against the deaths while it was at risk, its own time's excepted if it died then.
  mutating func countFromTheStart() {
    for events in windows.strata {
      var entering = lastEntry(before: events.lowerBound)
      for event in events {
        while let entries = windows.entries, entering < byEntry.count,
          Int(entries[Int(byEntry[entering])]) == event
        {
          compareWithDead(Int(byEntry[entering]), sign: -1)
          entering += 1
        }
        let deaths = windows.deaths(atEvent: event)
        for row in deaths { compareWithDead(row, sign: 1) }
        let timeWeight = timeWeights?[event] ?? 1
        for row in deaths { tree.add(weight(row) * timeWeight, at: Int(ranks[row])) }
        for row in deaths.upperBound..<windows.rows(ofEvent: event).upperBound {
          compareWithDead(row, sign: 1)
        }
      }
      tree.clear()
    }
  }

  private mutating func compareWithDead(_ row: Int, sign: Double) {
    let (below, equal) = tree.sums(at: Int(ranks[row]))
    surplus[row] += sign * (tree.total - below - equal - below)
    total[row] += sign * tree.total
  }
}
