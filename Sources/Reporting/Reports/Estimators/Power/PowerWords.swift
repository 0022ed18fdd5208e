import Analyses
import Documents
import StudyDesign

/// The sentences of the plan of a study.
struct PowerWords {
  let analysis: PowerAnalysis

  private var terms: PowerAnalysis.Terms { analysis.terms }
  private var grid: DesignGrid { analysis.grid }
  /// What the plan is worked out with.
  var method: PowerMethod { PowerMethod(analysis.design, hasMargin: grid.has(.margin)) }
  private var control: String { terms.arms.first ?? "control" }
  private var treated: String { terms.arms.last ?? "treated" }

  /// Whether a test is planned, and not only an interval.
  var isTest: Bool {
    switch analysis.design {
    case .proportions, .means, .survival: true
    case .proportionWidth, .landmarkWidth, .medianWidth: false
    }
  }

  /// Whether times are planned with.
  var hasTimes: Bool {
    switch analysis.design {
    case .survival, .landmarkWidth, .medianWidth: true
    case .proportions, .means, .proportionWidth: false
    }
  }

  private var hasTwoArms: Bool {
    if case .means(let kind) = analysis.design { return kind.hasTwoArms }
    return isTest
  }

  /// The arms there are.
  var arms: [String] { hasTwoArms ? terms.arms : [] }

  /// A number as it was typed, or with some digits; without zeros at the end.
  static func number(_ value: Double) -> String { number(value, digits: 4) }

