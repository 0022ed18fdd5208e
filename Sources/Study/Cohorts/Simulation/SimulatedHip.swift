import Foundation

/// One simulated hip: everything that is true of it, observed or not.
///
/// Times are months from the injection of this hip.
package struct SimulatedHip: Sendable {
  package let patient: SimulatedPatient
  /// 0 for the hip treated first, 1 for the other.
  package let number: Int
  package let isLeft: Bool
  /// The day of the injection, since 1970-01-01.
  package let injection: Int32
  /// Kellgren-Lawrence grade, 1 to 4.
  package let grade: Int
  package let exposure: SimulatedExposure
  package let response: SimulatedResponse
  package let course: PainCourse
  /// The measurement error of the baseline visit on the entry score, in points of 100.
  package let baselineError: Double
  package let events: SimulatedEvents

  // Values of the simulator, not evidence.

  static let gradePerYear = 0.03, gradePerBMI = 0.04
  /// Where the latent severity passes from one grade to the next.
  static let gradeCuts = [-1.75, -0.30, 1.00]

  /// Draws a hip of a patient; `leaving` is the month, from the patient's first injection, in which
  /// the patient leaves the study, or nil when this is the hip that decides it.
  init(
    _ patient: SimulatedPatient, number: Int, leaving: Double?, centres: [SimulatedCentre],
    settings: SimulatedCohort.Settings
  ) {
    func stream(_ part: SimulationPart) -> RandomStream {
      RandomStream(seed: settings.seed, key: part.rawValue, patient.number, number)
    }
    let centre = centres[patient.centre]
    self.patient = patient
    self.number = number
    isLeft = patient.startsLeft == (number == 0)
    let delay = number == 0 ? 0 : patient.secondHipDelay
    injection = patient.firstInjection + SimulatedCalendar.days(delay)

    var hip = stream(.hip)
    let severity =
      Self.gradePerYear * (patient.age - 61) + Self.gradePerBMI * (patient.bmi - 28) + hip.normal()
    grade = 1 + Self.gradeCuts.count { severity > $0 }
    let mean =
      PainCourse.baselineMean + PainCourse.baselinePerGrade * (Double(grade) - 2.7)
    var baseline: Double
    var error: Double
    // Selection on the observed value: hips come in on a bad day, and regress to their mean.
    repeat {
      baseline = hip.normal(mean: mean, sd: PainCourse.baselineSD)
        .clamped(to: PainCourse.baselineRange)
      error = hip.normal(mean: 0, sd: SimulatedVisit.noiseSD)
    } while baseline + error < settings.entryPain
    baselineError = error

    var exposure = stream(.exposure)
    self.exposure = SimulatedExposure(
      patient: patient, grade: grade, centre: centre, from: &exposure)
    var response = stream(.response)
    self.response = SimulatedResponse(
      patient: patient, grade: grade, exposure: self.exposure, centre: centre, from: &response)
    var course = stream(.course)
    self.course = PainCourse(
      patient: patient, grade: grade, source: self.exposure.source, baseline: baseline,
      improvement: self.response.improvement, from: &course)
    var events = stream(.events)
    self.events = SimulatedEvents(
      patient: patient, delay: delay, grade: grade, responseClass: self.response.responseClass,
      course: self.course, centre: centre, leaving: leaving, settings: settings, from: &events)
  }

  /// The hips of a patient: one or two.
  ///
  /// The second is left out when the patient dies or leaves before its injection.
  package static func hips(
    of patient: SimulatedPatient, centres: [SimulatedCentre], settings: SimulatedCohort.Settings
  ) -> [SimulatedHip] {
    let first = SimulatedHip(
      patient, number: 0, leaving: nil, centres: centres, settings: settings)
    let delay = patient.secondHipDelay
    guard patient.hasBothHips, min(patient.death, first.events.patientLeaving) > delay else {
      return [first]
    }
    let second = SimulatedHip(
      patient, number: 1, leaving: first.events.patientLeaving, centres: centres,
      settings: settings)
    return [first, second]
  }

  /// The day the patient dies: the same for both hips.
  package var deathDay: Int32 { patient.firstInjection + SimulatedCalendar.days(patient.death) }

  /// The day the patient leaves the study: the same for both hips, and after the injection.
  package var leavingDay: Int32 {
    max(
      injection + 1, patient.firstInjection + SimulatedCalendar.days(events.patientLeaving))
  }

  /// The last day on which anything of the hip can be seen: the patient's death or leaving, or the
  /// lock of the data.
  package var lastDay: Int32 { min(SimulatedCalendar.dataLock, deathDay, leavingDay) }

  /// The day of something that happens some months after the injection.
  package func day(_ months: Double) -> Int32 { injection + SimulatedCalendar.days(months) }
}
