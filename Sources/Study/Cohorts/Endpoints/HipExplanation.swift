/// How the endpoints of one hip came about: what each row of the visits was taken for, and why each
/// endpoint is what it is.
public struct HipExplanation: Sendable, Hashable {
  /// One row of the visits.
  public struct Row: Sendable, Hashable {
    /// The row in the table of visits.
    public let row: Int
    /// Months from the injection.
    public let month: Double
    /// The score, NaN where missing.
    public let score: Double
    /// The improvement in percent of the deficit at baseline.
    public let improvementPercent: Double?
    /// What the row was taken for.
    public let use: String
  }

  /// The rows of the visits, in order of time.
  public let rows: [Row]
  /// Why each endpoint is what it is, one sentence each; intervals stand in backticks.
  public let decisions: [String]

  /// Makes an explanation.
  public init(rows: [Row] = [], decisions: [String] = []) {
    self.rows = rows
    self.decisions = decisions
  }
}

extension EndpointDerivation {
  /// The explanation of the endpoints of one hip.
  public mutating func explanation(of history: HipHistory) -> HipExplanation {
    let hip = endpoints(of: history)
    let rows = history.assessments.sorted { ($0.month, $0.row) < ($1.month, $1.row) }
    let baseline = hip.baseline.map { HipHistory.Scores(criterion.scales[0].deficit(of: $0)) }
    return HipExplanation(
      rows: rows.enumerated().map { place, visit in
        let isRepeated = place > 0 && rows[place - 1].month == visit.month
        return .init(
          row: visit.row, month: visit.month, score: visit.scores.first,
          improvementPercent: visit.month > 0
            ? baseline.flatMap { criterion.improvementPercent(visit.scores, baseline: $0) } : nil,
          use: use(of: visit, isRepeated: isRepeated, hip))
      }, decisions: decisions(hip) + classes(hip))
  }

  private func use(
    of visit: HipHistory.Assessment, isRepeated: Bool, _ hip: HipEndpoints
  ) -> String {
    guard let place = timeline.visits.firstIndex(where: { $0.month == visit.month }) else {
      return hip.death.map { visit.month > $0 } == true
        ? "after the death: dropped" : "on or after the day of the replacement: dropped"
    }
    let settled = timeline.visits[place].scores.first
    var words: String
    if visit.month <= 0 {
      let day = visit.day
      if !plan.response.baselineDays.contains(day) {
        words = "before the baseline window: not used"
      } else if visit.scores.first.isNaN {
        words = "no score"
      } else {
        let isLast = hip.baselineDay.map { $0.rounded() == Double(day) } ?? false
        words = isLast ? "baseline" : "in the baseline window, but not the last: not used"
      }
    } else if visit.hasRescue, plan.intercurrent.rescue == .missing {
      words = "rescue medication before the visit: counts as missing"
    } else {
      switch (states[place], held[place]) {
      case (nil, _): words = hip.onset == nil ? "cannot be classed" : "no score: missing"
      case (true, false): words = "in response, benefit not held"
      case (true, _): words = "in response"
      case (false, true): words = "not in response, benefit held"
      case (false, _): words = "not in response"
      }
      if visit.hasRescue, plan.intercurrent.rescue == .composite {
        words += " (rescue medication before the visit)"
      }
    }
    if isRepeated || visit.scores.first != settled, !visit.scores.first.isNaN, !settled.isNaN {
      let isSame = visit.scores.first == settled
      words =
        isSame
        ? "same day and score as the row before: one of them counts"
        : "another score of this day: \(Stratifier.text(settled)) counts, by `duplicates: "
          + "\(plan.duplicates.rawValue)`"
    }
    return words
  }

  /// A number as people read it: two decimals at most.
  static func rounded(_ number: Double) -> String {
    Stratifier.text((number * 100).rounded() / 100)
  }

