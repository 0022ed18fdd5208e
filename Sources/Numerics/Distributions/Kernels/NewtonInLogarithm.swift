import Glibc

/// The root of a monotone function of log x, by Newton's method inside a shrinking bracket.
///
/// - Parameters:
///   - start: Where to begin, positive.
///   - function: The value at x, and its derivative with respect to log x.
func newtonInLogarithm(start: Double, _ function: (Double) -> (value: Double, slope: Double))
  -> Double
{
  var x = start
  var low = 0.0
  var high = Double.infinity
  for _ in 0..<200 {
    let (value, slope) = function(x)
    if value == 0 { return x }
    if (value < 0) == (slope > 0) { low = max(low, x) } else { high = min(high, x) }
    let step = -value / slope
    // A falling function is nearly linear in x, a rising one in log x.
    var next = slope < 0 && step > -0.9 ? x * (1 + step) : x * exp(step)
    if abs(step) < 1e-8 / (1 + abs(slope)).squareRoot() { return next }
    if !(next > low && next < high) {
      next = high == .infinity ? 4 * low : low == 0 ? high / 4 : (low * high).squareRoot()
      if next == low || next == high { return next }
    }
    x = next
  }
  return x
}
