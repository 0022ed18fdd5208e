import Cohorts

/// Histories in few words, and the rules of the worked examples.
///
/// The histories E0 to E15 and their intervals were worked by hand from the definitions in
/// Sources/CONVENTIONS.md: months from the injection, WOMAC-LK pain 0–20 unless said, threshold 30 %.
enum WorkedHistories {
  static let womac = ScoreScale(
    instrument: "WOMAC-LK", subscale: "pain", range: 0...20, better: .lower)
  static let vas = ScoreScale(
    instrument: "VAS", subscale: "pain", unit: "mm", range: 0...100, better: .lower)

  static func share(_ percent: Double) -> ExactShare {
    ExactShare(percent: percent) ?? ExactShare(millionths: 0)
  }

  static let windows = [
    ResponseRule.Window(month: 3, days: 67...137), .init(month: 6, days: 138...274),
    .init(month: 12, days: 275...456), .init(month: 24, days: 640...913),
  ]

  static func plan(
    scale: ScoreScale = womac, criterion: ResponseRule.Criterion = .improvement,
    threshold: Double = 30, minimumChange: Double = 0, deadline: Double? = 7.5,
    needsConfirmation: Bool = false, reference: LossRule.Reference = .baseline,
    lossThreshold: Double = 30, maxGap: Double = 14, rules: IntercurrentRules = .init(),
    duplicates: DuplicateRule = .error
  ) -> EndpointPlan {
    let score = VisitPlan.Score(name: "pain", scale: scale)
    return EndpointPlan(
      indexDate: nil,
      visits: VisitPlan(
        file: "visits.csv", unit: "hip", time: .month("month"), scores: [score], rescue: "nsaid"),
      events: nil,
      response: ResponseRule(
        score: "pain", criterion: criterion, threshold: share(threshold),
        minimumChange: minimumChange, deadlineMonths: deadline, clear: share(threshold),
        partial: share(10), isConfirmed: needsConfirmation, windows: windows),
      loss: LossRule(
        threshold: share(lossThreshold), reference: reference, maxGapMonths: maxGap),
      intercurrent: rules, duplicates: duplicates)
  }

  /// A history: pairs of month and score (nil for missing), the baseline at month 0 first.
  static func history(
    _ scores: [(Double, Double?)], nsaidAt: [Double] = [],
    events: [(EventPlan.Kind, Double)] = [], otherHip: [Double] = []
  ) -> HipHistory {
    HipHistory(
      assessments: scores.enumerated().map { row, entry in
        .init(
          month: entry.0, scores: .init(entry.1 ?? .nan), hasRescue: nsaidAt.contains(entry.0),
          row: row)
      },
      events: events.map { .init($0.0, month: $0.1) }, contralateralReplacements: otherHip)
  }

  static func endpoints(
    _ scores: [(Double, Double?)], nsaidAt: [Double] = [],
    events: [(EventPlan.Kind, Double)] = [], otherHip: [Double] = [],
    plan: EndpointPlan = WorkedHistories.plan()
  ) -> HipEndpoints {
    guard var derivation = EndpointDerivation(plan) else {
      fatalError("the plan names a score it does not describe")
    }
    return derivation.endpoints(
      of: history(scores, nsaidAt: nsaidAt, events: events, otherHip: otherHip))
  }
}

extension HipEndpoints {
  /// The loss by both rules as text: `(6,12] loss | (6,12] loss`.
  var lossText: String {
    LossRule.Confirmation.allCases.map { rule in
      let interval = loss(rule)?.interval.text ?? "-"
      return "\(interval) \(lossStatus(rule).rawValue)"
    }.joined(separator: " | ")
  }

  var flagTexts: Set<String> { Set(flags.map(\.text)) }
}

extension HipEndpoints.Interval {
  var text: String {
    "(\(Stratifier.text(lower)),\(upper.map { Stratifier.text($0) + "]" } ?? "∞)")"
  }
}