  /// The class at each time point, with the visit that decides it.
  private func classes(_ hip: HipEndpoints) -> [String] {
    zip(plan.response.windows, hip.classes).map { window, found in
      let days = "day \(window.days.lowerBound) to \(window.days.upperBound)"
      let point = "Month \(Stratifier.text(window.month)) (\(days)): "
      switch found {
      case .failed:
        return point + "failed, replaced or dead by then and not assessed in the window."
      case .missing where decidingVisit(of: window) == nil:
        return point + "missing, no assessment in the window."
      case .missing: return point + "missing, the response cannot be classed."
      case .clear, .partial, .none:
        let month = decidingVisit(of: window).map { Self.rounded(timeline.visits[$0].month) } ?? "?"
        let word = found == .none ? "no response" : "\(found.rawValue) response"
        return point + "\(word), by the visit of month \(month)."
      }
    }
  }

  private func decisions(_ hip: HipEndpoints) -> [String] {
    func at(_ month: Double) -> String { "month \(Self.rounded(month))" }
    var lines: [String] = []
    if let baseline = hip.baseline, let day = hip.baselineDay {
      lines.append(
        "Baseline \(Self.rounded(baseline)) on day \(Stratifier.text(day.rounded())): a deficit of "
          + "\(Self.rounded(criterion.scales[0].normalizedDeficit(of: baseline))) of 100.")
    }
    switch hip.responseStatus {
    case .indeterminate:
      lines.append(
        hip.flags.contains(.missingBaseline)
          ? "No score in the baseline window, so whether it responded cannot be told."
          : hip.flags.contains(.belowFloor)
            ? "The deficit at baseline is below the floor of "
              + "\(Stratifier.text(plan.response.floor)), so it cannot be classed."
            : "No assessment after the injection, so whether it responded cannot be told.")
    case .nonResponder:
      lines.append("No visit in response: onset after \(at(hip.onset?.lower ?? 0)), if ever.")
    case .responder, .lateResponder:
      let isLate = hip.responseStatus == .lateResponder
      lines.append(
        "First in response at \(at(hip.onset?.upper ?? 0)), last known not to be at "
          + "\(at(hip.onset?.lower ?? 0)): onset \(hip.onset?.words ?? "")."
          + (isLate
            ? " That is after the deadline of month "
              + "\(Stratifier.text(plan.response.deadlineMonths ?? 0)): a late response." : ""))
    }
    guard hip.responseStatus == .responder else { return lines }
    for rule in LossRule.Confirmation.allCases {
      guard let loss = hip.loss(rule) else { continue }
      let name = rule == .twoVisits ? "Two-visit rule" : "First-visit rule"
      lines.append("\(name): \(loss.words(at: at)) Loss \(loss.interval.words).")
    }
    return lines
  }
}

extension HipEndpoints.Interval {
  /// The interval as it is written, in backticks: (6, 12], two decimals at most.
  public var words: String {
    let end = upper.map { EndpointDerivation.rounded($0) + "]" } ?? "∞)"
    return "`(\(EndpointDerivation.rounded(lower)), \(end)`"
  }
}

extension HipEndpoints.Loss {
  /// What ended the spell, in a sentence or two.
  func words(at: (Double) -> String) -> String {
    let dips = dips.map {
      "The drop at \(at($0)) was followed by a visit with benefit, so it was no loss. "
    }.joined()
    let drop = unconfirmedDrop.map { "The drop at \(at($0)) was never confirmed. " } ?? ""
    let ending: String
    switch end {
    case .visits: ending = "Benefit was gone at \(at(interval.upper ?? 0))."
    case .confirmed(let kind):
      ending = "The drop at \(at(interval.upper ?? 0)) was confirmed by the \(kind.words) after it."
    case .event(let kind, let month):
      ending = "The \(kind.words) at \(at(month)) counts as loss."
    case .competing(let kind, let month):
      ending =
        "The \(kind.words) at \(at(month)) is a competing event; benefit was last seen at "
        + "\(at(interval.lower))."
    case .censored(let kind, let month):
      ending =
        "Follow-up ends with the \(kind.words) at \(at(month)); benefit was last seen at "
        + "\(at(interval.lower))."
    case .otherHip(let month):
      ending =
        "Follow-up ends with the replacement of the other hip at \(at(month)); benefit was "
        + "last seen at \(at(interval.lower))."
    case .endOfFollowUp: ending = "Benefit was last seen at \(at(interval.lower))."
    }
    return dips + drop + ending
  }
}
