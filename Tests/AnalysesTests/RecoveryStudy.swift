import Cohorts
import Tables

/// A simulated cohort whose truth is known, and studies made of it in memory.
///
/// The cohort's own visits are noisy, late and missed. `endpoints(visitsAt:)` looks at the true
/// course of pain instead, at times of the test's choice, so that what is wrong with a number is
/// wrong with the method and not with the measurement.
struct RecoveryStudy {
  let cohort: SimulatedCohort
  /// The true course of each hip, in the order of the tables.
  let courses: [PainCourse]
  /// The number of hips.
  var count: Int { courses.count }

  init(_ settings: SimulatedCohort.Settings) {
    cohort = SimulatedCohort(settings)
    let centres = SimulatedCentre.all(seed: settings.seed)
    courses = (0..<settings.patients).flatMap { number in
      SimulatedHip.hips(
        of: SimulatedPatient(number: number, seed: settings.seed), centres: centres,
        settings: settings
      ).map(\.course)
    }
  }

  /// About 46 000 hips, simulated once for the tests that need many.
  static let large = RecoveryStudy(.init(patients: 40_000, seed: 20_261_122, hasErrors: false))

  // MARK: Columns

  /// The numbers of a column of the truth or of the units.
  func numbers(_ name: String) throws -> [Double] {
    let column = cohort.truth.column(named: name) ?? cohort.units.column(named: name)
    guard case .numbers(let values)? = column?.values else {
      throw RecoveryFault(reason: "no column of numbers \(name)")
    }
    return values
  }

  /// The words of a column of the truth or of the units.
  func words(_ name: String) throws -> [String] {
    let column = cohort.truth.column(named: name) ?? cohort.units.column(named: name)
    guard case .categories(let values)? = column?.values else {
      throw RecoveryFault(reason: "no column of words \(name)")
    }
    return values.codes.map { $0 < 0 ? "" : values.levels[Int($0)] }
  }

  /// Months from each hip's injection to the lock of the data: follow-up that depends on nothing.
  func monthsToLock() throws -> [Double] {
    guard case .dates(let days)? = cohort.units.column(named: "injection_date")?.values,
      let lock = CalendarDate.day("2022-12-31")
    else { throw RecoveryFault(reason: "no dates of injection") }
    return days.map { Double(lock - $0) / 30.4375 }
  }

  // MARK: Endpoints

  private static let units = StudyProtocol.Units(
    file: "units-simulated.csv", id: "hip_id", patient: "patient_id", missing: nil, columns: [])

  /// The endpoints that follow from true pain at some months after the injection of each hip, with
  /// events at the months given.
  func endpoints(
    visitsAt months: [[Double]], events: [EventPlan.Kind: [Double]] = [:],
    rules: IntercurrentRules = .init(), deadline: Double? = 7.5
  ) throws -> [HipEndpoints] {
    guard case .categories(let hips)? = cohort.units.column(named: "hip_id")?.values else {
      throw RecoveryFault(reason: "no hips")
    }
    var (codes, times, pain): ([Int32], [Double], [Double]) = ([], [], [])
    for (hip, months) in months.enumerated() {
      for month in [-0.5] + months {
        codes.append(hips.codes[hip])
        times.append(month)
        pain.append(courses[hip].pain(at: month))
      }
    }
    func table(_ source: String, _ codes: [Int32], _ columns: [Column]) -> Table {
      let names = Column(
        name: "hip_id", values: .categories(Categories(codes: codes, levels: hips.levels)))
      return Table(source: source, columns: [names] + columns, rowCount: codes.count)
    }
    let visits = table(
      "visits", codes,
      [
        Column(name: "month", values: .numbers(times)),
        Column(name: "pain", values: .numbers(pain)),
      ])
    let kinds = EventPlan.Kind.allCases
    var (owners, dates, words): ([Int32], [Double], [Int32]) = ([], [], [])
    for (code, kind) in kinds.enumerated() {
      for (hip, month) in (events[kind] ?? []).enumerated() where month.isFinite {
        owners.append(hips.codes[hip])
        dates.append(month)
        words.append(Int32(code))
      }
    }
    let happened = table(
      "events", owners,
      [
        Column(name: "month", values: .numbers(dates)),
        Column(
          name: "event",
          values: .categories(Categories(codes: words, levels: kinds.map(\.rawValue)))),
      ])
    let plan = RecoveryPlan.ofTruePain(rules: rules, deadline: deadline)
    return try derive(
      StudyTables(units: cohort.units, visits: visits, events: happened), plan)
  }

  /// The endpoints of the cohort's own visits and events.
  func recordedEndpoints() throws -> [HipEndpoints] {
    try derive(
      StudyTables(units: cohort.units, visits: cohort.visits, events: cohort.events),
      RecoveryPlan.ofRecords)
  }

  private func derive(_ tables: StudyTables, _ plan: EndpointPlan) throws -> [HipEndpoints] {
    let (histories, problems) = HistoryReader(units: Self.units, plan: plan, today: nil)
      .read(tables)
    let errors = problems.filter { $0.severity == .error }
    guard errors.isEmpty, var derivation = EndpointDerivation(plan) else {
      throw RecoveryFault(reason: "\(errors)")
    }
    var history = HipHistory()
    return (0..<histories.count).map { hip in
      histories.fill(&history, unit: hip)
      return derivation.endpoints(of: history)
    }
  }
}

/// Why a study cannot be made.
struct RecoveryFault: Error { let reason: String }
