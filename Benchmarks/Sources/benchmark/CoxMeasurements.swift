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
