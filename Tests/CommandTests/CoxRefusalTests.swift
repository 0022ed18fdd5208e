import Foundation
import ReferenceTables
import Testing

/// What `cohort cox` refuses beside frailties, functions of time and comparisons, and how.
@Suite struct CoxRefusalTests {
  struct Refusal: Sendable {
    let formula: String
    let options: [String]
    let text: String
    let code: Int32
  }

  static let refusals: [Refusal] = [
    .init(
      formula: "Surv(time, status) ~ age + frailty(pair) + cluster(pair)", options: [],
      text: "both account for rows that belong together", code: 65),
    .init(
      formula: "Surv(time, status) ~ age + frailty(pair)", options: ["--robust"],
      text: "robust", code: 64),
    .init(
      formula: "Surv(time, status) ~ age + frailty(pair)", options: ["--at", "age=60"],
      text: "not defined with a frailty", code: 65),
    .init(
      formula: "Surv(time, status) ~ age + frailty(pair)", options: ["--residuals", "dfbeta"],
      text: "not defined with a frailty", code: 65),
    .init(
      formula: "Surv(time, status) ~ tt(age, log) + frailty(pair)", options: [],
      text: "cannot stand in one formula", code: 65),
    .init(
      formula: "Surv(time, status) ~ tt(age, log)", options: ["--residuals", "martingale"],
      text: "--residuals is not defined with tt(...)", code: 65),
    .init(
      formula: "Surv(time, status) ~ tt(age, log)", options: ["--baseline"],
      text: "--baseline is not defined with tt(...)", code: 65),
    .init(
      formula: "Surv(time, status) ~ tt(age, cube)", options: [],
      text: "`cube` is no function of time", code: 64),
    .init(
      formula: "Surv(time, status) ~ tt(age)", options: [], text: "takes a covariate and", code: 64),
    .init(
      formula: "Surv(time, status) ~ tt(age, after(x))", options: [],
      text: "after(...) takes one number", code: 64),
    .init(
      formula: "Surv(time, status) ~ tt(age, log):tt(karno, log)", options: [],
      text: "multiplies two functions of time", code: 65),
    .init(
      formula: "Surv(time, status) ~ age", options: ["--against", "Surv(time, status) ~ karno"],
      text: "`karno` cannot be made of the formula's terms", code: 65),
    .init(
      formula: "Surv(time, status) ~ age", options: ["--against", "Surv(time, status) ~ age"],
      text: "as many coefficients", code: 65),
    .init(
      formula: "Surv(time, status) ~ age + strata(trt)",
      options: ["--against", "Surv(time, status) ~ 1"], text: "the strata differ", code: 65),
    .init(
      formula: "Surv(time, status) ~ age + frailty(pair)",
      options: ["--against", "Surv(time, status) ~ 1"], text: "holds a frailty", code: 65),
    .init(
      formula: "Surv(time, status) ~ age", options: ["--against", "Surv(time, trt) ~ 1"],
      text: "left side differs", code: 65),
  ]

  @Test("refuses by name what is not defined", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let data = ReferenceTable.url("commands-tt/veteran-data.csv").path
    let run = try Program.run(["cox", data, refusal.formula] + refusal.options)
    #expect(run.exitCode == refusal.code, "\(refusal.formula) \(refusal.options): \(run.errors)")
    #expect(run.errors.contains(refusal.text), "\(run.errors)")
  }

  @Test("names the columns whose missing values make two models differ in rows")
  func rows() throws {
    let data = ReferenceTable.url("commands/lung-data.csv").path
    let run = try Program.run([
      "cox", data, "Surv(time, status == 2) ~ age + ph.ecog", "--against",
      "Surv(time, status == 2) ~ age",
    ])
    #expect(run.exitCode == 65)
    #expect(run.errors.contains("different rows, 228 and 227"), "\(run.errors)")
    #expect(run.errors.contains("`ph.ecog` (1 missing)"), "\(run.errors)")
  }

  @Test("says that a function has no value at the time of an event")
  func logarithmOfZero() throws {
    let csv = "time,status,x\n0,1,1\n2,1,0\n3,0,1\n4,1,1\n5,1,0\n"
    let run = try Program.run(
      ["cox", "-", "Surv(time, status) ~ tt(x, log)"], input: Data(csv.utf8))
    #expect(run.exitCode == 65)
    #expect(run.errors.contains("`tt(x,log)` is not finite in row 1"), "\(run.errors)")
  }
}
