/// When the visits of the simulation are planned, and which of them take place.
package enum VisitSchedule {
  /// One planned visit after the injection.
  package struct Planned: Sendable {
    /// The month as the file names it.
    package let month: Double
    /// The planned day after the injection.
    package let day: Double
    /// The days around it that belong to it.
    package let window: ClosedRange<Double>
    /// The spread of the actual day, in days.
    package let jitter: Double
    /// How often the visit is missed by a patient of 61 years.
    package let missed: Double
  }

  // Values of the simulator, not evidence.

  /// The planned visits; the windows meet halfway.
  package static let visits = [
    Planned(month: 1.5, day: 42, window: 15...66, jitter: 5, missed: 0.05),
    Planned(month: 3, day: 91, window: 67...137, jitter: 7, missed: 0.08),
    Planned(month: 6, day: 183, window: 138...274, jitter: 14, missed: 0.10),
    Planned(month: 12, day: 365, window: 275...456, jitter: 14, missed: 0.13),
    Planned(month: 18, day: 548, window: 457...639, jitter: 21, missed: 0.20),
    Planned(month: 24, day: 730, window: 640...913, jitter: 21, missed: 0.18),
    Planned(month: 36, day: 1096, window: 914...1278, jitter: 30, missed: 0.22),
    Planned(month: 48, day: 1461, window: 1279...1643, jitter: 30, missed: 0.26),
    Planned(month: 60, day: 1826, window: 1644...2008, jitter: 30, missed: 0.30),
  ]
  /// The longest time from the baseline visit to the injection, in days.
  static let baselineDays = 28
  /// What age and travel add to the logit of a missed visit: missing at random, given both.
  static let missedPerYear = 0.02, missedTravel = 0.4
  /// What a hip out of response adds, where visits are missing not at random.
  static let missedOutOfResponse = 0.5

  /// The visits of a hip in order of time, before any error is put in.
  static func visits(
    of hip: SimulatedHip, settings: SimulatedCohort.Settings
  ) -> [SimulatedVisit] {
    var stream = RandomStream(
      seed: settings.seed, key: SimulationPart.visits.rawValue, hip.patient.number, hip.number)
    let constants = SimulatedVisit.Constants(from: &stream)
    let before = Int32(stream.index(below: baselineDays + 1))
    var kept = [
      SimulatedVisit(
        of: hip, constants: constants, on: hip.injection - before, plannedMonth: 0,
        entryError: hip.baselineError, from: &stream)
    ]
    let end = min(hip.lastDay, hip.day(hip.events.replacement))
    for planned in visits {
      let elapsed = Int32(actualDay(planned, from: &stream))
      let day = hip.injection + elapsed
      if day >= end { break }
      let month = Double(elapsed) / SimulatedCalendar.daysPerMonth
      let isOut = !hip.course.isInResponse(at: month)
      let logit =
        Logistic.logit(planned.missed) + missedPerYear * (hip.patient.age - 61)
        + (hip.patient.travels ? missedTravel : 0)
        + (settings.isMissingNotAtRandom && isOut ? missedOutOfResponse : 0)
      let isMissed = stream.bernoulli(Logistic.probability(logit))
      let visit = SimulatedVisit(
        of: hip, constants: constants, on: day, plannedMonth: planned.month, entryError: nil,
        from: &stream)
      if !isMissed { kept.append(visit) }
    }
    return kept
  }

  /// The day of a visit: normal around the planned day, drawn again until it falls in the window.
  private static func actualDay(_ planned: Planned, from stream: inout RandomStream) -> Double {
    while true {
      let day = stream.normal(mean: planned.day, sd: planned.jitter).rounded()
      if planned.window.contains(day) { return day }
    }
  }
}
