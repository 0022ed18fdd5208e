import Analyses
import Cohorts
import ReferenceTables
import Statistics
import Testing

/// Contrasts and models say what was fitted, and no more than the data can tell.
@Suite struct FittedContrastTests {
  private static func run(
    _ csv: String, comparison: String, others: String = ""
  ) throws -> StudyResults {
    try StudyScratch(
      csv, TwoHipStudy.protocolText(comparison: comparison, others: others)
    ).run()
  }

  private func rows(
    _ results: StudyResults, _ analysis: AnalysisResult.Analysis,
    _ statistic: AnalysisResult.Statistic, name: String? = nil
  ) -> [AnalysisResult] {
    results.results.filter {
      $0.analysis == analysis && $0.statistic == statistic && (name == nil || $0.name == name)
    }
  }

  @Test func aCovariateThatIsTheSameInAllIsNotAdjustedFor() throws {
    let results = try Self.run(
      TwoHipStudy.csv(80) { $0 % 3 == 1 ? 0 : 1 },
      comparison: "adjust_for: [age, grade], gates: {equipoise: 0.01}",
      others: "strata: {level: {}}")
    for (analysis, name) in [
      (AnalysisResult.Analysis.comparison, "adjusted"), (.subgroup, "level"),
    ] {
      let covariates = rows(results, analysis, .coefficients, name: name)
      #expect(covariates.map(\.variable) == ["age", "grade"])
      #expect(covariates.map(\.value) == [.number(1), .number(0)])
      #expect(
        covariates.last?.diagnostics.map(\.message)
          == ["not in the model: it is the same in all that can be compared"])
    }
    let ratio = rows(results, .comparison, .hazardRatio, name: "adjusted").first
    #expect(ratio?.method?.contains("without grade") ?? false)
  }

  @Test func aCovariateThatOthersDetermineIsNotAdjustedFor() throws {
    var lines = TwoHipStudy.csv(80) { $0 % 3 == 1 ? 0 : 1 }.split(separator: "\n").map(String.init)
    lines[0] += ",months"
    for place in lines.indices.dropFirst() {
      lines[place] += ",\((Int(lines[place].split(separator: ",")[4]) ?? 0) * 12)"
    }
    let results = try Self.run(
      lines.joined(separator: "\n") + "\n",
      comparison: "adjust_for: [age, months], gates: {equipoise: 0.01}")
    let months = rows(results, .comparison, .coefficients).last
    #expect(months?.variable == "months" && months?.value == .number(0))
    #expect(
      months?.diagnostics.first?.message
        == "not in the model: the arms and the other covariates determine it")
  }

  /// Eight patients with an event: no robust interval and no P, in any table.
  @Test func fewEventsHaveNoRobustInterval() throws {
    let few = try Self.run(
      TwoHipStudy.csv(48, level: { $0 % 8 < 4 ? "x" : "y" }) {
        $0 % 12 == 0 || $0 % 12 == 7 ? 1 : 0
      },
      comparison: "adjust_for: [age], gates: {equipoise: 0.01}",
      others: "strata: {level: {}}\nmodels: {m: {formula: \"source + rcs(age, 3)\"}}")
    let analyses: [AnalysisResult.Analysis] = [
      .cox, .unadjustedCox, .comparison, .subgroup, .sensitivity,
    ]
    let ratios = few.results.filter {
      analyses.contains($0.analysis) && $0.method != "reference"
        && ($0.statistic == .hazardRatio || $0.statistic == .chiSquared) && !$0.value.double.isNaN
    }
    #expect(Set(ratios.map(\.analysis)).count == analyses.count - 1)
    for row in ratios {
      #expect(row.interval == nil && row.pValue == nil, "\(row.analysis) \(row.level ?? "")")
      #expect(row.isOfTooFewEvents)
    }
    #expect(rows(few, .comparison, .standardizedEventFree).isEmpty)
    // Many events have both.
    let many = try Self.run(
      TwoHipStudy.csv(120) { $0 % 3 == 1 ? 0 : 1 },
      comparison: "adjust_for: [age], gates: {equipoise: 0.01}")
    for row in rows(many, .comparison, .hazardRatio) {
      #expect(row.interval != nil && row.pValue != nil && !row.isOfTooFewEvents)
    }
  }

  /// A level at which four patients have the event has no robust interval; other covariates have.
  @Test func aLevelOfFewEventsHasNoRobustInterval() throws {
    let results = try Self.run(
      TwoHipStudy.csv(120, level: { $0 < 16 ? "rare" : "usual" }) { index in
        index < 16 ? (index < 8 && index % 2 == 0 ? 1 : 0) : index % 3 == 1 ? 0 : 1
      },
      comparison: "adjust_for: [age, level], gates: {equipoise: 0.01}")
    let cox = rows(results, .cox, .hazardRatio).filter { $0.method != "reference" }
    #expect(cox.map { $0.variable ?? "" } == ["source", "age", "level"])
    #expect(cox.map { $0.interval != nil } == [true, true, false])
    #expect(cox.map { $0.pValue != nil } == [true, true, false])
  }

  @Test func theMethodNamesTheRobustVariance() throws {
    let results = try Self.run(
      TwoHipStudy.csv(120) { $0 % 3 == 1 ? 0 : 1 },
      comparison: "adjust_for: [age], gates: {equipoise: 0.01}", others: "strata: {level: {}}")
    let ratios = results.results.filter {
      $0.statistic == .hazardRatio && $0.method != "reference" && !$0.value.double.isNaN
    }
    #expect(ratios.count > 5)
    for row in ratios {
      #expect(row.method?.contains("robust variance over patients") ?? false, "\(row.analysis)")
    }
  }

  /// The rows of a level that leave before the first event are units too.
  @Test func whoHasNoEventIsCountedWhole() throws {
    let results = try Self.run(
      TwoHipStudy.csv(
        80, level: { $0 < 6 ? "rare" : "common" }, time: { $0 < 3 ? 1 : 2 + ($0 * 37) % 29 }
      ) { $0 < 6 || $0 % 3 == 1 ? 0 : 1 },
      comparison: "adjust_for: [level], gates: {equipoise: 0.01}")
    let messages = rows(results, .cox, .concordance).flatMap(\.diagnostics).map(\.message)
    #expect(
      messages.contains { $0.contains("none of the 6 units with `level=rare`") }, "\(messages)")
  }

  @Test func eventsForCoefficientsAreBothStated() throws {
    let results = try Self.run(
      TwoHipStudy.csv(40) { $0 % 4 == 0 ? 1 : 0 },
      comparison: "adjust_for: [age], gates: {equipoise: 0.01}")
    let messages = rows(results, .cox, .concordance).flatMap(\.diagnostics).map(\.message)
    #expect(
      messages.contains {
        $0.contains("10 events for 2 coefficients, where 10 events or more are wanted for each")
      },
      "\(messages)")
  }

  /// The model of an interaction is judged by the rule of every other.
  @Test func aModelOfSubgroupsSaysThatItsEventsAreFew() throws {
    func remarks(_ event: (Int) -> Int) throws -> [Diagnostic] {
      let results = try Self.run(
        TwoHipStudy.csv(120, event: event),
        comparison: "adjust_for: [age], gates: {equipoise: 0.01}", others: "strata: {level: {}}")
      return rows(results, .subgroup, .chiSquared).flatMap(\.diagnostics)
    }
    let few = try remarks { $0 % 4 == 0 ? 1 : 0 }
    #expect(few.map(\.code) == [.fewEvents] && few.map(\.severity) == [.note])
    #expect(
      few.first?.message.hasPrefix(
        "The model of the arms by level has 30 events for 4 coefficients, where 10 events or more")
        ?? false, "\(few)")
    #expect(try remarks { $0 % 3 == 1 ? 0 : 1 }.isEmpty)
  }

  /// A grouping of one level has one row, and no tests, curves or rates of its own.
  @Test func aGroupingOfOneLevelDividesNobody() throws {
    let results = try Self.run(
      TwoHipStudy.csv(80) { $0 % 3 == 1 ? 0 : 1 }, comparison: "gates: {equipoise: 0.01}",
      others: "strata: {grade: {}, level: {}}")
    let grade = results.results.filter {
      $0.stratum.contains { $0.variable == "grade" } || $0.name == "grade" || $0.variable == "grade"
    }.filter { $0.analysis != .baseline }
    #expect(grade.count == 1)
    #expect(grade.first?.statistic == .levelsPresent && grade.first?.level == "II")
    #expect(results.curves.map(\.variable) == ["", "source", "level"])
    #expect(rows(results, .grouping, .levelsPresent).map(\.variable) == ["grade"])
  }

  @Test func aModelThatWasNotFittedIsNotCounted() throws {
    let all = try Self.run(
      TwoHipStudy.csv(80) { $0 % 3 == 1 ? 0 : 1 }, comparison: "gates: {equipoise: 0.01}",
      others: "models: {m: {formula: age}}")
    #expect(
      Set(rows(all, .analysed, .count).compactMap(\.name).filter { $0.hasPrefix("Model") }).count
        == 2)
    let one = try Self.run(
      TwoHipStudy.csv(80) { $0 % 3 == 1 ? 0 : 1 }, comparison: "gates: {equipoise: 0.01}",
      others: "models: {m: {formula: age}}\n"
        + "eligibility: [{name: own cells, where: \"source == 'jelly'\"}]")
    #expect(
      Set(rows(one, .analysed, .count).compactMap(\.name).filter { $0.hasPrefix("Model") })
        == ["Model “m” of the same time, covariates known"])
    // The arm that has nobody is told all the same.
    let times = rows(one, .analysed, .count).filter { $0.name?.hasPrefix("Time") ?? false }
    #expect(times.map { $0.value.double } == [53, 0, 53])
  }

  /// Without an event, or with few, limits of means are those of a certainty that nobody has.
  @Test func meansOfFewHaveNoLimits() throws {
    let results = try Self.run(
      TwoHipStudy.csv(60) { $0 % 3 == 0 ? 0 : 1 }, comparison: "gates: {equipoise: 0.01}")
    for analysis in [AnalysisResult.Analysis.restrictedMean, .comparison] {
      let means = rows(results, analysis, .restrictedMean).filter { !$0.stratum.isEmpty }
      #expect(means.map { $0.stratum.first?.level } == ["own", "jelly"])
      #expect(means.map { $0.interval == nil } == [true, false])
      let difference = rows(results, analysis, .restrictedMeanDifference).first
      #expect(difference?.value.double ?? .nan < 0)
      #expect(difference?.interval == nil && difference?.pValue == nil)
    }
    let differences = rows(results, .comparison, .eventFreeDifference)
    #expect(differences.count == 2 && differences.allSatisfy { $0.interval == nil })
  }

  @Test(arguments: [true, false]) func warningsKnowWhetherAnythingIsAdjusted(isAdjusted: Bool)
    throws
  {
    let notDone = try Self.run(
      TwoHipStudy.csv(60) { $0 % 3 == 1 ? 0 : 1 },
      comparison: (isAdjusted ? "adjust_for: [age], " : "")
        + "weights: overlap, gates: {equipoise: 0.01, smd: 0.1}"
    ).study.notDone
    #expect(notDone.contains { $0.contains("adjusted by regression only") } == isAdjusted)
    #expect(notDone.contains { $0.contains("the overlap of the arms is judged") } == isAdjusted)
    #expect(notDone.contains { $0.contains("no comparison is adjusted either") } == !isAdjusted)
    #expect(notDone.contains { $0.contains("no weights are applied to any comparison") })
    #expect(notDone.contains { $0.contains("the equipoise gate") } == !isAdjusted)
  }
}
