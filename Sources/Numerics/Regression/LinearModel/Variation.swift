import Glibc
import LinearAlgebra
import Statistics

/// The sums over rows that a linear model's summary needs besides the residual sum of squares.
struct Variation {
  /// The number of rows of positive weight.
  let count: Int
  /// Σ w (f − f̄)², f the fitted values less the offset; f̄ zero without an intercept.
  let explained: Double
  /// Σ log w.
  let logWeights: Double
  /// Σ w f² / Σ w: what a residual variance is small against.
  private let level: Double

  init(_ design: Design, _ response: [Double], _ weights: [Double]?, _ residuals: [Double]) {
    func weight(_ i: Int) -> Double { weights?[i] ?? 1 }
    func fit(_ i: Int) -> Double { response[i] - (design.offset?[i] ?? 0) - residuals[i] }
    var total = DoubleDouble.zero
    var sum = DoubleDouble.zero
    var squares = DoubleDouble.zero
    var logs = 0.0
    var used = 0
    for i in response.indices where weight(i) > 0 {
      used += 1
      total.accumulate(weight(i), 1)
      sum.accumulate(weight(i), fit(i))
      if weights != nil { logs += log(weight(i)) }
    }
    let mean = design.hasIntercept ? sum.normalised.high / total.normalised.high : 0
    for i in response.indices where weight(i) > 0 {
      let deviation = fit(i) - mean
      squares.accumulate(weight(i) * deviation, deviation)
    }
    count = used
    explained = squares.normalised.high
    logWeights = logs
    let average = sum.normalised.high / total.normalised.high
    level = explained / total.normalised.high + average * average
  }

  /// Warns of a fit without residual variation or without residual degrees of freedom.
  func diagnostics(rank: Int, variance: Double) -> [Diagnostic] {
    if count <= rank {
      return [
        Diagnostic(
          .notEstimable, .warning,
          message: "the model has \(rank) coefficients for \(count) rows, so nothing is left to "
            + "estimate the variance from and no standard error exists; use fewer terms.")
      ]
    }
    // The limit of R's summary: residuals within a few rounding units of the fitted values.
    guard variance <= level * 1e-30 else { return [] }
    return [
      Diagnostic(
        .perfectFit, .warning,
        message: "the fit reproduces the response exactly, so standard errors and tests say "
          + "nothing; check whether the response enters the covariates.")
    ]
  }
}
