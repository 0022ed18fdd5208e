import Foundation

/// How a hip responds, and how it would have responded to each source with the same luck.
package struct SimulatedResponse: Sendable {
  /// The latent classes.
  package enum Class: Int32, CaseIterable, Sendable { case clear, partial, none }

  /// The probability of a clear response under each source, its viability included (total effect).
  package let probabilities: [Double]
  /// The same with the viability of bone marrow under each source (direct effect).
  package let directProbabilities: [Double]
  /// The class under each source, from the same random number.
  package let potential: [Class]
  /// The class under each source with the viability of bone marrow.
  package let directPotential: [Class]
  /// The class under the source that was given.
  package let responseClass: Class
  /// The greatest improvement, as a share of the true baseline; negative for worsening.
  package let improvement: Double

  // Values of the simulator, not evidence: the logit of a clear response and the improvements.

  static let intercept = 0.55, perGrade = -0.60, perBMI = -0.045, perYear = -0.015
  static let uncontrolledDiabetes = -0.5, perDoseScore = 0.15
  static let perViability = 3.0, meanViability = 0.87
  static let guided = 0.5, meanGuided = 0.93
  /// The effect of a source besides its viability: bone marrow, adipose tissue, Wharton's jelly.
  static let sourceEffects = [0, 0.05, 0.10]
  /// The share of partial responses among those that are not clear.
  static let partialShare = 0.45
  static let clearImprovement = (least: 0.30, width: 0.60)
  static let partialImprovement = (least: 0.10, most: 0.28)
  static let noImprovement = (least: -0.15, most: 0.10)

  /// Draws the response of a hip.
  init(
    patient: SimulatedPatient, grade: Int, exposure: SimulatedExposure, centre: SimulatedCentre,
    from stream: inout RandomStream
  ) {
    let isGuided = exposure.guidance == .none ? 0.0 : 1
    let shared =
      Self.intercept + Self.perGrade * (Double(grade) - 2.7) + Self.perBMI * (patient.bmi - 28)
      + Self.perYear * (patient.age - 61)
      + (patient.diabetes == .uncontrolled ? Self.uncontrolledDiabetes : 0)
      + Self.perDoseScore * exposure.doseScore + Self.guided * (isGuided - Self.meanGuided)
      + centre.responseEffect + patient.effect
    func probability(_ source: Int, viability: Double) -> Double {
      Logistic.probability(
        shared + Self.sourceEffects[source]
          + Self.perViability * (viability - Self.meanViability))
    }
    let marrow = Int(SimulatedExposure.Source.boneMarrow.rawValue)
    let viabilities = exposure.viabilities
    probabilities = viabilities.indices.map { probability($0, viability: viabilities[$0]) }
    directProbabilities = viabilities.indices.map {
      probability($0, viability: viabilities[marrow])
    }
    let luck = stream.uniform()
    func responseClass(_ clear: Double) -> Class {
      if luck < clear { return .clear }
      return luck < clear + Self.partialShare * (1 - clear) ? .partial : .none
    }
    potential = probabilities.map(responseClass)
    directPotential = directProbabilities.map(responseClass)
    self.responseClass = potential[Int(exposure.source.rawValue)]
    let beta = stream.betaFiveHalves()
    let share = stream.uniform()
    improvement =
      switch self.responseClass {
      case .clear: Self.clearImprovement.least + Self.clearImprovement.width * beta
      case .partial:
        Self.partialImprovement.least
          + (Self.partialImprovement.most - Self.partialImprovement.least) * share
      case .none:
        Self.noImprovement.least + (Self.noImprovement.most - Self.noImprovement.least) * share
      }
  }
}
