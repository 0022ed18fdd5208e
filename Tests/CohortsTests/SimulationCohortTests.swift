import Cohorts
import Tables
import Testing

/// A table as rows of text.
private func rows(_ table: Table) -> [[String]] {
  CSVWriter.text(of: table, options: .init(missing: "")).split(separator: "\n").dropFirst()
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

/// The cells of a column as text.
private func cells(_ table: Table, _ name: String) throws -> [String] {
  let place = try #require(table.columnNames.firstIndex(of: name))
  return rows(table).map { $0[place] }
}

private func share(_ words: [String], _ word: String) -> Double {
  Double(words.count { $0 == word }) / Double(words.count)
}

@Suite struct SimulationCohortTests {
  static let dirty = SimulatedCohort(.init(patients: 4000, seed: 5))
  static let clean = SimulatedCohort(.init(patients: 4000, seed: 5, hasErrors: false))

  @Test func aLargerCohortBeginsWithTheSmallerOne() {
    let small = SimulatedCohort(.init(patients: 150, seed: 5))
    for (few, many) in [
      (small.units, Self.dirty.units), (small.visits, Self.dirty.visits),
      (small.events, Self.dirty.events), (small.truth, Self.dirty.truth),
      (small.injectedErrors, Self.dirty.injectedErrors),
    ] {
      #expect(few.rowCount > 0)
      #expect(rows(few) == Array(rows(many).prefix(few.rowCount)))
    }
    let other = SimulatedCohort(.init(patients: 150, seed: 6))
    #expect(rows(other.units) != rows(small.units))
  }

  @Test func theCleanCohortIsTheOtherOneWithoutItsListedErrors() {
    var units = rows(Self.dirty.units)
    var visits: [[String]?] = rows(Self.dirty.visits)
    var lost: Set<String> = []
    for error in rows(Self.dirty.injectedErrors) {
      let line = Int(error[1]).map { $0 - 2 }
      switch (error[3], line) {
      case ("side_swapped", let line?):
        #expect(units[line][0] == error[2] && units[line][2] == error[7])
        units[line][2] = error[6]
      case ("vas_in_centimetres", let line?):
        #expect(visits[line]?[5] == error[7] && visits[line]?[0] == error[2])
        visits[line]?[5] = error[6]
      case ("duplicate_identical", let line?), ("duplicate_conflicting", let line?),
        ("visit_after_death", let line?):
        #expect(visits[line]?[1] ?? error[4] == error[4])
        visits[line] = nil
      case ("baseline_missing", nil): lost.insert(error[2] + error[4])
      case ("unordered", _): break
      default: Issue.record("\(error)")
      }
    }
    #expect(units == rows(Self.clean.units))
    let expected = rows(Self.clean.visits).filter { !lost.contains($0[0] + $0[1]) }
    #expect(rows(Self.clean.visits).count == expected.count + lost.count)
    let mended = visits.compactMap { $0 }
    #expect(mended != expected, "some rows are out of order")
    #expect(mended.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) } == expected)
    #expect(Self.clean.injectedErrors.rowCount == 0)
    #expect(rows(Self.clean.events) == rows(Self.dirty.events))
    #expect(rows(Self.clean.truth) == rows(Self.dirty.truth))
  }

  @Test func errorsAreAsOftenAsIntended() throws {
    let kinds = try cells(Self.dirty.injectedErrors, "kind")
    let (hips, visits) = (Self.dirty.units.rowCount, Self.dirty.visits.rowCount)
    // Four standard deviations of a count.
    func expect(_ words: Set<String>, _ expected: Double) {
      let count = Double(kinds.count { words.contains($0) })
      #expect(abs(count - expected) < 4 * expected.squareRoot(), "\(words): \(count)")
    }
    expect(["baseline_missing"], 0.01 * Double(hips))
    expect(["unordered"], 0.01 * Double(hips))
    expect(["side_swapped"], 0.003 * Double(hips))
    expect(["vas_in_centimetres"], 0.005 * Double(visits))
    expect(["duplicate_identical", "duplicate_conflicting"], 0.005 * Double(visits))
    #expect(kinds.contains("visit_after_death"))
  }

  @Test func thePotentialResponseToTheGivenSourceIsTheResponse() throws {
    let sources = try cells(Self.clean.units, "cell_source")
    let classes = try cells(Self.clean.truth, "latent_class")
    let byName = try Dictionary(
      uniqueKeysWithValues: Set(sources).map { ($0, try cells(Self.clean.truth, "class_\($0)")) })
    for (row, source) in sources.enumerated() {
      #expect(byName[source]?[row] == classes[row])
    }
    #expect(
      try cells(Self.clean.truth, "class_bone_marrow")
        == cells(Self.clean.truth, "class_bone_marrow_marrow_viability"))
    // More living cells never make a response worse.
    let order = ["none", "partial", "clear"]
    let total = try cells(Self.clean.truth, "class_whartons_jelly")
    let direct = try cells(Self.clean.truth, "class_whartons_jelly_marrow_viability")
    for (with, without) in zip(direct, total) {
      let (better, worse) = (order.firstIndex(of: with), order.firstIndex(of: without))
      #expect((better ?? -1) >= (worse ?? 9))
    }
    #expect(total != direct)
  }

  @Test func theTwoHipsOfAPatientDieAndLeaveTogether() throws {
    var days: [String: Set<String>] = [:]
    for event in rows(Self.clean.events) where event[2] == "death" || event[2] == "withdrawn" {
      days[String(event[0].dropLast(2)), default: []].insert(event[1] + event[2])
    }
    #expect(days.values.allSatisfy { $0.count == 1 })
    let sides = Dictionary(grouping: rows(Self.clean.units)) { $0[1] }.values
    #expect(sides.allSatisfy { Set($0.map { $0[2] }).count == $0.count })
    let both = Double(sides.count { $0.count == 2 }) / Double(sides.count)
    #expect(both > 0.12 && both < 0.16)
  }

  @Test func nothingIsSeenAfterTheEnd() throws {
    let visits = rows(Self.clean.visits)
    var last: [String: String] = [:]
    for event in rows(Self.clean.events) {
      #expect(event[1] <= "2022-12-31")
      if ["death", "withdrawn", "THR"].contains(event[2]) {
        last[event[0]] = min(last[event[0]] ?? "9", event[1])
      }
    }
    for visit in visits { #expect(visit[1] < last[visit[0]] ?? "2022-12-31") }
    let perHip = Double(visits.count) / Double(Self.clean.units.rowCount)
    #expect(perHip > 5 && perHip < 8)
  }

  @Test func anOptionMovesOnlyItsOwnPart() throws {
    var settings = Self.clean.settings
    settings.replacementRatioPerBMI = 1.02
    let heavy = SimulatedCohort(settings)
    #expect(rows(heavy.units) == rows(Self.clean.units))
    for name in ["loss_months", "booster_months", "death_months", "class_adipose"] {
      #expect(try cells(heavy.truth, name) == cells(Self.clean.truth, name))
    }
    let bmi = try cells(heavy.units, "bmi").compactMap(Double.init)
    let (usual, moved) = (
      try cells(Self.clean.truth, "thr_months").compactMap(Double.init),
      try cells(heavy.truth, "thr_months").compactMap(Double.init)
    )
    for row in bmi.indices where bmi[row] != 28 && usual[row] > 3.001 {
      #expect((moved[row] < usual[row]) == (bmi[row] > 28))
    }
  }

  @Test func visitsCanBeMissingNotAtRandom() {
    var settings = Self.clean.settings
    settings.isMissingNotAtRandom = true
    let other = SimulatedCohort(settings)
    let kept = Set(rows(other.visits))
    let all = Set(rows(Self.clean.visits))
    #expect(kept.isStrictSubset(of: all))
    #expect(Double(kept.count) > 0.9 * Double(all.count))
  }

  @Test func itemsAreMissingAtTheirRates() throws {
    for (name, rate) in [
      ("womac_function", 0.12), ("vas_pain", 0.03), ("hoos_pain", 0.08), ("nsaid_48h", 0.05),
      ("weight_kg", 0.10), ("rehab", 0.15),
    ] {
      let missing = share(try cells(Self.clean.visits, name), "")
      let slack = 4 * (rate * (1 - rate) / Double(Self.clean.visits.rowCount)).squareRoot()
      #expect(abs(missing - rate) < slack, "\(name)")
    }
    let entry = zip(
      try cells(Self.clean.visits, "planned_month"), try cells(Self.clean.visits, "womac_pain"))
    #expect(entry.allSatisfy { $0.0 != "0" || (Double($0.1) ?? 0) >= 8 })
  }
}
