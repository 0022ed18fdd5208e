import Testing

/// Rules H9, H16, H19 and H20: what stands under every report.
@Suite struct HonestFooterTests {
  @Test func h9TheLineOfNoControlStandsUnderEveryUncontrolledReport() throws {
    let line = "natural course, placebo and regression to the mean are not separated"
    #expect(try SimulatedReport.get().page.contains(line))
    #expect(try report(try SmallStudy().scratch).page.contains(line))
    #expect(try report(try TableStudy().scratch).page.contains(line))
  }

  @Test func h16WhatTheProtocolNamesIsSaid() throws {
    let page = try report(try SmallStudy().scratch).page
    #expect(page.contains("The protocol names the response"))
    #expect(page.contains("before the data were seen is for its authors to say"))
    #expect(page.contains("(3, 6, 12 months)"))
    for month in [3, 6, 12] { #expect(page.contains("Response at \(month) months")) }
  }

  @Test func h19ReplacementIsADecisionAndDeathCompetes() throws {
    let page = try report(try SmallStudy().scratch).page
    #expect(page.contains("Hip replacement is a decision of patient and surgeon"))
    let silent = try SmallStudy(
      events: [("H03,2021-12-24,death\n", "")],
      plan: [
        (
          "kinds: {thr: [THR], booster: [booster], death: [death]}",
          "kinds: {thr: [THR], booster: [booster]}"
        )
      ])
    #expect(try report(silent.scratch).errors.contains("no deaths are"))
    let table = try TableStudy(plan: [
      ("loss of benefit", "hip replacement"), ("improvement below 30 %", "hip replaced"),
    ])
    #expect(try report(table.scratch).page.contains("one minus Kaplan-Meier overstates"))
  }

  @Test func h20TheFooterIsAlwaysLast() throws {
    let line = "investigational, not standard first-line care; individual results vary."
    let pages = [
      try SimulatedReport.get().page, try report(try SmallStudy().scratch).page,
      try report(try TableStudy().scratch).page,
    ]
    for page in pages {
      #expect(page.split(separator: "\n").last?.contains(line) == true)
    }
  }
}
