import Cohorts

/// The days that belong to each planned visit, bounded by the midpoints between planned visits.
enum VisitWindows {
  /// The windows of the time points `months`.
  ///
  /// Planned visits are those of the schedule and the time points together. A visit planned for
  /// month m is planned for day 30.4375 · m, rounded, halves to the even day. A window ends at the
  /// midpoint to the next planned day, rounded down, and the next begins the day after. The first
  /// window begins after the midpoint to the injection, save that of a six-week visit, which begins
  /// on day 15; the last reaches as far beyond its day as it begins before it.
  static func midpoint(of months: [Double], schedule: [Double]) -> [ResponseRule.Window] {
    let days = Set((schedule + months).map(plannedDay)).filter { $0 > 0 }.sorted()
    var ranges: [Int: ClosedRange<Int>] = [:]
    var start = days.first == sixWeeks ? 15 : (days.first ?? 0) / 2 + 1
    for (index, day) in days.enumerated() {
      let isLast = index + 1 == days.count
      let end = max(isLast ? 2 * day - start : (day + days[index + 1]) / 2, start)
      ranges[day] = start...end
      start = end + 1
    }
    return months.compactMap { month in
      ranges[plannedDay(month)].map { ResponseRule.Window(month: month, days: $0) }
    }
  }

  /// The day a month's visit is planned for.
  static func plannedDay(_ month: Double) -> Int {
    Int((month * 30.4375).rounded(.toNearestOrEven))
  }

  private static let sixWeeks = 42
}
