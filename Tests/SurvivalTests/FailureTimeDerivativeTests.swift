import Glibc
import ReferenceTables
import Testing

import Survival

/// The derivatives of what one row adds, against central differences of its value.
struct FailureTimeDerivativeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let error: ErrorDistribution
    let name: String
    /// The value at a location and a log scale.
    let value: @Sendable (Double, Double) -> RowLikelihood
    var testDescription: String { "\(error) \(name)" }
  }

  static let rows: [Row] = [ErrorDistribution.extremeValue, .normal, .logistic].flatMap { error in
    let places = [-9.0, -3, -0.7, 0, 0.4, 1.9, 3.1]
    var rows: [Row] = []
    for y in places {
      rows.append(
        Row(error: error, name: "exact at \(y)") { mu, s in
          var row = RowLikelihood(exactly: (y - mu) * exp(-s), error)
          row.value -= s
          return row
        })
      rows.append(
        Row(error: error, name: "above \(y)") { mu, s in
          let z = (y - mu) * exp(-s)
          return RowLikelihood(error.logUpperTail(z), at: z)
        })
      rows.append(
        Row(error: error, name: "below \(y)") { mu, s in
          let z = (y - mu) * exp(-s)
          return RowLikelihood(error.logCumulative(z), at: z)
        })
      for width in [1e-7, 0.01, 0.3, 0.6, 2, 40] {
        rows.append(
          Row(error: error, name: "from \(y) on \(width)") { mu, s in
            RowLikelihood(from: (y - mu) * exp(-s), width: width * exp(-s), error)
          })
      }
      rows.append(
        Row(error: error, name: "exact at \(y), seen late") { mu, s in
          var row = RowLikelihood(exactly: (y - mu) * exp(-s), error)
          row.value -= s
          row.condition(onBeingAbove: (y - 0.8 - mu) * exp(-s), error)
          return row
        })
    }
    return rows
  }

  /// Central differences with Richardson's extrapolation.
  private func slope(_ f: (Double) -> Double) -> Double {
    var table = (0..<5).map { level -> Double in
      let h = 0.04 * pow(0.5, Double(level))
      return (f(h) - f(-h)) / (2 * h)
    }
    for order in 1..<5 {
      for level in (order..<5).reversed() {
        table[level] += (table[level] - table[level - 1]) / (pow(4, Double(order)) - 1)
      }
    }
    return table[4]
  }

  @Test(arguments: rows)
  func derivativesAreThoseOfTheValue(_ row: Row) {
    let (mu, s) = (0.2, -0.1)
    let here = row.value(mu, s)
    let sigma = exp(s)
    let checks = [
      ("location", here.location / sigma, slope { row.value(mu + $0, s).value }),
      ("log scale", here.logScale, slope { row.value(mu, s + $0).value }),
      (
        "location twice", here.locationLocation / sigma / sigma,
        slope { row.value(mu + $0, s).location / sigma }
      ),
      (
        "location and log scale", here.locationLogScale / sigma,
        slope { row.value(mu, s + $0).location / exp(s + $0) }
      ),
      (
        "log scale twice", here.logScaleLogScale, slope { row.value(mu, s + $0).logScale }
      ),
    ]
    for (name, actual, expected) in checks {
      #expect(
        isClose(actual, expected, relative: 1e-7, absolute: 1e-9 * (1 + abs(here.value))),
        "\(difference(actual, expected, name))")
    }
  }

  @Test(arguments: [ErrorDistribution.extremeValue, .normal, .logistic])
  func bothFormsOfAnIntervalAgree(_ error: ErrorDistribution) {
    // On either side of the width at which quadrature gives way to differences of tails.
    for z in [-6.0, -1, 0, 0.5, 1.2] {
      let slope = max(1, abs(error.logDensity(z + 0.24).first))
      let narrow = RowLikelihood(from: z, width: 0.499_999 / slope, error)
      let wide = RowLikelihood(from: z, width: 0.500_1 / slope, error)
      #expect(isClose(narrow.value, wide.value, relative: 1e-3, absolute: 1e-3))
      #expect(isClose(narrow.location, wide.location, relative: 1e-3, absolute: 1e-3))
    }
  }

  @Test(arguments: [ErrorDistribution.extremeValue, .normal, .logistic])
  func farTailsKeepTheirDigits(_ error: ErrorDistribution) {
    // An interval far out is nearly the tail from its nearer end.
    for z in [30.0, 37, 60] where error != .extremeValue {
      let upper = RowLikelihood(from: z, width: 60, error)
      #expect(isClose(upper.value, error.logUpperTail(z).value, relative: 1e-12))
      let lower = RowLikelihood(from: -z - 60, width: 60, error)
      #expect(isClose(lower.value, error.logCumulative(-z).value, relative: 1e-12))
      #expect(lower.locationLocation < 1e-15 && upper.locationLocation < 1e-15)
    }
    let low = RowLikelihood(from: -80, width: 50, error)
    #expect(isClose(low.value, error.logCumulative(-30).value, relative: 1e-9))
  }
}