  /// A number with some digits, without zeros at the end.
  static func number(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "NR" }
    let text = NumberStyle.point.text(value, significant: digits)
    guard text.contains("."), !text.contains("\u{00D7}") else { return text }
    let trimmed = String(text.reversed().drop { $0 == "0" }.reversed())
    return trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
  }

  /// A share as a percentage.
  static func percent(_ share: Double) -> String { percent(share, digits: 4) }

  /// A share as a percentage with some digits.
  static func percent(_ share: Double, digits: Int) -> String {
    number(100 * share, digits: digits) + "%"
  }

  private func count(_ value: Double) -> String {
    Int(exactly: value).map { NumberStyle.point.text($0) } ?? "NR"
  }

  /// What is asked and what is solved for.
  var question: String {
    let solved: String
    switch (analysis.unknown, analysis.design) {
    case (.size, _):
      solved = hasTwoArms ? "the hips to be treated in each arm" : "the hips to be treated"
    case (.power, _): solved = "the power"
    case (.effect, .proportions):
      solved = "the rate of the treated that is found with the power asked"
    case (.effect, .survival): solved = "the hazard ratio that is found with the power asked"
    case (.effect, _): solved = "the difference that is found with the power asked"
    case (.width, _): solved = "the half-width of the interval"
    }
    let test = method.test
    let outcome = terms.outcome.map { " Outcome: \($0)." } ?? ""
    return "Solved for: \(solved). \(isTest ? "Test" : "Interval"): \(test).\(outcome)"
  }

  var caption: String {
    switch analysis.unknown {
    case .size: "Hips to be treated"
    case .power: "Power"
    case .effect: "What is found with the power asked"
    case .width: "Precision"
    }
  }

  /// The head of a column.
  func title(_ quantity: DesignQuantity) -> String {
    switch quantity {
    case .control: "Rate, \(control)"
    case .treated: "Rate, \(treated)"
    case .margin: "Margin"
    case .difference: "Difference"
    case .deviation: "SD of a score"
    case .testedDeviation: "SD tested"
    case .correlation: "Correlation"
    case .hazardRatio: "Hazard ratio"
    case .median: hasTwoArms ? "Median, \(control)" : "Median"
    case .treatedMedian: "Median, \(treated)"
    case .survival: "Free of the event"
    case .time: "At"
    case .shape: "Shape"
    case .accrual: "Accrual"
    case .followUp: "Follow-up"
    case .dropOutRate: "Drop-out rate"
    case .otherEventRate: "Rate of other events"
    case .rSquared: "R²"
    case .proportion: "Proportion"
    case .halfWidth: "Half-width"
    case .assurance: "Assurance"
    case .n: "Hips"
    case .power: "Power asked"
    case .alpha: "α"
    case .ratio: "Ratio"
    case .level: "Level"
    case .hipCorrelation: "Correlation of two hips"
    case .hipsPerPatient: "Hips a patient"
    case .loss: "Lost"
    case .unrounded: "Unrounded, \(control)"
    case .independentControl: "Worth, \(control)"
    case .independentTreated: "Worth, \(treated)"
    case .independent: "Worth"
    case .enrolledControl: "Treat, \(control)"
    case .enrolledTreated: "Treat, \(treated)"
    case .enrolled: hasTwoArms ? "Hips in all" : "Hips to treat"
    case .patients: "Patients"
    case .achievedPower: "Power"
    case .falseAlarms: "Type I error"
    case .requiredEvents: "Events needed"
    case .expectedEvents: "Events expected"
    case .controlEventShare: "Event seen, \(control)"
    case .treatedEventShare: "Event seen, \(treated)"
    case .simulatedPower: "Simulated power"
    case .simulatedLower, .simulatedUpper: "Limit of simulated power"
    case .intervalLower: "Interval expected"
    case .intervalUpper: "Upper limit"
    case .chance: "Chance of that width"
    }
  }

  /// The outcome in brackets, with a space before it.
  private var outcome: String {
    terms.outcome.map { " (\($0))" }
      ?? " (instrument, threshold, time point and population not named)"
  }

  /// One honest sentence for a row; `nil` where the row has no answer.
  func statement(_ row: PowerAnalysis.Row) -> String? {
    guard row.has(.enrolled), !row.items.contains(where: { $0.value == .state(.notReached) }) else {
      return nil
    }
    let patients = row.has(.patients) ? " of about \(count(row[.patients])) patients" : ""
    let hips =
      hasTwoArms
      ? "\(count(row[.enrolled])) hips (\(count(row[.enrolledControl])) \(control), "
        + "\(count(row[.enrolledTreated])) \(treated))\(patients)"
      : "\(count(row[.enrolled])) hips\(patients)"
    let sides = terms.sides == .two && !grid.has(.margin) ? "two-sided" : "one-sided"
    let alpha = row.has(.alpha) ? row[.alpha] : 0.05
    let level = grid.has(.margin) && terms.sides == .two ? alpha / 2 : alpha
    let test = "\(method.test), \(sides) at \(Self.number(level)),"
    let finds =
      grid.has(.margin)
      ? "shows that the treated are not worse by the margin" : "finds the difference"
    let power =
      row.has(.achievedPower)
      ? "\(test) \(finds) with a probability of \(NumberStyle.point.text(row[.achievedPower], decimals: 3))"
      : ""
    switch analysis.design {
    case .proportions:
      return "Were the true rates of the outcome\(outcome) \(Self.percent(row[.control])) with "
        + "\(control) and \(Self.percent(row[.treated])) with \(treated), and \(hips) treated, "
        + "\(power). The rates are assumptions, not findings."
    case .means:
      return
        "Were the true difference of the outcome\(outcome) \(Self.number(row[.difference])) with "
        + "a standard deviation of \(Self.number(row[.deviation])), and \(hips) treated, \(power). "
        + "Difference and standard deviation are assumptions, not findings."
    case .survival:
      return "Were the true median time to the event\(outcome) \(Self.number(row[.median])) "
        + "\(terms.timeUnit) with \(control) and the hazard ratio \(Self.number(row[.hazardRatio])) "
        + "for \(treated), and \(hips) treated, about "
        + "\(NumberStyle.point.text(row[.expectedEvents], decimals: 0)) events would be seen and "
        + "\(power). The curves are assumptions, not findings."
    case .proportionWidth, .landmarkWidth, .medianWidth:
      return precisionStatement(row, hips)
    }
  }

  private func precisionStatement(_ row: PowerAnalysis.Row, _ hips: String) -> String {
    let level = Self.percent(row.has(.level) ? row[.level] : 0.95)
    let isTime = analysis.design == .medianWidth
    let (what, value): (String, Double)
    switch analysis.design {
    case .medianWidth: (what, value) = ("median time to the event", row[.median])
    case .landmarkWidth:
      (what, value) = (
        "share free of the event at \(Self.number(row[.time])) \(terms.timeUnit)", row[.survival]
      )
    default: (what, value) = ("proportion", row[.proportion])
    }
    func text(_ number: Double) -> String {
      isTime
        ? "\(Self.number(number, digits: 3)) \(terms.timeUnit)" : Self.percent(number, digits: 3)
    }
    let chance =
      row.has(.chance)
      ? " The chance that it is no wider is \(NumberStyle.point.text(row[.chance], decimals: 3))."
      : ""
    return
      "Were the true \(what)\(outcome) \(text(value)), \(hips) would be expected to give a \(level) "
      + "interval from \(text(row[.intervalLower])) to \(text(row[.intervalUpper])).\(chance) The "
      + "\(isTime ? "median" : "share") is an assumption, not a finding."
  }
}
