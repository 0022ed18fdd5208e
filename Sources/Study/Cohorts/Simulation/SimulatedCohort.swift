public import Tables

/// A simulated cohort of hips treated with stem cells, with the truth behind it.
///
/// Nothing in it is evidence: the structure is that of real cohorts (confounded choice of the
/// source, hips within patients within centres, visits that are late, missed or half filled in,
/// informative drop-out, errors of the files), and every number is a value of the simulator. Its
/// use is to show what a method makes of data whose truth is known.
///
/// The same settings give the same cohort, byte for byte. Every patient has separate
/// random numbers, so that a larger cohort begins with the smaller one.
public struct SimulatedCohort: Sendable {
  /// What was simulated.
  public let settings: Settings
  /// One row per treated hip.
  public let units: Table
  /// One row per hip and assessment, in the order of the file.
  public let visits: Table
  /// One row per event that was seen.
  public let events: Table
  /// One row per hip: latent class, true times, potential responses, propensities and effects.
  public let truth: Table
  /// One row per error put into the files; none when the settings ask for clean files.
  public let injectedErrors: Table

  /// Simulates a cohort; time and memory grow in proportion to the number of patients.
  public init(_ settings: Settings = Settings()) {
    let centres = SimulatedCentre.all(seed: settings.seed)
    var (units, visits, events) = (UnitColumns(), VisitColumns(), EventColumns())
    var (truth, errors) = (TruthColumns(), ErrorColumns())
    for number in 0..<max(0, settings.patients) {
      let patient = SimulatedPatient(number: number, seed: settings.seed)
      for hip in SimulatedHip.hips(of: patient, centres: centres, settings: settings) {
        let code = Int32(units.count)
        let kept = VisitSchedule.visits(of: hip, settings: settings)
        let records =
          settings.hasErrors
          ? RecordErrors(kept, of: hip, seed: settings.seed) : RecordErrors(clean: kept)
        units.append(hip, error: records.unit, seed: settings.seed)
        if let error = records.unit { errors.append(error, unit: code) }
        if let lost = records.lost {
          errors.append(InjectedError(.baselineMissing), visit: nil, of: code, day: lost.day)
        }
        for row in records.rows {
          for error in row.errors {
            errors.append(error, visit: visits.count, of: code, day: row.visit.day)
          }
          visits.append(row.visit, of: code)
        }
        events.append(hip, of: code)
        truth.append(hip, of: code, centre: centres[patient.centre])
      }
    }
    self.settings = settings
    self.units = units.table
    self.visits = visits.table(units)
    self.events = events.table(units)
    self.truth = truth.table(units)
    injectedErrors = errors.table(units)
  }
}
