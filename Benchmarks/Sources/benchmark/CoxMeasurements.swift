import Glibc
import LinearAlgebra
import Outcomes
import Statistics
import Survival

extension Measurement {
  /// A Cox model of twenty covariates by Efron's method, with standard errors and tests, distinct
  /// times.
  static let cox = Measurement(name: "cox-distinct") { rows in
    let data = try GeneratedRegression(rows: rows, columns: 20)
    return { try CoxModel.fit(data.outcomes, on: data.design).coefficients[0] }
  }

  /// The same with 365 distinct times.
  static let coxInDays = Measurement(name: "cox-days") { rows in
    let data = try GeneratedRegression(rows: rows, columns: 20, grid: 60.0 / 365)
    return { try CoxModel.fit(data.outcomes, on: data.design).coefficients[0] }
  }

  /// Ten covariates, distinct times: what the next ones are held against.
  static let coxOfTen = Measurement(name: "cox10-fit") { rows in
    let data = try GeneratedRegression(rows: rows, columns: 10)
    return { try CoxModel.fit(data.outcomes, on: data.design).coefficients[0] }
  }

  /// The fit with the variance that is robust within clusters of two rows.
  static let coxRobust = Measurement(name: "cox10-cluster") { rows in
    let data = try GeneratedRegression(rows: rows, columns: 10)
    let clusters = Grouping(codes: (0..<Int32(rows)).map { $0 / 2 }, count: (rows + 1) / 2)
    return {
      try CoxModel.fit(data.outcomes, on: data.design, clusters: clusters).standardErrors[0]
    }
  }

  /// The martingale residuals of a fit.
  static let coxMartingale = ofFit("cox10-martingale") { $0.residuals(.martingale)[0] }

  /// The score residuals of a fit.
  static let coxScore = ofFit("cox10-score") { $0.residuals(.score).values[0, 0] }

  /// The scaled Schoenfeld residuals of a fit.
  static let coxSchoenfeld = ofFit("cox10-schoenfeld") {
    $0.residuals(.scaledSchoenfeld).values[0, 0]
  }

  /// The influence of each row on each coefficient.
  static let coxInfluence = ofFit("cox10-dfbeta") { $0.residuals(.dfbeta).values[0, 0] }

  /// The test of proportional hazards of a fit.
  static let coxProportionality = ofFit("cox10-zph") {
    $0.proportionalHazardsTest(.kaplanMeier).global.statistic
  }

  /// The concordance of a fit, with its standard error.
  static let coxConcordance = ofFit("cox10-concordance") { $0.concordance().standardError }

  /// Something made of a fit of ten covariates; the fit is not timed.
  private static func ofFit(
    _ name: String, _ reading: @escaping @Sendable (CoxModel) -> Double
  ) -> Measurement {
    Measurement(name: name) { rows in
      let data = try GeneratedRegression(rows: rows, columns: 10)
      let model = try CoxModel.fit(data.outcomes, on: data.design)
      return { reading(model) }
    }
  }
}

/// Follow-up whose hazard depends on covariates.
struct GeneratedRegression {
  let outcomes: SurvivalOutcomes
  let design: Design

  /// Makes the follow-up of some rows.
  ///
  /// About a third of the rows have the event.
  ///
  /// - Parameter grid: the step to which times are rounded up; `nil` for distinct times.
  init(rows: Int, columns: Int, grid: Double? = nil, seed: UInt64 = 1) throws {
    var numbers = GeneratedNumbers(seed: seed)
    var values = [Double](repeating: 0, count: rows * columns)
    var time: [Double] = []
    var isEvent: [Bool] = []
    for row in 0..<rows {
      var eta = 0.0
      for column in 0..<columns {
        let value = numbers.nearlyNormal()
        values[column * rows + row] = value
        eta += value * 0.2 * (column % 2 == 0 ? 1 : -0.5)
      }
      let event = 30 * -log(numbers.uniform()) * exp(-eta)
      let censoring = 60 * numbers.uniform() * 0.4
      let length = min(event, censoring)
      time.append(grid.map { (length / $0).rounded(.up) * $0 } ?? length)
      isEvent.append(event <= censoring)
    }
    outcomes = try SurvivalOutcomes(time: time, isEvent: isEvent)
    let names = (0..<columns).map { "x\($0)" }
    design = Design(
      matrix: Matrix(rowCount: rows, columnCount: columns, elements: values),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: names.indices.map { Design.Term(label: names[$0], columns: $0..<$0 + 1) },
      hasIntercept: false, offset: nil)
  }
}
