import Foundation

/// The latent times of a hip's events, in months from its injection, whether or not they are seen.
package struct SimulatedEvents: Sendable {
  package let replacement: Double
  package let booster: Double
  package let steroid: Double
  package let death: Double
  /// When the patient leaves the study, in months from the first injection of the patient.
  package let patientLeaving: Double
  /// When the patient leaves the study.
  package let leaving: Double
  /// Days of soreness after the injection.
  package let sorenessDays: Int
  package let hasSepticArthritis: Bool

  // Values of the simulator, not evidence.

  static let replacementStart = 3.0
  /// The factors for KL grades 1 to 4.
  static let replacementByGrade = [0.6, 1.0, 1.8, 3.2]
  static let replacementBenefiting = 0.35
  static let replacementPerPain = 0.010, replacementMeanPain = 55.0
  static let replacementMale = 1.2, replacementFemale = 0.85
  static let boosterStart = 6.0
  static let steroidStart = 3.0
  static let steroidRates = SimulatedCohort.Settings.StateRates(
    benefiting: 0.0005, afterLoss: 0.004, otherwise: 0.004)
  static let leavingRate = 0.012, leavingNonResponder = 1.5, leavingTraveller = 1.3
  static let sorenessShare = 0.25, sorenessLongest = 5
  static let septicArthritisShare = 0.001

  /// Draws the events of a hip; `delay` is how long after the patient's first injection its own is.
  init(
    patient: SimulatedPatient, delay: Double, grade: Int,
    responseClass: SimulatedResponse.Class, course: PainCourse, centre: SimulatedCentre,
    leaving: Double?, settings: SimulatedCohort.Settings, from stream: inout RandomStream
  ) {
    let isClear = responseClass == .clear
    let benefit = isClear ? (from: course.onset, to: course.loss) : nil
    let rate =
      settings.replacementRate * Self.replacementByGrade[grade - 1]
      * exp(Self.replacementPerPain * (course.baseline - Self.replacementMeanPain))
      * (patient.isMale ? Self.replacementMale : Self.replacementFemale)
      * pow(settings.replacementRatioPerBMI, patient.bmi - 28)
    replacement = HazardByState(
      benefiting: rate * Self.replacementBenefiting, afterLoss: rate, otherwise: rate
    ).time(at: stream.exponential(), start: Self.replacementStart, benefit: benefit)
    let booster = settings.boosterRates
    self.booster = HazardByState(
      benefiting: booster.benefiting * centre.boosterRatio,
      afterLoss: booster.afterLoss * centre.boosterRatio,
      otherwise: booster.otherwise * centre.boosterRatio
    ).time(at: stream.exponential(), start: Self.boosterStart, benefit: benefit)
    steroid = HazardByState(
      benefiting: Self.steroidRates.benefiting, afterLoss: Self.steroidRates.afterLoss,
      otherwise: Self.steroidRates.otherwise
    ).time(at: stream.exponential(), start: Self.steroidStart, benefit: benefit)
    death = patient.death - delay
    // One person leaves, not one hip: the hip treated first decides.
    let leavingRate =
      Self.leavingRate * (isClear ? 1 : Self.leavingNonResponder)
      * (patient.travels ? Self.leavingTraveller : 1)
    patientLeaving = leaving ?? stream.exponential() / leavingRate
    self.leaving = patientLeaving - delay
    let isSore = stream.bernoulli(Self.sorenessShare)
    let days = 1 + stream.index(below: Self.sorenessLongest)
    sorenessDays = isSore ? days : 0
    hasSepticArthritis = stream.bernoulli(Self.septicArthritisShare)
  }
}

/// A hazard per month that is constant within each state of the hip.
package struct HazardByState: Sendable {
  package let benefiting: Double
  package let afterLoss: Double
  package let otherwise: Double

  /// Makes a hazard.
  package init(benefiting: Double, afterLoss: Double, otherwise: Double) {
    self.benefiting = benefiting
    self.afterLoss = afterLoss
    self.otherwise = otherwise
  }

  /// The month in which the cumulative hazard, counted from `start`, reaches a value: exactly, by
  /// inversion piece by piece.
  package func time(
    at cumulative: Double, start: Double, benefit: (from: Double, to: Double)?
  ) -> Double {
    guard let benefit else { return start + cumulative / otherwise }
    var (time, rest) = (start, cumulative)
    for (end, rate) in [(benefit.from, otherwise), (benefit.to, benefiting)] where end > time {
      if rest <= rate * (end - time) { return time + rest / rate }
      rest -= rate * (end - time)
      time = end
    }
    return time + rest / afterLoss
  }
}
