import Tables

/// The truth as it grows: one row per hip with what no real study knows.
struct TruthColumns {
  private static let numberNames = [
    "true_baseline", "true_improvement", "onset_months", "loss_months", "response_from",
    "response_until", "thr_months", "booster_months", "steroid_months", "death_months",
    "leaving_months", "patient_effect", "centre_response_effect", "centre_booster_ratio",
    "centre_adipose_leaning", "centre_whartons_jelly_leaning",
  ]
  private static let propensityNames = SimulatedWords.sources.map { "propensity_\($0)" }
  private static let totalNames = SimulatedWords.sources.map { "clear_probability_\($0)" }
  private static let directNames = SimulatedWords.sources.map {
    "clear_probability_\($0)_marrow_viability"
  }

  private var hip: [Int32] = []
  private var responseClass = CodeColumn("latent_class")
  private var numbers = (numberNames + propensityNames + totalNames + directNames).map {
    NumberColumn($0, decimals: 4)
  }
  private var potential = SimulatedWords.sources.map { CodeColumn("class_\($0)") }
  private var directPotential = SimulatedWords.sources.map {
    CodeColumn("class_\($0)_marrow_viability")
  }

  /// Adds a hip.
  mutating func append(_ hip: SimulatedHip, of code: Int32, centre: SimulatedCentre) {
    self.hip.append(code)
    let (course, events) = (hip.course, hip.events)
    let window = course.response
    responseClass.append(hip.response.responseClass.rawValue)
    let row =
      [
        course.baseline, course.improvement, course.onset, course.loss,
        window?.lowerBound ?? .nan, window?.upperBound ?? .nan, events.replacement,
        events.booster, events.steroid, events.death, events.leaving, hip.patient.effect,
        centre.responseEffect, centre.boosterRatio, centre.adiposeLeaning, centre.whartonsLeaning,
      ] + hip.exposure.propensities + hip.response.probabilities
      + hip.response.directProbabilities
    for (place, value) in row.enumerated() { numbers[place].append(value) }
    for (place, value) in hip.response.potential.enumerated() {
      potential[place].append(value.rawValue)
    }
    for (place, value) in hip.response.directPotential.enumerated() {
      directPotential[place].append(value.rawValue)
    }
  }

  /// The table, with the names of the hips from the table of units.
  func table(_ units: UnitColumns) -> Table {
    let classes = (potential + directPotential).map { $0.column(SimulatedWords.classes) }
    return Table(
      source: "truth-simulated.csv",
      columns: [units.hipColumn(hip), responseClass.column(SimulatedWords.classes)]
        + numbers.map(\.column) + classes,
      rowCount: hip.count)
  }
}
