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
  let fourth = square * square
  let terms = square < 3e-5 ? 4 : square < 4e-3 ? 8 : square < 0.04 ? 12 : 24
  var even = 0.0
  var odd = 0.0
  for index in stride(from: terms - 2, through: 0, by: -2) {
    even = even * fourth + oddReciprocals[index]
    odd = odd * fourth + oddReciprocals[index + 1]
  }
  return r * (2 * square * (even + square * odd) - e)
}

/// log(1 + e) − e without cancellation, for e > −1.
func logOnePlusMinus(_ e: Double) -> Double { logOnePlusMinus(e, onePlus: 1 + e) }

/// 1/3, 1/5, …, 1/49.
private let oddReciprocals: [Double] = [
  1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0, 1 / 11.0, 1 / 13.0, 1 / 15.0, 1 / 17.0, 1 / 19.0, 1 / 21.0,
  1 / 23.0, 1 / 25.0, 1 / 27.0, 1 / 29.0, 1 / 31.0, 1 / 33.0, 1 / 35.0, 1 / 37.0, 1 / 39.0,
  1 / 41.0, 1 / 43.0, 1 / 45.0, 1 / 47.0, 1 / 49.0,
]
