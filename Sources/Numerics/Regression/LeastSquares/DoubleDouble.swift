import Glibc

/// An unevaluated sum of two doubles, |low| ≤ ulp(high)/2: about 32 decimal digits.
///
/// Sums and products carry their rounding errors along by error-free transformations (Dekker 1971;
/// Ogita, Rump and Oishi 2005), the product's by a fused multiply-add. The relative error of each
/// operation is a few 2⁻¹⁰⁴ as long as nothing over- or underflows.
package struct DoubleDouble: Sendable, Hashable {
  /// The sum rounded to a double.
  package var high: Double
  /// What the rounding left.
  package var low: Double

  /// Makes a number from its parts, which need not be normalised.
  @inline(__always) package init(_ high: Double, _ low: Double = 0) {
    let sum = high + low
    self.high = sum
    self.low = sum.isFinite ? low - (sum - high) : 0
  }

  /// Zero.
  package static let zero = DoubleDouble(0)

  /// The rounded sum of two doubles and its rounding error, whatever their order.
  @inline(__always) static func exactSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  /// The rounded product of two doubles and its rounding error.
  @inline(__always) static func exactProduct(_ a: Double, _ b: Double) -> (Double, Double) {
    let product = a * b
    return (product, fma(a, b, -product))
  }

  /// Adds `a · b` without normalising: for long sums, to be normalised once at their end.
  @inline(__always) mutating func accumulate(_ a: Double, _ b: Double) {
    let (product, error) = Self.exactProduct(a, b)
    let (sum, carry) = Self.exactSum(high, product)
    high = sum
    low += carry + error
  }

  /// Adds `a · b` for a double-double `b` given by its parts, without normalising.
  @inline(__always) mutating func accumulate(_ a: Double, _ high: Double, _ low: Double) {
    accumulate(a, high)
    self.low += a * low
  }

  /// The number with its parts normalised.
  @inline(__always) var normalised: DoubleDouble {
    let (sum, rest) = Self.exactSum(high, low)
    return DoubleDouble(sum, rest)
  }

  @inline(__always) package static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let (sum, error) = exactSum(a.high, b.high)
    let (lows, rest) = exactSum(a.low, b.low)
    let partial = DoubleDouble(sum, error + lows)
    return DoubleDouble(partial.high, partial.low + rest)
  }

  @inline(__always) package static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(-a.high, -a.low)
  }

  @inline(__always) package static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    a + -b
  }

  @inline(__always) package static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let (product, error) = exactProduct(a.high, b.high)
    return DoubleDouble(product, error + (a.high * b.low + a.low * b.high))
  }

  package static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - DoubleDouble(first) * b
    let second = rest.high / b.high
    let last = rest - DoubleDouble(second) * b
    return DoubleDouble(first, second) + DoubleDouble(last.high / b.high)
  }

  /// The square root of a positive number: one Newton step from the double's root.
  package func squareRoot() -> DoubleDouble {
    let root = high.squareRoot()
    guard root > 0, root.isFinite else { return DoubleDouble(root) }
    let rest = self - DoubleDouble(root) * DoubleDouble(root)
    return DoubleDouble(root, rest.high / (2 * root))
  }
}
