import Foundation
import Testing

/// Rules H2, H4, H5 and H6: words that promise, and measures that are no response.
@Suite struct HonestWordsTests {
  @Test(arguments: [
    ("title: A small study", "title: Success rate of cells", "`title` says “Success rate”"),
    ("title: A small study", "title: A cure for hips", "`title` says “cure”"),
    ("hips of a small study", "hips in regenerative care", "`population` says “regenerative”"),
    ("hips of a small study", "hips that regrow cartilage", "`population` says “regrow”"),
    ("sex: {}", "sex: {label: Cured}", "`strata.sex.label` says “Cured”"),
    (
      "sex: {}", "sex: {groups: {regenerated: [female], other: [male]}}", "says “regenerated”"
    ),
    ("sex: {type: category}", "sex: {type: category, label: success rate}", "says “success rate”"),
  ])
  func h2WordsThatPromiseAreRefused(_ old: String, _ new: String, _ words: String) throws {
    try expectRefused(try SmallStudy(plan: [(old, new)]).scratch, [words, "rule H2", "help: "])
  }

  @Test func h2WordsThatOnlyLookAlikeAreTaken() throws {
    try SmallStudy(plan: [
      ("title: A small study", "title: Secure and accurate procurement"),
      ("sex: {}", "sex: {label: Successful rating of security}"),
    ]).expectTaken()
  }

  @Test func h4APartialResponseIsNoClearOne() throws {
    let rule = "response: {score: pain, threshold: 30 %, at_months: [3, 6, 12]"
    let low = try report(
      try SmallStudy(plan: [(rule, rule + ", classes: {clear: 10 %, partial: 5 %}")]).scratch)
    for text in [low.page, low.errors] {
      #expect(
        text.contains("The class of clear response begins at 10 %, below the response's 30 %"))
    }
    try expectRefused(
      try SmallStudy(plan: [(rule, rule + ", classes: {clear: 30 %, partial: 30 %}")]).scratch,
      ["`response.classes`", "partial", "help: "])
    try SmallStudy(plan: [(rule, rule + ", classes: {clear: 50 %, partial: 20 %}")]).expectTaken()
  }

  @Test func h5SatisfactionIsNoResponse() throws {
    try expectRefused(
      try SmallStudy(
        visits: [("hip,seen,pain", "hip,seen,satisfaction")],
        plan: [
          (
            "pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}",
            "satisfaction: {instrument: clinic form, range: [0, 20], better: higher}"
          ),
          ("score: pain", "score: satisfaction"),
        ]
      ).scratch, ["`response.score`", "satisfaction", "rule H5", "help: "])
    try expectRefused(
      try TableStudy(plan: [("improvement below 30 %", "no longer felt better")]).scratch,
      ["`outcome.threshold`", "felt better", "rule H5"])
  }

  @Test func h6StructureIsNoResponseAndStandsApart() throws {
    let width = "jsw: {instrument: JSW, unit: mm, range: [0, 100], better: higher}"
    let vas = "vas: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}"
    try expectRefused(
      try SmallStudy(
        visits: [("pain,vas", "pain,jsw")], plan: [(vas, width), ("score: pain", "score: jsw")]
      ).scratch,
      ["`response.score` is `jsw`, which is joint space width", "rule H6", "help: "])
    let study = try SmallStudy(visits: [("pain,vas", "pain,jsw")], plan: [(vas, width)])
    let page = try report(study.scratch).page
    let parts = page.components(separatedBy: "## Exploratory structural")
    #expect(parts.count == 2, "one section of its own")
    let section = (parts.last ?? "").components(separatedBy: "\n## ")[0]
    #expect(section.contains("jsw"))
    #expect(section.contains("no basis for a claim that cartilage"))
    #expect(!section.contains("P ="))
    #expect(!(parts.first ?? "").contains("jsw"), "and nowhere before it")
    try expectRefused(
      try TableStudy(plan: [("WOMAC-LK pain 0-20", "MRI cartilage thickness")]).scratch,
      ["`outcome.instrument`", "rule H6"])
  }
}
