import Analyses
import Documents
import Foundation
import ReferenceTables
import Reports
import Testing

/// The page says of contrasts and models what was fitted.
@Suite struct FittedWordsTests {
  /// The page of a study of two hips for each patient.
  private func page(
    _ count: Int, comparison: String, others: String = "", event: (Int) -> Int
  ) throws -> String {
    let study = try StudyScratch(
      TwoHipStudy.csv(count, event: event),
      TwoHipStudy.protocolText(comparison: comparison, others: others))
    let results = try study.reading { try StudyRunner.run(protocolFile: $0, version: "test") }
    return MarkdownRenderer().render(StudyReport(results).document)
  }

  @Test func whatWasLeftOutOfTheModelIsNotAdjustedFor() throws {
    let page = try page(
      80, comparison: "adjust_for: [age, grade], gates: {equipoise: 0.01}",
      others: "strata: {level: {}}"
    ) { $0 % 3 == 1 ? 0 : 1 }
    let claims = page.matches(of: /[Aa]djusted for [^.:]*/).map { String($0.0) }
    // The first page, the sentence and the table of the contrast, the curves, the subgroups.
    #expect(claims.filter { $0.contains("age") }.count >= 5, "\(claims)")
    #expect(!claims.contains { $0.contains("grade") }, "\(claims)")
    #expect(page.contains("Grade is not in the model: it is the same in all that can be compared."))
  }

  @Test func nothingIsAdjustedForWhereAllIsLeftOut() throws {
    let page = try page(80, comparison: "adjust_for: [grade], gates: {equipoise: 0}") {
      $0 % 3 == 1 ? 0 : 1
    }
    #expect(page.contains("Adjusted for nothing"))
    #expect(!page.contains("- **Adjusted.**"))
  }

  @Test func fewEventsAreSaidInPlaceOfLimits() throws {
    let page = try page(
      48, comparison: "adjust_for: [age], gates: {equipoise: 0.01}", others: "strata: {level: {}}"
    ) { $0 % 12 == 0 || $0 % 12 == 7 ? 1 : 0 }
    #expect(page.contains("(too few events)"))
    #expect(page.contains("fewer than 10 patients with the event"))
    #expect(page.contains("from too few events to say how far that can be relied on"))
    #expect(!page.contains("tests of interaction"))
    #expect(page.contains("No interaction could be tested"))
  }

  /// Where one subgroup is too small for a robust variance, the interaction is tested all the same.
  @Test func aSparseSubgroupLeavesTheTestOfInteraction() throws {
    let results = try StudyRunner.run(
      protocolFile: StudyReportTests.root
        .appendingPathComponent("Datasets/hip-msc-simulated/protocol.yml").path, version: "test")
    let tests = results.results.filter { $0.analysis == .subgroup && $0.statistic == .chiSquared }
    let grade = try #require(tests.first { $0.name == "kl_grade" })
    #expect(grade.method == "robust Wald test")
    let weight = try #require(tests.first { $0.name == "bmi" })
    #expect(
      weight.method?.hasPrefix("likelihood ratio test, which takes those of one patient") ?? false)
    #expect((weight.pValue ?? .nan) > 0 && (weight.pValue ?? .nan) <= 1)
    let page = try #require(
      StudyReport(results).files.first { $0.path == "report.md" }
    ).text
    #expect(
      page.contains(
        "P for interaction, of the product: Kellgren-Lawrence grade by robust Wald test; BMI (kg/m²) by "
      ))
  }

  @Test func aStratumOfOneLevelIsOneSentence() throws {
    let page = try page(80, comparison: "gates: {}", others: "strata: {grade: {}}") {
      $0 % 3 == 1 ? 0 : 1
    }
    #expect(
      page.contains(
        "Grade is the same in every unit analysed, wherever it is known: II. Nothing is told by it."
      ))
    #expect(!page.contains("**grade**"))
  }

  @Test func limitsThatAreTheEstimateAreNoLimits() throws {
    let page = try page(
      60, comparison: "adjust_for: [age], gates: {equipoise: 0.01}"
    ) { $0 % 3 == 0 ? 0 : 1 }
    #expect(!page.contains("1.00 (1.00 to 1.00)"))
    #expect(!page.contains("12.0 (12.0 to 12.0)"))
    #expect(RatioStyle().text(1, 1, 1) == "not estimable")
  }
}
