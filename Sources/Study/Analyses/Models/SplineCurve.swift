import Formulas
import Glibc
import LinearAlgebra
public import Statistics
import Survival

/// The hazard ratio of a number over its range, against its median, from a model in which it is a
/// spline.
///
/// ```
/// log HR(x) = (b(x) − b(x₀))'β        var = (b(x) − b(x₀))' V (b(x) − b(x₀))
/// ```
///
/// with b the columns of the spline and V the covariance that the model's tests use. Limits hold at
/// each x by itself. Reference: Harrell (2015), Regression Modeling Strategies, section 2.4.
public struct SplineCurve: Sendable, Hashable {
  /// The ratio at one value.
  public struct Point: Sendable, Hashable {
    /// The value.
    public let x: Double
    /// The hazard ratio against the reference.
    public let ratio: Double
    /// Its pointwise confidence interval.
    public let interval: ConfidenceInterval
  }

  /// The ratio at a quantile.
  public struct Quantile: Sendable, Hashable {
    /// The probability, in percent.
    public let percent: Int
    /// The ratio there.
    public let point: Point
  }

  /// The name of the model.
  public let model: String
  /// The term, as the formula names it: `rcs(bmi,3)`.
  public let term: String
  /// The number: `bmi`.
  public let source: String
  /// The median, with which all values are compared.
  public let reference: Double
  /// The curve from the least value to the greatest.
  public internal(set) var points: [Point]
  /// The ratios at the 5, 25, 50, 75 and 95 % quantiles.
  public let quantiles: [Quantile]
  /// The values of the units in the model.
  public internal(set) var observations: [Double]

  /// The probabilities, in percent, at which the ratio is tabulated.
  static let percents = [5, 25, 50, 75, 95]
  private static let steps = 120

  /// Reads the curve of a term; nil where one of its coefficients has no estimate.
  init?(_ term: SplineTerm, _ fit: CoxModel, model: String, level: Double) {
    let range = term.columns
    let beta = range.map { fit.coefficients[$0] }
    let sorted = term.values.sorted()
    guard let least = sorted.first, let greatest = sorted.last, least < greatest,
      beta.allSatisfy(\.isFinite), range.allSatisfy({ fit.separations[$0] == nil })
    else { return nil }
    let covariance = fit.covariance
    let quantiles = Self.percents.map { SampleQuantile.value(Double($0) / 100, ofSorted: sorted) }
    let median = SampleQuantile.value(0.5, ofSorted: sorted)
    func points(at x: [Double]) -> [Point] {
      let all = [median] + x
      let columns = term.variable.columns(at: all)
      func value(_ column: Int, _ place: Int) -> Double { columns[column * all.count + place] }
      return x.indices.map { index in
        let change = beta.indices.map { value($0, index + 1) - value($0, 0) }
        var (log, variance) = (0.0, 0.0)
        for i in change.indices {
          log += change[i] * beta[i]
          for j in change.indices {
            variance +=
              change[i] * covariance[range.lowerBound + i, range.lowerBound + j] * change[j]
          }
        }
        let interval = ConfidenceInterval(
          normalAround: log, standardError: max(0, variance).squareRoot(), level: level)
        return Point(x: x[index], ratio: exp(log), interval: interval.mapped { exp($0) })
      }
    }
    let width = greatest - least
    let grid = (0...Self.steps).map { least + width * (Double($0) / Double(Self.steps)) }
    self.model = model
    self.term = term.label
    source = term.source
    reference = median
    self.points = points(at: grid)
    self.quantiles = zip(Self.percents, points(at: quantiles)).map {
      Quantile(percent: $0, point: $1)
    }
    observations = term.values
  }
}
