import Analyses
import Foundation
import StudyDesign

extension PowerWords {
  /// What the plan takes for granted, a sentence each.
  var assumptions: [String] {
    [level, effects] + survival + allocation + hips
  }

  /// The value of a quantity, or where it stands when there are several.
  private func value(_ quantity: DesignQuantity, _ text: (Double) -> String = PowerWords.number)
    -> String
  {
    analysis.grid.single(quantity).map(text) ?? "(see the table)"
  }

  private var level: String {
    guard isTest else {
      let level = analysis.grid.has(.level) ? value(.level, Self.percent) : "95%"
      return "The level of the interval is \(level)."
    }
    let alpha = analysis.grid.has(.alpha) ? value(.alpha) : "0.05"
    if analysis.grid.has(.margin) {
      let half = analysis.terms.sides == .two ? ", half of it on the one side that counts" : ""
      return
        "α is \(alpha)\(half); higher is better, and the margin is how much less counts as not "
        + "worse."
    }
    let sides = analysis.terms.sides == .two ? "on two sides" : "on one side"
    return "α is \(alpha), \(sides). Only a rejection in the direction assumed counts as success."
  }

  private var effects: String {
    switch analysis.design {
    case .proportions: "The rates of the table are the true ones, the same for every hip of an arm."
    case .means(let kind):
      switch kind {
      case .ancova:
        "Scores are normal with the standard deviation of the table in both arms, at baseline and at "
          + "the end, and correlate \(value(.correlation)); adjusting multiplies the variance by 1 − r²."
      case .change:
        "Scores are normal with the standard deviation of the table in both arms, at baseline and at "
          + "the end, and correlate \(value(.correlation)); the change has 2(1 − r) times the variance."
      case .paired where analysis.grid.has(.correlation):
        "Values are normal with the standard deviation of the table, and the two of a pair correlate "
          + "\(value(.correlation))."
      case .paired: "Differences of pairs are normal with the standard deviation of the table."
      case .followUp, .oneSample: "Scores are normal with the standard deviation of the table."
      }
    case .survival:
      "Survival is \(curve), and the hazard ratio is the same at all times."
    case .landmarkWidth, .medianWidth: "Survival is \(curve)."
    case .proportionWidth: "The share observed is the share expected, but for chance."
    }
  }

  private var curve: String {
    analysis.grid.has(.shape) ? "Weibull with shape \(value(.shape))" : "exponential"
  }

  private var survival: [String] {
    guard hasTimes else { return [] }
    let unit = analysis.terms.timeUnit
    var lines = [
      "Hips are taken in evenly over \(value(.accrual)) \(unit) and followed for \(value(.followUp)) "
        + "\(unit) after the last."
    ]
    if analysis.grid.has(.dropOutRate) {
      lines.append(
        "Drop-out: \(rate(.dropOutRate, "of hips are lost")), independent of the outcome.")
    } else {
      lines.append("Nobody drops out before the end.")
    }
    if analysis.grid.has(.otherEventRate) {
      lines.append(
        "Other events that end follow-up: \(rate(.otherEventRate, "of hips would have one")), in both "
          + "arms alike.")
    }
    if analysis.grid.has(.rSquared) {
      lines.append(
        "Covariates explain \(value(.rSquared, Self.percent)) of the variance of the treatment (Hsieh "
          + "and Lavori 2000); with random allocation this is 0.")
    }
    return lines
  }

  /// A rate, and what share it makes in a year of twelve units.
  private func rate(_ quantity: DesignQuantity, _ what: String) -> String {
    let unit = analysis.terms.timeUnit
    guard let rate = analysis.grid.single(quantity) else { return "at the rates of the table" }
    let share = Self.percent(-expm1(-12 * rate), digits: 3)
    return
      "at a rate of \(Self.number(rate)) per unit of time, by which \(share) \(what) within 12 "
      + unit
  }

  private var allocation: [String] {
    guard analysis.grid.has(.ratio) else { return [] }
    let arms = analysis.terms.arms.joined(separator: " and ")
    return ["Hips are shared out between \(arms) as 1 to \(value(.ratio))."]
  }

  private var hips: [String] {
    var lines: [String] = []
    if analysis.grid.has(.hipCorrelation) {
      var line =
        "A patient has \(value(.hipsPerPatient)) treated hips on average, both in the same arm, and the "
        + "outcomes of the two correlate \(value(.hipCorrelation))"
      if let mean = analysis.grid.single(.hipsPerPatient),
        let correlation = analysis.grid.single(.hipCorrelation)
      {
        let effect = Enrolment(correlation: correlation, hipsPerPatient: mean).designEffect
        line +=
          ": design effect \(Self.number(effect)) = 1 + 2b/(1 + b) · r, b the share of patients "
          + "with both hips treated"
      }
      lines.append(line + ".")
    } else {
      lines.append("Hips are independent: one a patient, or two that have nothing in common.")
    }
    if analysis.grid.has(.loss) {
      lines.append(
        "\(value(.loss, Self.percent)) of hips have no assessment at the end and count for nothing; "
          + "were they counted as without response, the rates assumed would have to be lower.")
    } else if !hasTimes {
      lines.append("Every hip treated is assessed at the end.")
    }
    return lines
  }
}
