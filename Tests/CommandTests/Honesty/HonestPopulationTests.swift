import Testing

/// Rules H7, H8, H13 and H15: of whom a number is, and what is not pooled.
@Suite struct HonestPopulationTests {
  @Test func h7GradeFourIsNotPooledSilently() throws {
    let grades = [("arm", "kl_grade"), ("adipose", "3"), ("marrow", "4")]
    for plan in [
      [], [("sex: {}", "kl_grade: {}")],
      [("sex: {}", "kl_grade: {groups: {severe: [\"3\", \"4\"]}}")],
    ] {
      let taken = try report(try SmallStudy(units: grades, plan: plan).scratch)
      for text in [taken.page, taken.errors] {
        #expect(text.contains("Kellgren-Lawrence IV (3 units) is pooled with lower grades (3)"))
      }
    }
    // All of one grade, or grade IV left out by eligibility, pools nothing.
    try SmallStudy(units: [("arm", "kl_grade"), ("adipose", "4"), ("marrow", "4")]).expectTaken()
    try SmallStudy(
      units: grades,
      plan: [("strata:", "eligibility: [{name: II-III, where: \"kl_grade <= 3\"}]\nstrata:")]
    ).expectTaken()
  }

  @Test func h8ADurationOfBenefitSaysOfWhomItIs() throws {
    try expectRefused(
      try TableStudy(plan: [("osteoarthritis, responders at 6 months", "osteoarthritis")]).scratch,
      ["`population` does not say whether “loss of benefit”", "rule H8", "help: "])
    _ = try report(
      try TableStudy(plan: [("responders at 6 months", "all treated")]).scratch)
    // Derived durations say it by themselves.
    #expect(try SimulatedReport.get().page.contains("first response within 7.5 months"))
  }

  @Test func h13SeveralVersionsAreNotPooled() throws {
    let version = [
      ("pain,vas,nsaid", "pain,vas,womac_version"), (",no", ",LK 3.0"), (",yes", ",VAS 3.1"),
    ]
    try expectRefused(
      try SmallStudy(visits: version, plan: [("  rescue: nsaid\n", "")]).scratch,
      [
        "`visits.scores` pools raw scores",
        "`womac_version` holds several versions: LK 3.0, VAS 3.1",
        "rule H13", "help: ",
      ])
    let normalised = try SmallStudy(
      visits: version, plan: [("  rescue: nsaid\n", ""), ("range: [0, 20]", "range: [0, 100]")])
    #expect(try report(normalised.scratch).page.contains("shares of the range are pooled"))
    let one = [
      ("pain,vas,nsaid", "pain,vas,womac_version"), (",no", ",LK 3.0"), (",yes", ",LK 3.0"),
    ]
    try SmallStudy(visits: one, plan: [("  rescue: nsaid\n", "")]).expectTaken()
  }

  @Test func h15KneesAreRefused() throws {
    let joints = [("arm", "joint"), ("adipose", "hip"), ("marrow", "knee")]
    try expectRefused(
      try SmallStudy(units: joints).scratch,
      ["holds `knee` among the units", "rule H15", "help: ", "joint == 'hip'"])
    try SmallStudy(
      units: joints,
      plan: [("strata:", "eligibility: [{name: hips, where: \"joint == 'hip'\"}]\nstrata:")]
    ).expectTaken()
    try expectRefused(
      try SmallStudy(plan: [("hips of a small study", "hips and knees")]).scratch,
      ["`population` names “knees”", "rule H15"])
    try expectRefused(
      try SmallStudy(plan: [("instrument: VAS, subscale: pain, unit: mm", "instrument: KOOS")])
        .scratch,
      ["`visits.scores.vas.instrument` is KOOS, an instrument of the knee", "rule H15"])
    try SmallStudy(plan: [("hips of a small study", "hips without earlier knee surgery")])
      .expectTaken()
  }
}
