/// What rounding took from the difference a − b, exactly (Knuth's two-sum).
func differenceRest(_ a: Double, _ b: Double, _ difference: Double) -> Double {
  let virtual = a - difference
  return (a - (difference + virtual)) + (virtual - b)
}
