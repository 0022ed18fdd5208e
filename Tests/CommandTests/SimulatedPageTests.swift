import Foundation
import Testing

/// Sentences and links of the page of the simulated cohort.
@Suite struct SimulatedPageTests {
  /// The checklist links what is on the page by its own name, and the methods hold what it says of
  /// them.
  @Test func theChecklistLinksWhatIsThere() throws {
    let page = try SimulatedReport.get().page.replacing("\u{00A0}", with: " ")
    for link in [
      "[model “loss”](#tbl-model-loss)", "[OMERACT-OARSI](#tbl-omeract-oarsi)",
      "[other thresholds](#tbl-response-thresholds)", "[Response at 6 months](#tbl-response-6)",
      "[subgroups](#tbl-subgroups-wharton-s-jelly)",
      "[Clear response at 6 months under other choices](#fig-sensitivity-response)",
    ] { #expect(page.contains(link), "\(link)") }
    #expect(!page.contains("[figure 1]") && !page.contains("[model 1]"))
    #expect(page.contains("\nLoss to follow-up: those no longer seen count"))
    #expect(page.contains("Confounders named by the protocol: age, sex,"))
    #expect(!page.contains("fewer than patients"))
    #expect(page.components(separatedBy: "Mean: t interval").count == 2)
  }

  /// Options that give one number are named together, and a duration is said to be of responders.
  @Test func theFurthestOptionsAreAllNamed() throws {
    let page = try SimulatedReport.get().page.replacing("\u{00A0}", with: " ")
    #expect(
      page.contains(
        "furthest from it is 35.2 months, under “Response threshold: 50 %”, “Hip replacement: "
          + "competes” and “Hip replacement: ends follow-up”"))
    #expect(page.contains("Median time to loss of benefit among responders under other choices"))
    #expect(page.contains("that shows it, but in a row that says otherwise."))
  }
}
