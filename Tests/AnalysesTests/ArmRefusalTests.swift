import Analyses
import Cohorts
import ReferenceTables
import Statistics
import Testing

/// Where the arms cannot be compared, no number stands in the place of the adjusted contrast.
@Suite struct ArmRefusalTests {
  private func contrasts(_ results: StudyResults, _ name: String) -> [AnalysisResult] {
    results.results.filter { $0.analysis == .comparison && $0.name == name }
  }

  private func ratio(_ results: StudyResults, _ name: String) -> AnalysisResult? {
    contrasts(results, name).first { $0.statistic == .hazardRatio && $0.level == "jelly" }
  }

  /// Arms that alternate, ages that both have, two centres with both arms.
  private func overlapping(_ index: Int) -> (String, String, Int, Int) {
    (
      index % 2 == 0 ? "own" : "jelly", (index / 2) % 2 == 0 ? "A" : "B", 50 + (index * 7) % 23,
      index % 3 == 0 ? 0 : 1
    )
  }

  private func checkWithheld(_ results: StudyResults, _ reason: String) throws {
    let adjusted = contrasts(results, "adjusted")
    #expect(adjusted.count == 1 && adjusted.first?.value == .state(.withheld))
    let message = try #require(adjusted.first?.diagnostics.first?.message)
    #expect(message.contains(reason), "\(message)")
    #expect(adjusted.first?.interval == nil && adjusted.first?.pValue == nil)
    // Neither does it stand in the model, nor in subgroups, nor as a curve.
    let model = results.results.filter {
      $0.analysis == .cox && $0.statistic == .hazardRatio && $0.level == "jelly"
    }
    #expect(!model.isEmpty && model.allSatisfy { $0.value == .state(.withheld) })
    #expect(!results.results.contains { $0.analysis == .subgroup })
    #expect(results.modelPictures.standardized == nil)
    // The arms as they are stand.
    #expect(try #require(ratio(results, "crude")).value.double.isFinite)
  }

  @Test func centresThatUsedOneSourceEachAreRefused() throws {
    let csv = StudyScratch.csv(60) { index in
      let (source, _, age, event) = overlapping(index)
      return (source, source == "own" ? "A" : "B", age, event)
    }
    let results = try StudyScratch(
      csv,
      StudyScratch.protocolText(
        comparison: "reference: own, adjust_for: [age, centre]", others: "strata: {centre: {}}")
    ).run()
    try checkWithheld(results, "centre has no value that both arms share: A (own 30), B (jelly 30)")
  }

  @Test func agesThatDoNotMeetAreRefused() throws {
    let csv = StudyScratch.csv(60) { index in
      let (source, centre, age, event) = overlapping(index)
      return (source, centre, source == "own" ? age : age + 40, event)
    }
    let results = try StudyScratch(
      csv, StudyScratch.protocolText(comparison: "reference: own, adjust_for: [age, centre]")
    ).run()
    try checkWithheld(results, "own 50 to 72 (30 units), jelly 90 to 112 (30 units)")
  }

  @Test func tooFewInEquipoiseAreRefused() throws {
    // Nine in ten of each arm stand in a centre of its own.
    let csv = StudyScratch.csv(200) { index in
      let (source, _, age, event) = overlapping(index)
      let isMixed = (index / 2) % 10 == 0
      return (source, isMixed ? "C" : source == "own" ? "A" : "B", age, event)
    }
    let gated = StudyScratch.protocolText(comparison: "reference: own, adjust_for: [centre]")
    try checkWithheld(try StudyScratch(csv, gated).run(), "only 10 % of the units")
    let open = StudyScratch.protocolText(
      comparison: "reference: own, adjust_for: [centre], gates: {equipoise: 0.05}")
    let shown = try #require(ratio(try StudyScratch(csv, open).run(), "adjusted"))
    #expect(shown.value != .state(.withheld))
  }

  @Test func theGateOfTheProtocolIsKept() throws {
    let csv = StudyScratch.csv(60, overlapping)
    func text(_ gate: Double) -> String {
      StudyScratch.protocolText(
        comparison: "reference: own, adjust_for: [age], gates: {equipoise: \(gate)}")
    }
    let shown = try #require(ratio(try StudyScratch(csv, text(0.5)).run(), "adjusted"))
    #expect(shown.value.double.isFinite)
    #expect(try StudyScratch(csv, text(1)).run().study.notDone.isEmpty)
  }

  @Test func anArmWithoutEventsHasNoRatioAndHasDifferences() throws {
    let csv = StudyScratch.csv(60) { index in
      let (source, centre, age, event) = overlapping(index)
      return (source, centre, age, source == "jelly" ? 0 : event)
    }
    let results = try StudyScratch(
      csv,
      StudyScratch.protocolText(
        comparison: "reference: own, adjust_for: [age]", others: "strata: {centre: {}}")
    ).run()
    let crude = try #require(ratio(results, "crude"))
    #expect(crude.value == .state(.notEstimable))
    #expect(crude.diagnostics.first?.message.contains("none of the 30 units") ?? false)
    #expect(try #require(ratio(results, "adjusted")).value == .state(.notEstimable))
    let differences = contrasts(results, "crude").filter { $0.statistic == .eventFreeDifference }
    #expect(differences.count == 2 && differences.allSatisfy { $0.value.double > 0 })
    let strata = results.results.filter {
      $0.analysis == .subgroup && $0.statistic == .hazardRatio
    }
    #expect(strata.count == 2)
    for row in strata {
      #expect(row.value == .state(.notEstimable))
      #expect(row.diagnostics.map(\.message) == ["not estimable: no event in jelly"])
    }
  }

  @Test func anArmWithNobodyIsSaidToBeEmpty() throws {
    let csv = StudyScratch.csv(30) { index in
      let (_, centre, age, event) = overlapping(index)
      return (index == 0 ? "jelly" : "own", centre, age, event)
    }
    let results = try StudyScratch(
      csv,
      StudyScratch.protocolText(
        comparison: "reference: own, adjust_for: [age]",
        others: "eligibility: [{name: own cells, where: \"source == 'own'\"}]")
    ).run()
    let rows = results.results.filter { $0.analysis == .comparison }
    #expect(rows.count == 1 && rows.first?.value == .state(.notEstimable))
    #expect(rows.first?.diagnostics.first?.message.hasSuffix("nobody is in jelly.") ?? false)
  }

  @Test func aConstantOrCollinearCovariateIsNoObstacle() throws {
    var lines = StudyScratch.csv(60, overlapping).split(separator: "\n").map(String.init)
    lines[0] += ",same,months"
    for index in 1..<lines.count {
      let age = Double(lines[index].split(separator: ",")[2]) ?? 0
      lines[index] += ",7,\(age * 12)"
    }
    let results = try StudyScratch(
      lines.joined(separator: "\n") + "\n",
      StudyScratch.protocolText(comparison: "reference: own, adjust_for: [age, same, months]")
    ).run()
    #expect(try #require(ratio(results, "adjusted")).value.double.isFinite)
  }

  @Test(arguments: [1, 2, 3, 12]) func fewHipsGiveAReport(count: Int) throws {
    let csv = StudyScratch.csv(count, overlapping)
    let results = try StudyScratch(
      csv,
      StudyScratch.protocolText(
        comparison: "reference: own, adjust_for: [age, centre]",
        others: "strata: {centre: {}}\nmodels: {m: {formula: \"source + rcs(age, 3)\"}}")
    ).run()
    #expect(results.results.contains { $0.analysis == .comparison })
  }
}
