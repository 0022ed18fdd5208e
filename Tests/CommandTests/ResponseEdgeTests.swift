import ReferenceTables
import Testing

/// Response at its ends: a report all the same, with states where there is no number.
@Suite struct ResponseEdgeTests {
  private func report(
    _ study: ResponseStudy, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (page: String, results: ResponseResults) {
    let (run, page, results) = try study.report(in: Scratch())
    #expect(run.exitCode == 0 && run.signal == nil, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(page.contains("## Response"), sourceLocation: sourceLocation)
    for word in ["NaN", "nan ", "inf "] {
      #expect(!page.contains(word), "\(word)", sourceLocation: sourceLocation)
    }
    return (page, results)
  }

  @Test func nobodyResponds() throws {
    let (_, results) = try report(ResponseStudy(pain: { _, _ in 13 }))
    let rates = results.find("response", "responder_rate")
    #expect(rates.count == 3 && rates.allSatisfy { $0.value == 0 && $0.low == 0 })
    #expect(isClose(rates[0].high ?? .nan, 0.0876216, relative: 1e-5))
    let group = ["arm": "donated"]
    let ratios = results.find("response_contrast", "risk_ratio", group: group)
    #expect(ratios.count == 3 && ratios.allSatisfy { $0.state == "not estimable" && $0.low == nil })
    let differences = results.find("response_contrast", "risk_difference", group: group)
    #expect(differences.allSatisfy { $0.value == 0 && ($0.low ?? 1) < 0 && ($0.high ?? -1) > 0 })
    #expect(results.find("response_trend", "chi_squared").allSatisfy { $0.pValue == nil })
  }

  @Test func everybodyResponds() throws {
    let (page, results) = try report(ResponseStudy(pain: { _, _ in 2 }))
    let rates = results.find("response", "responder_rate")
    #expect(rates.count == 3 && rates.allSatisfy { $0.value == 1 && $0.high == 1 })
    #expect(isClose(rates[0].low ?? .nan, 0.9123784, relative: 1e-5))
    #expect(page.contains("40/40 (100%)"))
    let ratios = results.find("response_contrast", "risk_ratio", group: ["arm": "donated"])
    #expect(ratios.allSatisfy { $0.value == 1 && $0.low == nil })
  }

  @Test func oneArmAndOneGrade() throws {
    let (page, results) = try report(
      ResponseStudy(grade: { _ in 3 }, arm: { _ in "own" }, comparison: ""))
    #expect(page.contains("No rates of response are compared."))
    #expect(!results.rows.contains { $0.analysis == "response_contrast" })
    #expect(!results.rows.contains { $0.analysis == "response_trend" })
    // The one grade would repeat the rates of everybody: a sentence says so instead.
    #expect(results.find("response", "responder_rate").count == 3)
    #expect(results.find("response", "responder_rate", group: ["kl_grade": "3"]).isEmpty)
    #expect(page.contains("is the same in every hip treated, wherever it is known: 3."))
  }

  @Test func nobodyInOneOfTheArms() throws {
    let (_, results) = try report(ResponseStudy(arm: { _ in "own" }))
    #expect(!results.rows.contains { $0.analysis == "response_contrast" })
    #expect(!results.rows.contains { $0.analysis == "response_mantel_haenszel" })
  }

  /// Half the baselines missing is half of the treated not known: no rate, but what it lies between.
  @Test func halfTheBaselinesMissing() throws {
    let (page, results) = try report(
      ResponseStudy(baseline: { $0 % 2 == 0 ? 12 : nil }, pain: { _, _ in 5 }))
    let row = try #require(results.find("response", "responder_rate", month: 6).first)
    #expect(row.value == nil && row.n == 20 && row.treated == 40 && row.missing == 20)
    #expect(page.contains("between 20/40 (50%) and 40/40 (100%)"))
    let lowest = results.find("response", "responder_rate_if_no_unknown_responded", month: 6)
    #expect(lowest.first?.value == 0.5)
  }

  /// Too little to improve is not missing: who could not respond is no reason to hide a rate.
  @Test func halfBelowTheFloor() throws {
    let (_, results) = try report(
      ResponseStudy(baseline: { $0 % 2 == 0 ? 12 : 1 }, pain: { _, _ in 5 }))
    let row = try #require(results.find("response", "responder_rate", month: 6).first)
    #expect(row.value == 1 && row.n == 20 && row.treated == 40)
  }

  @Test func aWindowInWhichNobodyWasSeen() throws {
    let (page, results) = try report(ResponseStudy(pain: { $1 == 12 ? nil : $0 % 3 == 0 ? 11 : 5 }))
    let row = try #require(results.find("response", "responder_rate", month: 12).first)
    #expect(row.value == nil && row.n == 0 && row.events == 0)
    #expect(page.contains("between 0/40 (0%) and 40/40 (100%)"))
    let difference = results.find(
      "response_contrast", "risk_difference", group: ["arm": "donated"], month: 12)
    #expect(difference.first?.state == "not estimable")
    #expect(results.find("response", "responder_rate", month: 6).first?.value != nil)
  }

  @Test func onePatient() throws {
    let (_, results) = try report(ResponseStudy(count: 1, pain: { _, _ in 5 }, comparison: ""))
    #expect(results.find("response", "responder_rate", month: 3).first?.events == 1)
  }

  /// Two hips that always agree hold as much as their patients less one.
  @Test func twoHipsOfEachPatient() throws {
    let (page, results) = try report(
      ResponseStudy(
        hipsPerPatient: 2, pain: { hip, _ in hip / 2 % 3 == 0 ? 11 : 5 }, comparison: ""))
    #expect(results.find("response", "patients", month: 6).first?.value == 20)
    let size = results.find("response", "effective_n", month: 6).first?.value
    #expect(isClose(size ?? .nan, 19, relative: 1e-12))
    let plain = try #require(results.find("response", "responder_rate", month: 6).first)
    let wide = try #require(results.find("response", "responder_rate_clustered", month: 6).first)
    #expect(
      plain.value == wide.value && (wide.low ?? 1) < (plain.low ?? 0)
        && (wide.high ?? 0) > (plain.high ?? 1))
    #expect(page.contains("Two hips of one patient are not independent."))
  }

