import Cohorts
package import Outcomes
import Statistics
package import Survival

extension PublishedRangeAnalysis {
  /// The time to first response among those who responded, known only to lie between two visits.
  ///
  /// The distribution is Turnbull's. The limits of the median are the lower one with every onset as
  /// early as its visits allow and the upper one with every onset as late, both by Kaplan-Meier: they
  /// hold what sampling and the gaps between visits leave open together.
  func onset(_ range: PublishedRange, _ cohort: StudyCohort) throws -> RangeComparison {
    let intervals = cohort.rows.compactMap { row in
      visits.dataset.hips[row].onset.map { IntervalCensoredTime(lower: $0.lower, upper: $0.upper) }
    }
    let seen = visits.study.outcome.context
    guard intervals.count == cohort.rows.count, !intervals.isEmpty,
      let context = seen.stating(
        label: "first response", threshold: visits.plan.response.words, origin: "index injection")
    else {
      return RangeComparison(
        range: range, verdict: .cannotSay, reason: "there is no time to first response", rows: [])
    }
    guard intervals.count >= OnsetAnalysis.fewest else {
      return RangeComparison(
        range: range, verdict: .cannotSay,
        reason: "fewer than ten responded, too few to estimate when the response came", rows: [])
    }
    let curve = try TurnbullEstimator.fit(IntervalCensoredOutcomes(intervals))
    let band = OnsetBand(
      curve, of: intervals, after: range.lower, upTo: range.upper)
    let limits = try medianLimits(intervals, cohort)
    // The claim is of everybody treated unless it says otherwise.
    let judged = range.isOfResponders ? limits : halfOnset?.interval
    let verdict =
      judged.map { RangeVerdict($0, range: range.lower...range.upper) } ?? .cannotSay
    let counts = cohort.treated.completed(
      Denominators(n: intervals.count, events: intervals.count), group: [])
    let median = curve.quantile(0.5, .midpoint)
    let method = "Turnbull, masses half way in their intervals"
    return RangeComparison(
      range: range, verdict: verdict, reason: nil,
      rows: [
        row(
          range, .timeToEventMedian,
          median.isFinite ? .number(median) : .state(.notReached), verdict: verdict,
          interval: limits, unit: "months",
          method: method + "; limits by Kaplan-Meier, the lower with every onset as early as its "
            + "visits allow and the upper as late; " + RangeVerdict.rule,
          denominators: counts, context: context),
        row(
          range, .probabilityInRange, .number(band.halfWay), months: range.upper, method: method,
          denominators: counts, context: context),
        row(
          range, .leastProbabilityInRange, .number(band.least), months: range.upper,
          method: "share of those whose last visit without and first with a response lie inside",
          denominators: counts,
          context: context),
        row(
          range, .greatestProbabilityInRange, .number(band.greatest), months: range.upper,
          method: "share of those whose two visits leave a time inside possible",
          denominators: counts,
          context: context),
      ])
  }

  private func medianLimits(
    _ intervals: [IntervalCensoredTime], _ cohort: StudyCohort
  ) throws -> ConfidenceInterval {
    let options = SurvivalComparison.options(of: visits.study)
    func median(_ time: (IntervalCensoredTime) -> Double) throws -> ConfidenceInterval? {
      let outcomes = try SurvivalOutcomes(
        intervals.map { EventTime(time: time($0), isEvent: true) })
      return try KaplanMeier.fit(outcomes, clusters: cohort.clusters, options: options)
        .first?.median.interval
    }
    return ConfidenceInterval(
      level: options.level, lower: try median(\.lower)?.lower ?? .nan,
      upper: try median(\.upper)?.upper ?? .nan)
  }
}

/// How much of an interval-censored distribution lies in a band (a, b].
package struct OnsetBand {
  /// The share of units whose own interval lies wholly inside.
  package let least: Double
  /// The share of units whose own interval meets the band at all.
  package let greatest: Double
  /// The masses whose middle lies inside: F(b) − F(a) of the curve that steps half way.
  package let halfWay: Double

  /// Reads a curve and the intervals it was estimated from.
  ///
  /// The bounds assume nothing about the times within the intervals. The curve's own masses would
  /// claim more than was seen: where all intervals begin at 0 it puts them into the shortest.
  package init(
    _ curve: TurnbullCurve, of intervals: [IntervalCensoredTime], after lower: Double,
    upTo upper: Double
  ) {
    func isInside(_ time: Double) -> Bool { time > lower && time <= upper }
    func share(_ test: (IntervalCensoredTime) -> Bool) -> Double {
      Double(intervals.count(where: test)) / Double(max(1, intervals.count))
    }
    least = share {
      $0.isExact ? isInside($0.lower) : $0.lower >= lower && $0.upper <= upper
    }
    greatest = share {
      $0.isExact ? isInside($0.lower) : $0.upper > lower && $0.lower < upper
    }
    halfWay = curve.intervals.reduce(0) {
      $0 + (isInside($1.lower + ($1.upper - $1.lower) / 2) ? $1.mass : 0)
    }
  }
}
