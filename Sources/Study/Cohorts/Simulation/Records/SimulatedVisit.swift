import Foundation

/// One assessment of a hip as it was written down, NaN for a value that is missing.
package struct SimulatedVisit: Sendable {
  package var day: Int32
  /// The month the visit was planned for.
  package var plannedMonth: Double
  /// WOMAC pain, 0 to 20.
  package var womacPain: Double
  /// WOMAC function, 0 to 68.
  package var womacFunction: Double
  /// VAS pain, in millimetres.
  package var vasPain: Double
  /// HOOS pain, 0 to 100, higher is better.
  package var hoosPain: Double
  /// NSAID within 48 hours: 1 yes, 0 no, −1 missing.
  package var nsaid: Int32
  package var weight: Double
  /// Whether exercises are kept up: 1 yes, 0 no, −1 missing.
  package var rehabilitation: Int32

  // Values of the simulator, not evidence.

  /// The measurement error of one score, in points of 100.
  static let noiseSD = 8.0
  /// The share of its variance that all scores of a visit have in common.
  static let sharedNoise = 0.6
  /// Function against pain: its slope, and the mean and spread of a hip's own offset.
  static let functionPerPain = 0.85, functionMean = 5.0, functionSD = 7.0
  static let nsaidUsual = 0.15, nsaidInPain = 0.20, nsaidEarly = 0.12
  static let painThreshold = 50.0, nsaidFreeDays: Int32 = 42
  static let rehabilitationAtStart = 0.85, rehabilitationMonths = 36.0
  static let weightSD = 1.2, weightTrendSD = 0.08
  /// How often each item is missing at a visit that took place.
  static let missing = (
    womacPain: 0.04, womacFunction: 0.12, vasPain: 0.03, hoosPain: 0.08, nsaid: 0.05,
    weight: 0.10, rehabilitation: 0.15
  )

  /// What does not change between the visits of a hip.
  struct Constants {
    let functionOffset: Double
    let weightTrend: Double

    init(from stream: inout RandomStream) {
      functionOffset = stream.normal(mean: functionMean, sd: functionSD)
      weightTrend = stream.normal(mean: 0, sd: weightTrendSD)
    }
  }

  /// Measures a hip on a day; `entryError` is the error of the entry score at the baseline visit.
  init(
    of hip: SimulatedHip, constants: Constants, on day: Int32, plannedMonth: Double,
    entryError: Double?, from stream: inout RandomStream
  ) {
    self.day = day
    self.plannedMonth = plannedMonth
    let elapsed = day - hip.injection
    let month = Double(elapsed) / SimulatedCalendar.daysPerMonth
    let pain = hip.course.pain(at: month)
    let common = Self.noiseSD * Self.sharedNoise.squareRoot() * stream.normal()
    let own = Self.noiseSD * (1 - Self.sharedNoise).squareRoot()
    func measured(_ value: Double, _ error: Double) -> Double {
      (value + common + own * error).clamped(to: 0...100)
    }
    let womac = measured(pain, stream.normal())
    // The error that let the hip into the study is the one that stands in the file.
    let entry = entryError.map { (pain + $0).clamped(to: 0...100) } ?? womac
    womacPain = (entry / 5).rounded()
    let function = Self.functionPerPain * pain + constants.functionOffset
    womacFunction = (measured(function, stream.normal()) * 0.68).rounded()
    vasPain = measured(pain, stream.normal()).rounded()
    hoosPain = 100 - (measured(pain, stream.normal()) / 2.5).rounded() * 2.5
    let isEarly = elapsed >= 0 && elapsed < Self.nsaidFreeDays
    let usual = Self.nsaidUsual + (pain > Self.painThreshold ? Self.nsaidInPain : 0)
    nsaid = stream.bernoulli(isEarly ? Self.nsaidEarly : usual) ? 1 : 0
    let start = hip.patient.bmi * hip.patient.height * hip.patient.height
    weight =
      (start + constants.weightTrend * max(0, month)
      + (elapsed > 0 ? stream.normal(mean: 0, sd: Self.weightSD) : 0)).rounded(decimals: 1)
    let keepsUp = Self.rehabilitationAtStart * exp(-max(0, month) / Self.rehabilitationMonths)
    rehabilitation = stream.bernoulli(keepsUp) ? 1 : 0
    dropItems(isEntry: entryError != nil, from: &stream)
  }

  /// Leaves out items; the entry score is always there, for without it the hip is not treated.
  private mutating func dropItems(isEntry: Bool, from stream: inout RandomStream) {
    let missing = Self.missing
    if stream.bernoulli(missing.womacPain), !isEntry { womacPain = .nan }
    if stream.bernoulli(missing.womacFunction) { womacFunction = .nan }
    if stream.bernoulli(missing.vasPain) { vasPain = .nan }
    if stream.bernoulli(missing.hoosPain) { hoosPain = .nan }
    if stream.bernoulli(missing.nsaid) { nsaid = -1 }
    if stream.bernoulli(missing.weight) { weight = .nan }
    if stream.bernoulli(missing.rehabilitation) { rehabilitation = -1 }
  }
}
