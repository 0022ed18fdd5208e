import Tables
import Testing

@Suite("Names that were probably meant")
struct NameSuggestionTests {
  static let columns = ["age", "bmi", "cell_source", "kl_grade", "womac_pain", "Surv.Time"]

  @Test(
    "The nearest name, whatever its case and separators",
    arguments: [
      ("agge", "age"), ("AGE", "age"), ("bmj", "bmi"), ("cell source", "cell_source"),
      ("cel_sorce", "cell_source"), ("klgrade", "kl_grade"), ("womac", "womac_pain"),
      ("surv_time", "Surv.Time"), ("iwomac_pian", "womac_pain"),
    ])
  func nearest(given: String, expected: String) {
    #expect(NameSuggestion.nearest(to: given, among: Self.columns) == expected)
  }

  @Test(
    "Nothing is suggested for a name that is far from all", arguments: ["", "centre", "xyz", "q"])
  func none(given: String) {
    #expect(NameSuggestion.nearest(to: given, among: Self.columns) == nil)
  }

  @Test("The first of equally near names is taken")
  func ties() {
    #expect(NameSuggestion.nearest(to: "pain0", among: ["pain1", "pain2"]) == "pain1")
  }
}
