/// One score of one hip at baseline and at each planned time.
public struct HipCourse: Sendable, Hashable {
  /// What became of a hip at a planned time.
  public enum Standing: String, Sendable, Hashable, CaseIterable {
    /// It has a value of the score in the window.
    case seen
    /// It was replaced, or the patient died, by the planned time.
    case failed
    /// The planned day lies after the day the data were locked.
    case notDue = "not_due"
    /// None of these: the hip was there to be seen, and was not.
    case missing
  }

  /// The value before the injection.
  public let baseline: Double?
  /// The value at each planned time; nil where the hip was not seen.
  public let values: [Double?]
  /// What became of the hip at each planned time.
  public let standings: [Standing]
  /// Whether a value at a planned time was measured after a repeat or another injection.
  public let hasValueAfterInjection: Bool

  /// Makes a course.
  public init(
    baseline: Double?, values: [Double?], standings: [Standing],
    hasValueAfterInjection: Bool = false
  ) {
    self.baseline = baseline
    self.hasValueAfterInjection = hasValueAfterInjection
    self.values = values
    self.standings = standings
  }
}

extension EndpointDerivation {
  /// The course of the score the response rule is about, at the windows of that rule.
  ///
  /// The visit that decides the class of a hip at a time point gives its value as well, so visits
  /// are merged, dropped and chosen here as they are for the endpoints.
  ///
  /// - Parameter lockDay: the day of the data lock from the injection, where both are known.
  mutating func course(of history: HipHistory, lockDay: Int?) -> HipCourse {
    timeline.fill(from: history.assessments, scales: scales, duplicates: plan.duplicates)
    var ends = HipEndpoints()
    ends.replacement = history.first(.thr)
    ends.death = history.first(.death)
    dropVisitsBeyondTheHip(&ends)
    _ = findBaseline(&ends)
    months = timeline.visits.map(\.month)
    let end = min(ends.replacement ?? .infinity, ends.death ?? .infinity)
    // What was measured on the day of an injection was measured before it.
    let injected = min(history.first(.booster) ?? .infinity, history.first(.injection) ?? .infinity)
    var isAfter = false
    var values: [Double?] = []
    var standings: [HipCourse.Standing] = []
    for window in plan.response.windows {
      let visit = decidingVisit(of: window)
      values.append(visit.map { timeline.visits[$0].scores.first })
      isAfter = isAfter || visit.map { months[$0] > injected } ?? false
      let isDue = lockDay.map { Double($0) >= window.month * 30.4375 } ?? true
      standings.append(
        visit != nil ? .seen : end <= window.month ? .failed : isDue ? .missing : .notDue)
    }
    return HipCourse(
      baseline: ends.baseline, values: values, standings: standings, hasValueAfterInjection: isAfter
    )
  }

  private var scales: [ScoreScale] { scores.map(\.scale) }
}