  /// Grade IV among lower grades is told, and has rows of its own though the protocol asks for none.
  @Test func gradeFourIsNeverPooledSilently() throws {
    let (page, results) = try report(
      ResponseStudy(grade: { 2 + $0 % 3 }, strata: "  age: {cuts: [60]}\n"))
    #expect(page.contains("The rates of everybody pool 13 hips of Kellgren-Lawrence grade IV"))
    #expect(results.find("response", "responder_rate", group: ["kl_grade": "IV"]).count == 3)
    let (other, _) = try report(ResponseStudy())
    #expect(!other.contains("The rates of everybody pool"))
  }

  /// Without a score of function there are no OMERACT-OARSI responders, and the page says why.
  @Test func criteriaNeedTheirScores() throws {
    let (page, results) = try report(ResponseStudy())
    #expect(page.contains("OMERACT-OARSI responders are not given"))
    #expect(!results.rows.contains { $0.analysis == "omeract_oarsi" })
  }

  /// A state is a rule of its own: improvements are shown beside it, and it alone is marked.
  @Test func anAcceptableStateIsMarked() throws {
    let (_, results) = try report(
      ResponseStudy(
        response: "{score: pain, rule: state, state: 35, at_months: [3, 6, 12]}"))
    let rows = results.find("response_threshold", "responder_rate", month: 6)
    #expect(rows.filter { $0.level == "pre-specified" }.count == 1)
    #expect(Set(rows.compactMap(\.name)).isSuperset(of: ["20 %", "30 %", "50 %"]))
    let main = results.find("response", "responder_rate", month: 6)
    #expect(rows.first { $0.level == "pre-specified" }?.value == main.first?.value)
  }

  /// Thresholds published for the instrument join the others, with the points they were published in.
  @Test func publishedThresholdsJoin() throws {
    let scores =
      "    pain: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}\n"
    let (page, results) = try report(
      ResponseStudy(
        baseline: { _ in 60 }, pain: { hip, _ in [60, 45, 44, 41][hip % 4] }, scores: scores))
    let rows = results.find("response_threshold", "responder_rate", month: 6)
    // Falls of 0, 15, 16 and 19 of 60 points: 0, 25, 26.7 and 31.7 %.
    func events(_ name: String) -> Int? { rows.first { $0.name == name }?.events }
    #expect(events("20 %") == 30 && events("30 %") == 10 && events("32 %") == 0)
    #expect(events("15.3 of 100 points") == 20 && events("50 %") == 0)
    #expect(page.contains("Tubach 2005"))
  }
}
