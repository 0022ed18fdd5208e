import Foundation
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Cox models against R's survival package, `Tables/cox`.
struct CoxReferenceTests {
  static let cases = [
    "first-breslow", "first-efron", "second-breslow", "second-efron", "third-breslow",
    "third-efron", "lung-breslow", "lung-efron", "lung-weighted", "lung-clustered", "veteran",
    "veteran-robust", "veteran-stratified", "ovarian", "heart", "heart-clustered",
    "bladder-marginal", "bladder-recurrent", "pbcseq", "alloauto", "hodg", "bmt",
    "everything-breslow", "everything-efron",
  ]

  @Test func everyTableIsRead() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: ReferenceTable.url("cox"), includingPropertiesForKeys: nil
    ).map(\.lastPathComponent).filter { $0.hasSuffix(".csv") && !$0.hasSuffix("-data.csv") }
    #expect(Set(files) == Set(Self.cases.map { $0 + ".csv" }))
  }

  @Test(arguments: cases)
  func agreesWithR(name: String) throws {
    let example = try CoxCase.load(name)
    let values = CoxNumbers(try example.fit(), example)
    for row in try ReferenceTable.load("cox/\(name)").rows {
      let actual = try #require(values.value(row.quantity, row.term), "\(name) \(row)")
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(actual, row.value, "\(name) \(row)"))")
    }
  }
}

/// Looks the reference quantities up in a fitted model.
private struct CoxNumbers {
  private var numbers: [String: Double] = [:]
  private let names: [String]
  private let events: [Int]

  func value(_ quantity: String, _ term: String) -> Double? { numbers["\(quantity)|\(term)"] }

  init(_ model: CoxModel, _ example: CoxCase) {
    names = model.coefficientNames
    events = example.outcomes.isEvent.indices.filter { example.outcomes.isEvent[$0] }
    addEstimates(model)
    addTests(model)
    addCurves(model, example)
    for (kind, name) in [(CoxModel.RowResidual.martingale, "martingale"), (.deviance, "deviance")] {
      for (row, value) in model.residuals(kind).enumerated() {
        numbers["\(name)|\(row + 1)"] = value
      }
    }
    let kinds: [(CoxModel.CovariateResidual, String)] = [
      (.score, "score"), (.dfbeta, "dfbeta"), (.dfbetas, "dfbetas"), (.schoenfeld, "schoenfeld"),
      (.scaledSchoenfeld, "scaledsch"),
    ]
    for (kind, name) in kinds {
      let residuals = model.residuals(kind)
      for (place, row) in residuals.rows.enumerated() {
        for (j, column) in names.enumerated() {
          numbers["\(name)|\(row + 1):\(column)"] = residuals.values[place, j]
        }
      }
    }
  }

  private mutating func addEstimates(_ model: CoxModel) {
    for (j, name) in names.enumerated() {
      numbers["coefficient|\(name)"] = model.coefficients[j]
      numbers["standardError|\(name)"] = model.modelStandardErrors[j]
      numbers["robustStandardError|\(name)"] = model.robustStandardErrors?[j]
    }
    numbers["covariance|first,last"] = model.modelCovariance[0, names.count - 1]
    numbers["logLikelihood|null"] = model.nullLogLikelihood
    numbers["logLikelihood|model"] = model.logLikelihood
    numbers["events|"] = Double(model.eventCount)
    numbers["concordance|estimate"] = model.concordance().estimate
    numbers["concordance|standardError"] = model.concordance().standardError
    numbers["pairs|concordant"] = model.concordance().concordant
    numbers["pairs|discordant"] = model.concordance().discordant
    numbers["pairs|tiedScore"] = model.concordance().tiedScore
    numbers["pairs|tiedTime"] = model.concordance().tiedTime
    numbers["pairs|tiedBoth"] = model.concordance().tiedBoth
  }

  private mutating func addTests(_ model: CoxModel) {
    numbers["likelihoodRatio|"] = model.tests.likelihoodRatio.statistic
    numbers["score|"] = model.tests.score.statistic
    numbers["wald|"] = model.tests.wald.statistic
    numbers["robustScore|"] = model.tests.robustScore?.statistic
    numbers["degreesOfFreedom|"] = model.tests.wald.degreesOfFreedom
    for transform in ProportionalHazardsTest.Transform.allCases {
      let test = model.proportionalHazardsTest(transform)
      for term in test.terms {
        numbers["zph-\(transform.rawValue)|\(term.label)"] = term.test.statistic
      }
      numbers["zph-\(transform.rawValue)|global"] = test.global.statistic
    }
  }

  private mutating func addCurves(_ model: CoxModel, _ example: CoxCase) {
    let strata = example.strata?.count ?? 1
    let zero = Matrix(rowCount: 1, columnCount: names.count)
    let third = example.design.matrix.selecting(rows: [2])
    for (label, matrix, offset) in [
      ("baseline", zero, 0.0), ("third", third, example.design.offset?[2] ?? 0),
    ] {
      let design = Design(
        matrix: matrix, columns: example.design.columns, terms: [], hasIntercept: false,
        offset: [offset])
      for stratum in 0..<strata {
        let grouping = Grouping(codes: [Int32(stratum)], count: strata)
        for curve in model.survivalCurves(for: design, strata: grouping) {
          add(curve, as: label, stratum: stratum)
        }
      }
    }
    for hazard in model.baselineHazards {
      for (time, value) in zip(hazard.times, hazard.cumulativeHazard) {
        numbers["baselineHazard|\(hazard.stratum):\(Self.text(time))"] = value
      }
    }
  }

  private mutating func add(_ curve: CoxModel.SurvivalCurve, as label: String, stratum: Int) {
    for (place, time) in curve.times.enumerated() {
      let key = "\(stratum):\(Self.text(time))"
      if label != "baseline" { numbers["\(label)Hazard|\(key)"] = curve.cumulativeHazard[place] }
      numbers["\(label)HazardError|\(key)"] = curve.cumulativeHazardErrors[place]
      numbers["\(label)Survival|\(key)"] = curve.survival[place]
      numbers["\(label)SurvivalLow|\(key)"] = curve.lower[place]
      numbers["\(label)SurvivalHigh|\(key)"] = curve.upper[place]
    }
  }

  /// A time as the tables write it.
  private static func text(_ time: Double) -> String { String(format: "%.17g", time) }
}
