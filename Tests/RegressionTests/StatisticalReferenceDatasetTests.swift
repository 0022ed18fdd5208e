import LinearAlgebra
import ReferenceTables
import Regression
import Statistics
import Testing

/// The linear problems of NIST's Statistical Reference Datasets.
@Suite struct StatisticalReferenceDatasetTests {
  static let names = [
    "norris", "pontius", "noint1", "noint2", "filip", "longley", "wampler1", "wampler2", "wampler3",
    "wampler4", "wampler5",
  ]

  @Test(arguments: names) func linearModel(_ name: String) throws {
    let data = try RegressionCase.load("nist/" + name)
    let model = try LinearModel.fit(data.response, on: data.design)
    for row in data.table.rows {
      let column = data.design.columnNames.firstIndex(of: row.term) ?? 0
      let actual: Double
      switch row.quantity.replacing(/^(certified|exact)/, with: "") {
      case "Coefficient": actual = model.coefficients[column]
      case "StandardError": actual = model.standardErrors[column]
      case "Sigma": actual = model.sigma
      case "RSquared": actual = model.rSquared
      case "F": actual = try #require(model.overallTest).statistic
      default:
        Issue.record("unknown quantity \(row.quantity)")
        continue
      }
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(actual, row.value, "\(name) \(row)"))")
    }
  }

  @Test(arguments: ["wampler1", "wampler2"]) func perfectFitIsSaid(_ name: String) throws {
    let data = try RegressionCase.load("nist/" + name)
    let model = try LinearModel.fit(data.response, on: data.design)
    #expect(model.diagnostics.map(\.code).contains(.perfectFit))
  }

  @Test func filipIsCalledIllConditionedAndNotCollinear() throws {
    let data = try RegressionCase.load("nist/filip")
    let model = try LinearModel.fit(data.response, on: data.design)
    #expect(model.diagnostics.map(\.code) == [.illConditioned])
  }
}
