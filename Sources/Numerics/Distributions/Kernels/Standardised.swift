/// (x − location) / scale as an unevaluated sum, because tails multiply the rounding of a quotient
/// by its square.
struct Standardised {
  /// The quotient, rounded.
  let value: Double
  /// What rounding took from it.
  let rest: Double

  /// A number that needs no standardising.
  init(_ x: Double) {
    value = x
    rest = 0
  }

  init(_ x: Double, location: Double, scale: Double) {
    let difference = x - location
    value = difference / scale
    guard value.isFinite else {
      rest = 0
      return
    }
    rest =
      (difference.addingProduct(-value, scale) + differenceRest(x, location, difference)) / scale
  }
}
