import Analyses
import Foundation
import ReferenceTables
import Testing

/// When people were treated and seen, and which columns are no baseline.
@Suite struct StudyDatesTests {
  private static func survivalReady(_ units: String, others: String = "") -> String {
    """
    protocol: 1
    title: A study
    population: hips
    units: {file: units.csv, \(units)}
    outcome: {time: t, event: e, unit: months, label: loss, instrument: WOMAC pain,
      threshold: below 30 %, origin: injection, competing: {}}
    survival: {landmarks_months: [6, 12]}
    \(others)
    """
  }

  private static let dated =
    "hip,injected,age,t,e\n1,2020-02-29,50,3,1\n2,,51,8,0\n3,2019-11-05,52,9,1\n"
    + "4,2021-07-01,53,13,0\n"

  @Test func firstAndLastDaysOfTreatment() throws {
    let text = Self.survivalReady(
      "id: hip, index_date: injected, columns: {injected: {type: date}}")
    let rows = try StudyScratch(Self.dated, text).run().results.filter { $0.analysis == .dates }
    // 2019-11-05 and 2021-07-01 by `date -d ... +%s` over 86,400.
    #expect(rows.map(\.value.double) == [18_205, 18_809])
    #expect(rows.allSatisfy { $0.name == "treatment" && $0.denominators.n == 3 })
  }

  @Test func daysOfOneAreNotToldWhereSmallCountsAreHidden() throws {
    let text = Self.survivalReady(
      "id: hip, index_date: injected, columns: {injected: {type: date}}",
      others: "report: {min_cell: 5}")
    let rows = try StudyScratch(Self.dated, text).run().results
    #expect(!rows.contains { $0.analysis == .dates })
  }

  @Test func columnsMeasuredAfterTreatmentAreNoBaseline() throws {
    let names = [
      "age", "womac_pain_0", "womac_pain_6m", "womac_pain_12m", "died", "months_of_follow_up",
      "smoker", "t", "e",
    ]
    let rows = (1...12).map { index in
      "\(40 + index),\(8 + index % 5),\(3 + index % 4),\(4 + index % 6),\(index % 2),\(index),"
        + "\(index % 3 == 0 ? "yes" : "no"),\(index),\(index % 2)"
    }
    let csv = ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    func baseline(_ units: String) throws -> [String] {
      let results = try StudyScratch(csv, Self.survivalReady(units)).run().results
      var seen: Set<String> = []
      return results.filter { $0.analysis == .baseline }.compactMap(\.variable)
        .filter { seen.insert($0).inserted }
    }
    #expect(try baseline("missing: [NA]") == ["age", "womac_pain_0", "smoker"])
    // What a protocol lists is shown as it says.
    let listed = "columns: {died: {type: number}, age: {type: number}}"
    #expect(try baseline(listed) == ["died", "age"])
  }
}
