import Glibc

/// log(1 + e) − e without cancellation, for e > −1.
///
/// - Parameters:
///   - e: The argument.
///   - onePlus: 1 + e, from a source that has not lost digits where e is near −1.
func logOnePlusMinus(_ e: Double, onePlus: Double) -> Double {
  guard e > -0.6, e < 1.5 else { return e.isInfinite ? -e : log(onePlus) - e }
  // With r = e/(2 + e), log(1 + e) = 2 artanh r, hence
  // log(1 + e) − e = r (−e + 2 r² (1/3 + r²/5 + r⁴/7 + …)).
  let r = e / (2 + e)
  let square = r * r
  let terms = square < 3e-5 ? 4 : square < 4e-3 ? 8 : square < 0.04 ? 12 : 23
  var sum = 0.0
  var divisor = Double(2 * terms + 1)
  for _ in 0..<terms {
    sum = sum * square + 1 / divisor
    divisor -= 2
  }
  return r * (2 * square * sum - e)
}

/// log(1 + e) − e without cancellation, for e > −1.
func logOnePlusMinus(_ e: Double) -> Double { logOnePlusMinus(e, onePlus: 1 + e) }
