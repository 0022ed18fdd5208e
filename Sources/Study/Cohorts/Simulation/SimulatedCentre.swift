import Foundation

/// A treating centre with its habits and its luck.
package struct SimulatedCentre: Sendable {
  /// Whether the centre gives nothing but Wharton's jelly: there the sources cannot be compared.
  package let givesOnlyWhartonsJelly: Bool
  /// The share of injections under image guidance.
  package let guidedShare: Double
  /// The centre's leaning to adipose tissue, on the logit scale against bone marrow.
  package let adiposeLeaning: Double
  /// The centre's leaning to Wharton's jelly, on the logit scale against bone marrow.
  package let whartonsLeaning: Double
  /// The centre's effect on the logit of a clear response.
  package let responseEffect: Double
  /// The centre's factor on the rate of repeat injections.
  package let boosterRatio: Double

  // Values of the simulator, not evidence.

  /// The names of the centres.
  package static let names = ["A", "B", "C", "D", "E", "F"]
  /// The centres' shares of the patients.
  static let shares = [0.25, 0.22, 0.18, 0.15, 0.12, 0.08]
  /// The centre without image guidance for a third of its injections.
  static let poorlyGuided = 3
  /// The centre that gives nothing but Wharton's jelly.
  static let onlyWhartonsJelly = 5
  static let guidedShareUsual = 0.93
  static let guidedSharePoor = 0.65
  static let leaningSD = 0.8
  static let responseSD = 0.3
  static let boosterLogSD = 0.3

  /// Makes the centres of a seed.
  package static func all(seed: UInt64) -> [SimulatedCentre] {
    names.indices.map { place in
      var stream = RandomStream(seed: seed, key: SimulationPart.centre.rawValue, place)
      return SimulatedCentre(
        givesOnlyWhartonsJelly: place == onlyWhartonsJelly,
        guidedShare: place == poorlyGuided ? guidedSharePoor : guidedShareUsual,
        adiposeLeaning: stream.normal(mean: 0, sd: leaningSD),
        whartonsLeaning: stream.normal(mean: 0, sd: leaningSD),
        responseEffect: stream.normal(mean: 0, sd: responseSD),
        boosterRatio: stream.lognormal(median: 1, logSD: boosterLogSD))
    }
  }
}
