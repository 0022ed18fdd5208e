/// The assessments of one hip in order, one a day, with what was decided on the way.
///
/// Rows are sorted by time; rows of one day are merged. Dates beat visit labels.
struct Timeline {
  /// Two scores of one day that differ, where the protocol allows none to be chosen.
  struct Conflict: Sendable, Hashable {
    /// The place of the score in the response rule.
    let score: Int
    /// The rows of the table of visits, in file order.
    let rows: [Int]
  }

  /// One assessment a day, in order of time; those without any score are kept, and are missing.
  var visits: [HipHistory.Assessment] = []
  /// Whether the rows stood out of order.
  var isReordered = false
  /// Whether rows of one day that say the same were merged.
  var hasIdenticalDuplicate = false
  /// Whether rows of one day that differ were settled.
  var hasConflictingDuplicate = false
  /// The conflicts that nothing settles.
  var conflicts: [Conflict] = []

  /// Fills the timeline from the rows of one hip.
  ///
  /// - Parameter scales: the scales of the scores, in the order of the response rule.
  mutating func fill(
    from rows: [HipHistory.Assessment], scales: [ScoreScale], duplicates: DuplicateRule
  ) {
    visits.removeAll(keepingCapacity: true)
    conflicts.removeAll(keepingCapacity: true)
    (isReordered, hasIdenticalDuplicate, hasConflictingDuplicate) = (false, false, false)
    visits.append(contentsOf: rows)
    sort()
    merge(scales, duplicates)
  }

  /// Insertion sort: rows are few and nearly always in order; equal times stay in file order.
  private mutating func sort() {
    guard visits.count <= 64 else {
      isReordered = zip(visits, visits.dropFirst()).contains { $1.month < $0.month }
      visits.sort { ($0.month, $0.row) < ($1.month, $1.row) }
      return
    }
    for index in visits.indices.dropFirst() where visits[index].month < visits[index - 1].month {
      isReordered = true
      let visit = visits[index]
      var place = index
      while place > 0, visits[place - 1].month > visit.month {
        visits[place] = visits[place - 1]
        place -= 1
      }
      visits[place] = visit
    }
  }

  private mutating func merge(_ scales: [ScoreScale], _ rule: DuplicateRule) {
    var written = 0
    var start = 0
    while start < visits.count {
      var end = start + 1
      while end < visits.count, visits[end].month == visits[start].month { end += 1 }
      var merged = visits[start]
      if end - start > 1 { merged = settle(start..<end, scales, rule) }
      visits[written] = merged
      written += 1
      start = end
    }
    visits.removeLast(visits.count - written)
  }

  /// One assessment for the rows of one day.
  private mutating func settle(
    _ rows: Range<Int>, _ scales: [ScoreScale], _ rule: DuplicateRule
  ) -> HipHistory.Assessment {
    var merged = visits[rows.lowerBound]
    merged.hasRescue = rows.contains { visits[$0].hasRescue }
    merged.isPreoperative = rows.contains { visits[$0].isPreoperative }
    var differs = false
    var repeats = false
    for (place, scale) in scales.enumerated() {
      let given = rows.filter { !visits[$0].scores[place].isNaN }
      let values = given.map { visits[$0].scores[place] }
      guard let first = values.first else { continue }
      // Rows that say the same are one row before the rest are settled.
      var different: [Double] = []
      for value in values where !different.contains(value) { different.append(value) }
      if different.count < values.count { repeats = true }
      if different.count == 1 {
        merged.scores[place] = first
        continue
      }
      differs = true
      let deficits = values.map(scale.deficit)
      switch rule {
      case .error:
        conflicts.append(Conflict(score: place, rows: given.map { visits[$0].row }))
        merged.scores[place] = first
      case .first: merged.scores[place] = visits[fileFirst(given)].scores[place]
      case .mean: merged.scores[place] = different.reduce(0, +) / Double(different.count)
      case .worst, .best:
        let chosen =
          rule == .worst
          ? deficits.indices.max { deficits[$0] < deficits[$1] }
          : deficits.indices.min { deficits[$0] < deficits[$1] }
        merged.scores[place] = values[chosen ?? 0]
      }
    }
    if differs { hasConflictingDuplicate = true }
    if repeats || !differs { hasIdenticalDuplicate = true }
    return merged
  }

  /// The row of a day that stands first in the file.
  private func fileFirst(_ rows: [Int]) -> Int {
    rows.min { visits[$0].row < visits[$1].row } ?? rows[0]
  }
}
