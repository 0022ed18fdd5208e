import Distributions
import ReferenceTables
import Testing

@Suite struct ReferenceNumbersTests {
  /// A distribution with the parameters of a table's terms.
  static let families: [String: @Sendable ([Double]) -> any Distribution] = [
    "normal": { Normal(mean: $0[0], standardDeviation: $0[1]) },
    "student": { StudentT(degreesOfFreedom: $0[0]) },
    "chisquared": { ChiSquared(degreesOfFreedom: $0[0]) },
    "fisher": { FisherF(numeratorDegreesOfFreedom: $0[0], denominatorDegreesOfFreedom: $0[1]) },
    "gamma": { Gamma(shape: $0[0], rate: $0[1]) },
    "beta": { Beta(alpha: $0[0], beta: $0[1]) },
    "binomial": { Binomial(trials: Int($0[0]), probability: $0[1]) },
    "poisson": { Poisson(mean: $0[0]) },
    "weibull": { Weibull(shape: $0[0], scale: $0[1]) },
    "logistic": { Logistic(location: $0[0], scale: $0[1]) },
    "gumbel": { Gumbel(location: $0[0], scale: $0[1]) },
  ]

  @Test(arguments: families.keys.sorted())
  func agreesWithMultiplePrecision(_ name: String) throws {
    let table = try ReferenceTable.load("distributions/\(name)")
    let family = try #require(Self.families[name])
    for row in table.rows {
      let numbers = try numbers(row)
      let argument = try #require(numbers.last)
      let distribution = family(numbers.dropLast())
      let actual = try evaluate(row.quantity, distribution, argument)
      let close = isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance)
      #expect(close, Comment(rawValue: difference(actual, row.value, "\(name) \(row)")))
    }
  }

  @Test func specialFunctionsAgreeWithMultiplePrecision() throws {
    for row in try ReferenceTable.load("distributions/special").rows {
      let x = try #require(try numbers(row).last)
      let actual =
        switch row.quantity {
        case "logGamma": logGamma(x)
        case "digamma": digamma(x)
        case "trigamma": trigamma(x)
        default: throw UnknownQuantity(name: row.quantity)
        }
      let close = isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance)
      #expect(close, Comment(rawValue: difference(actual, row.value, "\(row)")))
    }
  }

  /// The noncentral t has tails only.
  @Test func noncentralTailsAgreeWithMultiplePrecision() throws {
    for row in try ReferenceTable.load("distributions/noncentralt").rows {
      let numbers = try numbers(row)
      let distribution = NoncentralT(degreesOfFreedom: numbers[0], noncentrality: numbers[1])
      let actual =
        row.quantity == "upperTail"
        ? distribution.upperTail(numbers[2]) : distribution.cumulative(numbers[2])
      let close = isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance)
      #expect(close, Comment(rawValue: difference(actual, row.value, "\(row)")))
    }
    let normal = NoncentralT(degreesOfFreedom: .infinity, noncentrality: 1.5)
    #expect(normal.upperTail(2) == Normal(mean: 1.5).upperTail(2))
    #expect(NoncentralT(degreesOfFreedom: 0, noncentrality: 1).cumulative(0).isNaN)
    #expect(NoncentralT(degreesOfFreedom: 5, noncentrality: .infinity).cumulative(0).isNaN)
  }

  private struct UnknownQuantity: Error { let name: String }

  private func numbers(_ row: ReferenceTable.Row) throws -> [Double] {
    try row.term.split(separator: " ").map { try #require(Double($0)) }
  }

  private func evaluate(
    _ quantity: String, _ distribution: any Distribution, _ x: Double
  ) throws -> Double {
    switch quantity {
    case "density": distribution.density(x)
    case "logDensity": distribution.logDensity(x)
    case "cumulative": distribution.cumulative(x)
    case "logCumulative": distribution.logCumulative(x)
    case "upperTail": distribution.upperTail(x)
    case "logUpperTail": distribution.logUpperTail(x)
    case "quantile": distribution.quantile(x)
    case "upperTailQuantile": distribution.upperTailQuantile(x)
    default: throw UnknownQuantity(name: quantity)
    }
  }
}
