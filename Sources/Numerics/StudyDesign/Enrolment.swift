/// From hips that count as independent and are seen at the end to hips that must be treated.
///
/// Some patients have both hips treated. With a share b of patients bilateral, a hip shares its
/// patient with Σm²/Σm − 1 = 2b/(1 + b) other hips on average, and the variance of a mean of hips
/// exceeds that of independent ones by the design effect
///
///     d = 1 + 2b/(1 + b) · ρ,
///
/// ρ the correlation of two hips of a patient within an arm. (1 + (m̄ − 1)ρ with the mean number
/// m̄ = 1 + b of hips would be too little, since m varies.) The n independent hips of a formula become
/// n · d/(1 − l) with a share l lost before the assessment.
///
/// Both hips of a patient are taken to be in one arm. References: Kish (1965), Survey Sampling,
/// section 5.4; Eldridge, Ashby and Kerry (2006), doi:10.1093/ije/dyl129.
public struct Enrolment: Sendable, Hashable {
  /// ρ, the correlation of the outcomes of two hips of one patient, in 0...1.
  public let correlation: Double
  /// The mean number of treated hips of a patient, in 1...2.
  public let hipsPerPatient: Double
  /// The share of hips without an assessment at the end, in 0..<1.
  public let loss: Double

  /// Makes the terms of an enrolment; without arguments every hip counts.
  public init(correlation: Double = 0, hipsPerPatient: Double = 1, loss: Double = 0) {
    self.correlation = correlation
    self.hipsPerPatient = hipsPerPatient
    self.loss = loss
  }

  /// The share of patients with both hips treated.
  public var bilateralShare: Double { hipsPerPatient - 1 }

  /// d, by how much the variance exceeds that of independent hips.
  public var designEffect: Double {
    1 + 2 * bilateralShare / hipsPerPatient * correlation
  }

  /// The hips to treat for a number of independent ones, rounded up.
  public func enrolled(_ independent: Double) -> Int? {
    let hips = independent * designEffect / (1 - loss)
    guard hips < 1e15 else { return nil }
    return Int((hips * (1 - 0x1p-48)).rounded(.up))
  }

  /// The independent hips that a number of treated ones is worth.
  public func independent(_ enrolled: Double) -> Double {
    enrolled * (1 - loss) / designEffect
  }

  /// The patients behind a number of hips, rounded up.
  public func patients(_ hips: Int) -> Int {
    Int((Double(hips) / hipsPerPatient * (1 - 0x1p-48)).rounded(.up))
  }
}
