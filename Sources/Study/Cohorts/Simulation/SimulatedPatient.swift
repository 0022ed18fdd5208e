import Foundation

/// One simulated patient: what the hips of one person share.
package struct SimulatedPatient: Sendable {
  package enum Diabetes: Int32, CaseIterable, Sendable { case none, controlled, uncontrolled }
  package enum Cancer: Int32, CaseIterable, Sendable { case none, remote, recent, active }

  /// The patient's number, from 0.
  package let number: Int
  /// Whole years at the first injection, as written in the file.
  package let age: Double
  package let isMale: Bool
  /// kg/m², with one decimal as in the file.
  package let bmi: Double
  /// Metres.
  package let height: Double
  package let diabetes: Diabetes
  package let isSmoker: Bool
  package let cancer: Cancer
  package let isInfected: Bool
  /// Whether the patient travelled from abroad.
  package let travels: Bool
  package let centre: Int
  package let hasBothHips: Bool
  /// Whether the hip treated first is the left one.
  package let startsLeft: Bool
  /// The patient's effect on the logit of a clear response and on the duration of benefit.
  package let effect: Double
  /// The day of the first injection, since 1970-01-01.
  package let firstInjection: Int32
  /// The months from the first to the second injection.
  package let secondHipDelay: Double
  /// Months from the first injection.
  package let death: Double

  // Values of the simulator, not evidence.

  static let ageMean = 61.0, ageSD = 11.0, ageRange = 30.0...86.0
  static let maleShare = 0.45
  static let bmiMedian = 27.8, bmiLogSD = 0.16, bmiRange = 17.0...50.0
  static let heightMean = (female: 1.63, male: 1.76), heightSD = 0.065
  static let heightRange = 1.40...2.05
  static let diabetesIntercept = -2.4, diabetesPerYear = 0.04, diabetesPerBMI = 0.10
  static let uncontrolledShare = 0.25
  static let smokerShare = 0.12
  /// None, and 4 % with a history: remote, recent, active.
  static let cancerShares = [0.96, 0.025, 0.010, 0.005]
  static let infectionShare = 0.005
  static let travelShare = 0.35
  static let bilateralShare = 0.15
  static let secondHipMonths = 6.0
  static let effectSD = 0.6
  /// Deaths per year at age 0, and their growth per year of attained age (Gompertz).
  static let deathRateAtBirth = 3e-5, deathGrowth = 0.095

  /// Makes the patient with this number.
  package init(number: Int, seed: UInt64) {
    var stream = RandomStream(seed: seed, key: SimulationPart.population.rawValue, number)
    self.number = number
    age = stream.normal(mean: Self.ageMean, sd: Self.ageSD).clamped(to: Self.ageRange).rounded()
    isMale = stream.bernoulli(Self.maleShare)
    bmi = stream.lognormal(median: Self.bmiMedian, logSD: Self.bmiLogSD)
      .clamped(to: Self.bmiRange).rounded(decimals: 1)
    let mean = isMale ? Self.heightMean.male : Self.heightMean.female
    height = stream.normal(mean: mean, sd: Self.heightSD).clamped(to: Self.heightRange)
    let isDiabetic = stream.bernoulli(
      Logistic.probability(
        Self.diabetesIntercept + Self.diabetesPerYear * (age - 61)
          + Self.diabetesPerBMI * (bmi - 28)))
    let isUncontrolled = stream.bernoulli(Self.uncontrolledShare)
    diabetes = !isDiabetic ? .none : isUncontrolled ? .uncontrolled : .controlled
    isSmoker = stream.bernoulli(Self.smokerShare)
    cancer = Cancer(rawValue: Int32(stream.choice(Self.cancerShares))) ?? .none
    isInfected = stream.bernoulli(Self.infectionShare)
    travels = stream.bernoulli(Self.travelShare)
    centre = stream.choice(SimulatedCentre.shares)
    hasBothHips = stream.bernoulli(Self.bilateralShare)
    startsLeft = stream.bernoulli(0.5)
    effect = stream.normal(mean: 0, sd: Self.effectSD)
    firstInjection =
      SimulatedCalendar.firstInjection + Int32(stream.index(below: SimulatedCalendar.injectionDays))
    secondHipDelay = stream.uniform(from: 0, to: Self.secondHipMonths)
    let yearly = Self.deathRateAtBirth * exp(Self.deathGrowth * age)
    death = 12 / Self.deathGrowth * log1p(stream.exponential() * Self.deathGrowth / yearly)
  }
}

extension Double {
  /// The nearest value of the range.
  func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }

  /// The number rounded to some decimals.
  func rounded(decimals: Int) -> Double {
    let power = pow(10, Double(decimals))
    return (self * power).rounded() / power
  }
}
