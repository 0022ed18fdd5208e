import Cohorts
import Statistics
import Tables

/// One score over the planned visits, in everybody treated and in each arm.
///
/// The value of a hip at a time is that of the visit which decides its class there. Nothing is
/// carried forward or filled in: the means are of those seen, on the hip that was injected.
struct CourseAnalysis {
  let study: StudyProtocol
  let plan: EndpointPlan
  let course: ScoreCourse
  /// The units treated, by their numbers in the table of units.
  let treated: [Int]
  /// The patient of each unit in that table.
  let patients: [Int32]
  /// The arms of the treated units, if arms are compared.
  let arms: (name: String, categories: Categories)?

  /// The planned times to tell of: those of the response, and others at which anybody was seen.
  var places: [Int] {
    let own = Set(plan.response.windows.map(\.month))
    return course.windows.indices.filter { place in
      own.contains(course.windows[place].month)
        || treated.contains { course.hips[$0].standings[place] == .seen }
    }
  }

  /// Instrument, direction and population of the means.
  var context: OutcomeContext? {
    OutcomeContext(
      label: "mean \(course.score.name)", instrument: course.score.scale.description,
      threshold: "none, the score itself", origin: "index injection", population: study.population,
      measure: OutcomeMeasure(
        course.score.scale, reading: .oneVisit,
        strategies: [
          .init("hip replacement", "ends the course"), .init("death", "ends the course"),
          .init("repeat injection", "is ignored"), .init("other injection", "is ignored"),
          .init(
            "rescue medication",
            plan.intercurrent.rescue == .missing
              ? "makes the visit a missing one" : "is ignored"),
        ]))
  }

  /// The groups of the rows: everybody, then the arms.
  var groups: [(group: [GroupLevel], members: [Int])] {
    [([], treated)] + armGroups
  }

  private var armGroups: [(group: [GroupLevel], members: [Int])] {
    guard let arms else { return [] }
    return arms.categories.levels.enumerated().compactMap { code, level in
      let members = treated.indices.filter { Int(arms.categories.codes[$0]) == code }
        .map { treated[$0] }
      return members.isEmpty
        ? nil : ([GroupLevel(variable: arms.name, level: level)], members)
    }
  }

  /// The means, then the changes.
  func results() -> [AnalysisResult] {
    guard let context else { return [] }
    let occasions = self.occasions
    return groups.flatMap { group, members in
      occasions.flatMap { rows(at: $0, members, group, context) }
    }
      + groups.flatMap { group, members in
        occasions.dropFirst().flatMap { changes(at: $0, members, group, context) }
      } + afterInjection(context)
  }

  /// How many of the hips seen have values from after a repeat or another injection, which are kept;
  /// nothing where no such injection could be on record.
  private func afterInjection(_ context: OutcomeContext) -> [AnalysisResult] {
    // Beside the hips seen, told elsewhere, a further count of them could give a small one away.
    guard study.minCell == nil,
      [EventPlan.Kind.booster, .injection].contains(where: plan.records)
    else { return [] }
    let seen = treated.filter { course.hips[$0].values.contains { $0 != nil } }
    return [
      AnalysisResult(
        .scores, name: "after a repeat or other injection", population: context.population,
        variable: course.score.name, statistic: .seenAfterInjection,
        value: .count(seen.count { course.hips[$0].hasValueAfterInjection }), unit: "units",
        denominators: Denominators(
          n: seen.count, treated: treated.count,
          accounts: [.init("never seen after baseline", treated.count - seen.count, .missing)]),
        context: context)
    ]
  }

  /// What nothing in the protocol settles.
  var diagnostics: [Diagnostic] {
    guard course.conflictCount > 0 else { return [] }
    return [
      Diagnostic(
        .suspiciousValue, .warning, term: course.score.name,
        message: "On \(course.conflictCount) days of single hips the rows differ in "
          + "`\(course.score.name)`, and `duplicates: error` chooses none: the row that stands first "
          + "counts in the course of this score.")
    ]
  }

  /// The figure's values: the arms where there are several, or else everybody.
  func curves(at most: Int = 200) -> CourseCurves? {
    guard let context else { return nil }
    let occasions = self.occasions
    let drawn = armGroups.count > 1 ? armGroups : [([], treated)]
    let lined = drawn.flatMap(\.members).sorted().filter { unit in
      occasions.count { $0.value(course.hips[unit]) != nil } > 1
    }
    let chosen = Set(Self.spread(lined, most: most))
    return CourseCurves(
      id: "course-\(course.score.name)", score: course.score, months: occasions.map(\.month),
      groups: drawn.map { group, members in
        CourseCurves.Group(
          group: group, treated: members.count,
          points: occasions.map { occasion in
            let mean = mean(values(at: occasion, members))
            let limits = mean.flatMap { MeanLimits($0, within: course.score.scale.range) }?.interval
            func count(_ standing: HipCourse.Standing) -> Int {
              members.count { occasion.standing(course.hips[$0]) == standing }
            }
            return CourseCurves.Point(
              mean: mean?.mean ?? .nan, lower: limits?.lower ?? .nan,
              upper: limits?.upper ?? .nan, seen: count(.seen), notSeen: count(.missing),
              failed: count(.failed))
          },
          lines: members.filter(chosen.contains).map { unit in
            occasions.map { $0.value(course.hips[unit]) ?? .nan }
          })
      }, lineCount: lined.count, context: context, level: study.survival.confidenceLevel)
  }

  /// At most some of the items, evenly spread over all of them: the items ⌊i·n/m⌋.
  static func spread(_ items: [Int], most: Int) -> [Int] {
    guard items.count > most, most > 0 else { return items }
    return (0..<most).map { items[$0 * items.count / most] }
  }

  /// The mean of some values with its interval, robust to patients who have two hips among them.
  func mean(_ values: [(unit: Int, value: Double)]) -> MeanInterval? {
    MeanInterval(
      values.map(\.value), clusters: values.map { patients[$0.unit] },
      level: study.survival.confidenceLevel)
  }

  /// The values at an occasion, with the units they are of.
  func values(at occasion: CourseOccasion, _ members: [Int]) -> [(unit: Int, value: Double)] {
    members.compactMap { unit in occasion.value(course.hips[unit]).map { (unit, $0) } }
  }

  /// The baseline, and the planned times that are told of.
  var occasions: [CourseOccasion] {
    let days = plan.response.baselineDays
    return [CourseOccasion(place: nil, month: 0, days: days)]
      + places.map {
        CourseOccasion(
          place: $0, month: course.windows[$0].month, days: course.windows[$0].days)
      }
  }
}

/// The baseline or a planned time.
struct CourseOccasion {
  /// The place among the windows of the course; nil for the baseline.
  let place: Int?
  let month: Double
  let days: ClosedRange<Int>

  /// The days in words.
  var words: String { days.dayWords }

  /// The value of a hip.
  func value(_ hip: HipCourse) -> Double? { place.map { hip.values[$0] } ?? hip.baseline }

  /// What became of a hip.
  func standing(_ hip: HipCourse) -> HipCourse.Standing {
    place.map { hip.standings[$0] } ?? (hip.baseline == nil ? .missing : .seen)
  }
}
