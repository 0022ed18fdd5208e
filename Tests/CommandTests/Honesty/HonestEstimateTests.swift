import Foundation
import Testing

/// Rules H10, H11, H12, H14, H17 and H18: what the data allow, and what an estimate is not.
@Suite struct HonestEstimateTests {
  @Test func h10MissingInAWindowIsFlaggedAndTheHeadlineWithheld() throws {
    let report = try SimulatedReport.get()
    #expect(report.errors.contains("At 6 months the class of 122 of 536 hips is not known"))
    let page = report.page
    #expect(page.contains("More than 40 % not seen or without baseline, so no rate is given"))
    // The first page says so too, beside the rate it leads with.
    let findings = try #require(page.split(separator: "## Flow").first)
    #expect(findings.contains("missing 122 (more than 20 %, who may differ from the others)"))
  }

  /// Twelve hips that lose benefit one a month: ten are at risk until month 3, five until month 8.
  @Test func h11ACurveOfFewPalesAndThenEnds() throws {
    var units = "hip,months,lost,kl,joint\n"
    for month in 1...12 {
      let grade = month.isMultiple(of: 2) ? "II" : "III"
      units += "H\(month),\(month),1,\(grade),hip\n"
    }
    let table = try TableStudy()
    try table.scratch.file("units.csv", units)
    let page = try report(table.scratch).page
    #expect(page.contains("Thin and pale: fewer than 10 at risk."))
    #expect(page.contains("Curves end where fewer than 5 are at risk."))
    let figures = table.scratch.folder.appendingPathComponent("out/figures")
    let picture = try String(
      contentsOf: figures.appendingPathComponent("survival.svg"), encoding: .utf8)
    let tail = try #require(
      picture.split(separator: "\n").first { $0.contains("fig-survival-curve-1-few") })
    #expect(tail.contains("stroke-opacity"))
    let numbers = try String(
      contentsOf: figures.appendingPathComponent("survival.csv"), encoding: .utf8)
    var times: [Double] = []
    for line in numbers.split(separator: "\n") where line.hasPrefix("curve,") {
      times += line.split(separator: ",").dropFirst(2).prefix(1).compactMap { Double($0) }
    }
    #expect(times.max() == 8, "nothing is drawn from when fewer than five are at risk")
    // The same twelve leave an estimate that rests on few with a mark.
    #expect(page.contains("Fewer than 5 are at risk"))
  }

  @Test func h12AMedianThatIsNotReachedTellsTheLandmarks() throws {
    let table = try TableStudy(units: [("H3,14,1", "H3,14,0"), ("H5,26,1", "H5,26,0")])
    let page = try report(table.scratch).page.replacing("\u{00A0}", with: " ")
    #expect(page.contains("NR"))
    #expect(page.contains("Median not reached in everybody (n = 6): free of loss of benefit"))
    #expect(page.contains("at 12 months (fewer than 10 still at risk) and"))
  }

  @Test func h14ADifferenceBetweenSourcesIsAnAssociation() throws {
    let page = try SimulatedReport.get().page
    #expect(page.contains("association"))
    // Unadjusted, then how far the arms overlap, then adjusted: none of them without the others.
    let parts = ["### Unadjusted", "### Overlap of the arms", "### Adjusted by the outcome model"]
    let places = parts.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == parts.count && places == places.sorted())
    for word in ["caused", "causes", "because of the source", "superior to"] {
      #expect(!page.contains(word), "\(word) is on the page")
    }
  }

  @Test func h17APredictionHasItsIntervalAndIsNoPromise() throws {
    let scratch = try Scratch()
    try scratch.file("units.csv", TableStudy.units)
    let run = try scratch.run(
      "cox", "units.csv", "Surv(months, lost) ~ kl", "--at", "kl=II", "--times", "12")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.text.contains("CI"))
    #expect(!run.text.contains(" will "))
    #expect(run.text.contains("not of one patient"))
  }

  @Test func h18ClaimsOfLayTextsAreLabelledAndNeverDrawn() throws {
    let page = try SimulatedReport.get().page
    let section = try #require(
      page.split(separator: "## Against published ranges").last?.split(separator: "\n## ").first)
    #expect(section.contains("unsourced claim in lay text"))
    #expect(section.contains("no curve of this report is drawn against it"))
    #expect(section.contains("Compatible is not confirmed"))
    let claims = section.split(separator: "\n").filter {
      $0.hasPrefix("| 12 to 24 months") || $0.hasPrefix("| 18 months to 5 years")
        || $0.hasPrefix("| 4 to 12 weeks") || $0.hasPrefix("| about 30 %")
    }
    #expect(claims.count == 4)
    for claim in claims { #expect(claim.contains("unsourced claim in lay text"), "\(claim)") }
    // No band of a claim stands in a figure: they are named nowhere but in their own section.
    for picture in try SimulatedReport.get().pictures { #expect(!picture.contains("unsourced")) }
    #expect(
      !(page.split(separator: "## Against published ranges").first ?? "").contains("lay text"))
  }
}
