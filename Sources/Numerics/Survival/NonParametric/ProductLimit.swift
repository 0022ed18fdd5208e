/// The product-limit estimate as a kernel on columns.
enum ProductLimit {
  /// Survival after each time, and Greenwood's variance of its logarithm.
  ///
  /// S(t) = Π (n − d) / n and var log S(t) = Σ d / (n (n − d)) over the times up to t. Once
  /// everybody at risk has died the survival is zero and the variance infinite.
  ///
  /// - Parameters:
  ///   - atRisk: the (weighted) number at risk at each time, n.
  ///   - events: the (weighted) number of events, d.
  static func estimate(atRisk: [Double], events: [Double]) -> (
    survival: [Double], logVariance: [Double]
  ) {
    precondition(atRisk.count == events.count)
    var survival = [Double](repeating: 1, count: atRisk.count)
    var logVariance = [Double](repeating: 0, count: atRisk.count)
    var left = 1.0
    var variance = 0.0
    for index in atRisk.indices {
      let dying = events[index]
      if dying > 0 {
        let number = atRisk[index]
        left *= (number - dying) / number
        variance += dying / (number * (number - dying))
      }
      survival[index] = left
      logVariance[index] = variance
    }
    return (survival, logVariance)
  }
}
