import Cohorts

extension VisitWindows {
  /// Every planned visit of a study: the time points of the response with their own windows, and the
  /// other months of the schedule with the days that are left to them.
  static func planned(_ plan: EndpointPlan) -> [ResponseRule.Window] {
    let own = plan.response.windows
    let ownDays = Set(own.map { plannedDay($0.month) })
    let others = plan.visits.scheduleMonths.filter { month in
      let day = plannedDay(month)
      return day > 0 && !ownDays.contains(day) && !own.contains { $0.days.contains(day) }
    }
    let schedule = plan.visits.scheduleMonths + own.map(\.month)
    let extra = midpoint(of: Array(Set(others)).sorted(), schedule: schedule).compactMap { window in
      outside(own, window)
    }
    return (own + extra).sorted { ($0.month, $0.days.lowerBound) < ($1.month, $1.days.lowerBound) }
  }

  /// A window without the days of others that lie before and after its planned day.
  private static func outside(
    _ others: [ResponseRule.Window], _ window: ResponseRule.Window
  ) -> ResponseRule.Window? {
    let day = plannedDay(window.month)
    let before = others.map(\.days.upperBound).filter { $0 < day }.max()
    let after = others.map(\.days.lowerBound).filter { $0 > day }.min()
    let first = max(window.days.lowerBound, before.map { $0 + 1 } ?? .min)
    let last = min(window.days.upperBound, after.map { $0 - 1 } ?? .max)
    return first <= last ? ResponseRule.Window(month: window.month, days: first...last) : nil
  }
}
