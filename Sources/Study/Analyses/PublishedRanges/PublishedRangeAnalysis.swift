import Cohorts
import Outcomes
import Statistics
import Survival

/// Published ranges beside what this cohort shows.
///
/// A duration is compared by the median time to loss among responders, an onset by the median time to
/// their first response. A claim of everybody treated is not judged by either: of a first response it
/// is by the month by which half of all those assessed had one, and of a duration by nothing, as only
/// who responds has a benefit to time. The probability inside a range is that of one responder's time; the
/// confidence that the median lies inside is the part of its confidence distribution there.
struct PublishedRangeAnalysis {
  let visits: VisitStudy
  /// The responders; nil where there are none.
  let cohort: StudyCohort?
  /// The month by which half of those assessed had responded; nil where it is not estimated.
  var halfOnset: AnalysisResult?

  private var study: StudyProtocol { visits.study }
  private var level: Double { study.survival.confidenceLevel }

  /// One comparison per range.
  func comparisons(
    with ranges: [PublishedRange] = PublishedRange.layTexts
  ) throws -> [RangeComparison] {
    try ranges.map { range in
      switch range.quantity {
      case .threshold: return try threshold(range)
      case .duration, .onset:
        guard let cohort else {
          return RangeComparison(
            range: range, verdict: .cannotSay, reason: "nobody is known to have responded",
            rows: [])
        }
        switch CellOrigins(cohort).part(range.cells) {
        case .none(let reason):
          return RangeComparison(range: range, verdict: .cannotSay, reason: reason, rows: [])
        case .everybody:
          return try range.quantity == .duration
            ? duration(range, cohort, arm: nil, Array(cohort.rows.indices))
            : onset(range, cohort)
        case .arm(let arm, let places) where range.quantity == .duration:
          return try duration(range, cohort, arm: arm, places)
        case .arm(let arm, _):
          return RangeComparison(
            range: range, verdict: .cannotSay,
            reason: "the claim is of the cells of \(arm.level) alone",
            rows: [])
        }
      }
    }
  }

  func row(
    _ range: PublishedRange, _ statistic: AnalysisResult.Statistic, _ value: ResultValue,
    arm: GroupLevel? = nil, verdict: RangeVerdict? = nil, interval: ConfidenceInterval? = nil,
    months: Double? = nil, unit: String = "probability", method: String,
    denominators: Denominators, context: OutcomeContext
  ) -> AnalysisResult {
    AnalysisResult(
      .publishedRanges, name: range.id, population: context.population,
      stratum: arm.map { [$0] } ?? [], variable: range.words,
      level: verdict?.rawValue, statistic: statistic, value: value, interval: interval,
      timeMonths: months, unit: unit, method: method, denominators: denominators,
      context: context)
  }

  // MARK: Duration

  /// - Parameters:
  ///   - arm: the arm the claim is compared with; nil for everybody.
  ///   - places: the places of its units among those of the cohort.
  private func duration(
    _ range: PublishedRange, _ cohort: StudyCohort, arm: GroupLevel?, _ places: [Int]
  ) throws -> RangeComparison {
    let options = SurvivalComparison.options(of: study)
    let context = study.outcome.context
    let clusters = cohort.clusters.map { all in
      Grouping(codes: places.map { all.codes[$0] }, count: all.count)
    }
    guard
      let curve = try KaplanMeier.fit(
        cohort.outcomes.rows(places), clusters: clusters, options: options
      ).first
    else {
      return RangeComparison(
        range: range, verdict: .cannotSay, reason: "there is no time to loss", rows: [])
    }
    let counts = cohort.treated.completed(
      Denominators(n: curve.table.rowCount, events: Int(curve.table.eventCount)),
      group: arm.map { [$0] } ?? [])
    let median = curve.median
    let verdict =
      range.isOfResponders
      ? RangeVerdict(median.interval, range: range.lower...range.upper) : .cannotSay
    let confidence =
      curve.confidence(isAtMost: range.upper) - curve.confidence(isAtMost: range.lower)
    var rows = [
      row(
        range, .timeToEventMedian,
        median.time.isNaN ? .state(.notReached) : .number(median.time), arm: arm,
        verdict: verdict,
        interval: median.interval, unit: "months",
        method: "Kaplan-Meier; interval by inversion of the \(curve.interval.rawValue) limits"
          + study.datingOfLoss + "; " + RangeVerdict.rule,
        denominators: counts, context: context),
      row(
        range, .confidenceInRange,
        confidence.isNaN ? .state(.notEstimable) : .number(max(0, confidence)),
        arm: arm,
        method: "difference of the median's confidence distribution at the two ends, from the "
          + "\(curve.interval.rawValue) test of S = 1/2" + study.datingOfLoss,
        denominators: counts, context: context),
    ]
    if let share = try share(range, cohort, places, clusters, options) {
      let isKnown = share.reading.state != .beyondFollowUp
      rows.append(
        row(
          range, .probabilityInRange,
          isKnown ? .number(share.reading.value) : .state(.beyondFollowUp), arm: arm,
          interval: isKnown ? share.reading.interval : nil, months: range.upper,
          method: share.method + study.datingOfLoss, denominators: counts, context: context
        ).remarked(isKnown ? FewLeft.remarks(atRisk: share.reading.atRisk, in: study) : []))
    }
    return RangeComparison(
      range: range, verdict: verdict,
      reason: range.isOfResponders
        ? nil
        : "the claim is of everybody treated, and only those who responded have a benefit to time",
      arm: arm, rows: rows)
  }

  private func share(
    _ range: PublishedRange, _ cohort: StudyCohort, _ places: [Int], _ clusters: Grouping?,
    _ options: KaplanMeier.Options
  ) throws -> BandShare? {
    guard let responders = CompetingEvents.responders(visits, cohort) else { return nil }
    return try BandShare(
      places.map { responders.events[$0] }, after: range.lower, upTo: range.upper,
      clusters: clusters,
      interval: options.interval, level: level)
  }

  // MARK: Threshold

  /// A threshold is no range of this cohort's: what can be told is how many reach it here.
  private func threshold(_ range: PublishedRange) throws -> RangeComparison {
    func without(_ reason: String) -> RangeComparison {
      RangeComparison(range: range, verdict: .cannotSay, reason: reason, rows: [])
    }
    guard let share = ExactShare(percent: range.lower),
      case .improvement = visits.plan.response.criterion
    else { return without("a response is not an improvement by a share of one score here") }
    var plan = visits.plan
    plan.response.threshold = share
    plan.response.clear = share
    plan.response.minimumChange = 0
    let same = plan == visits.plan
    guard let rate = try (same ? visits : visits.changed(to: plan)).primaryResponse,
      let context = rate.context
    else { return without("the protocol names no time point") }
    return RangeComparison(
      range: range, verdict: .cannotSay,
      reason: "the text states a threshold and no share of patients who reach it",
      rows: [
        row(
          range, .responderRate, rate.value, verdict: .cannotSay, interval: rate.interval,
          months: rate.timeMonths, method: rate.method ?? "", denominators: rate.denominators,
          context: context)
      ])
  }
}
