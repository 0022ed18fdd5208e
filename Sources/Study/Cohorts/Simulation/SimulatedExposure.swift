import Foundation

/// What was injected into a hip and how: the treatment depends on what the outcome depends on, so
/// that crude comparisons of the sources are confounded on purpose.
package struct SimulatedExposure: Sendable {
  /// The sources of cells, in the order of the files.
  package enum Source: Int32, CaseIterable, Sendable { case boneMarrow, adipose, whartonsJelly }
  /// The products; dose is nested in them.
  package enum Product: Int32, CaseIterable, Sendable {
    case culturedMarrow, marrowConcentrate, adipose, whartonsJelly
  }
  package enum Guidance: Int32, CaseIterable, Sendable { case ultrasound, fluoroscopy, none }

  /// The probability of each source for this hip.
  package let propensities: [Double]
  package let source: Source
  package let product: Product
  /// The dose as a z-score within the product.
  package let doseScore: Double
  /// The dose, in 10⁶ cells, rounded as in the file.
  package let dose: Double
  /// The share of living cells under each source, from the same random number; rounded as in the
  /// file.
  package let viabilities: [Double]
  package let guidance: Guidance

  /// The share of living cells.
  package var viability: Double { viabilities[Int(source.rawValue)] }

  // Values of the simulator, not evidence.

  static let adipose = (intercept: -0.4, perBMI: 0.03)
  static let whartons = (intercept: -0.5, perYear: 0.05, perBMI: 0.06, perGrade: 0.35)
  /// The share of bone-marrow injections that are cultured cells rather than concentrate.
  static let culturedShare = 0.5
  /// log10 of the number of cells, by product.
  static let logDose: [(mean: Double, sd: Double)] = [
    (7.60, 0.15), (4.7, 0.35), (7.3, 0.3), (7.7, 0.2),
  ]
  /// The median viability by source; Wharton's jelly is thawed.
  static let viabilityMedians = [0.93, 0.85, 0.82]
  static let viabilityLogitSD = 0.4
  /// The share of guided injections that are under ultrasound rather than fluoroscopy.
  static let ultrasoundShare = 0.7

  /// Draws the treatment of a hip.
  init(
    patient: SimulatedPatient, grade: Int, centre: SimulatedCentre, from stream: inout RandomStream
  ) {
    let bmi = patient.bmi - 28
    let odds = [
      1, exp(Self.adipose.intercept + Self.adipose.perBMI * bmi + centre.adiposeLeaning),
      exp(
        Self.whartons.intercept + Self.whartons.perYear * (patient.age - 61)
          + Self.whartons.perBMI * bmi + Self.whartons.perGrade * (Double(grade) - 2.7)
          + centre.whartonsLeaning),
    ]
    let total = odds.reduce(0, +)
    propensities = centre.givesOnlyWhartonsJelly ? [0, 0, 1] : odds.map { $0 / total }
    source = Source(rawValue: Int32(stream.choice(propensities))) ?? .boneMarrow
    let isCultured = stream.bernoulli(Self.culturedShare)
    product =
      switch source {
      case .boneMarrow: isCultured ? .culturedMarrow : .marrowConcentrate
      case .adipose: .adipose
      case .whartonsJelly: .whartonsJelly
      }
    doseScore = stream.normal()
    let law = Self.logDose[Int(product.rawValue)]
    dose = pow(10, law.mean + law.sd * doseScore - 6).rounded(decimals: law.mean > 6 ? 1 : 4)
    let draw = stream.normal()
    viabilities = Self.viabilityMedians.map { median in
      Logistic.probability(Logistic.logit(median) + Self.viabilityLogitSD * draw)
        .rounded(decimals: 3)
    }
    let isGuided = stream.bernoulli(centre.guidedShare)
    let isUltrasound = stream.bernoulli(Self.ultrasoundShare)
    guidance = !isGuided ? .none : isUltrasound ? .ultrasound : .fluoroscopy
  }
}
