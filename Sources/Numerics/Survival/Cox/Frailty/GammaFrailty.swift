internal import Distributions
internal import Glibc

/// What a gamma frailty of mean one and variance θ adds to a partial likelihood, cluster by cluster.
///
/// With z = exp(ω) the frailty of a cluster of d events and ν = 1/θ, the log marginal likelihood is
/// the largest value over ω of the log partial likelihood with ω in the linear predictor, plus
///
/// ```
/// log Γ(ν + d)/Γ(ν) − d log ν − (ν + d) log(1 + dθ) + d + ν (1 + ω − z)
/// ```
///
/// for each cluster: zero at θ = 0, where it is the ordinary partial likelihood. With Breslow's ties
/// this is the likelihood with frailties integrated and the baseline hazard maximised out, not an
/// approximation; for Efron's ties it defines the likelihood. References: Nielsen, Gill, Andersen
/// and Sørensen (1992); Therneau, Grambsch and Pankratz (2003).
///
/// Tested in the reference tables `commands-frailty` against R's `frailty` and the marginal
/// likelihood maximised directly.
package struct GammaFrailty {
  /// θ, above zero.
  package let variance: Double

  package init(variance: Double) { self.variance = variance }

  /// ν.
  package var rate: Double { 1 / variance }

  /// The term of one cluster, and its first and second derivative in θ at fixed ω.
  package struct Term {
    package var value = 0.0
    package var first = 0.0
    package var second = 0.0
  }

  /// The term of a cluster.
  ///
  /// - Parameters:
  ///   - effect: ω.
  ///   - events: d, the summed weight of its events.
  package func term(effect: Double, events: Double) -> Term {
    let ascent = ascent(events)
    let excess = expm1(effect) - effect
    let logarithm = log1p(events * variance)
    // log(1 + dθ) − dθ, and expm1(ω) − ω: both of second order in θ.
    let bend = logarithm - events * variance + excess
    return Term(
      value: ascent.value - (rate + events) * logarithm + events - rate * excess,
      first: ascent.first + rate * rate * bend,
      second: ascent.second - 2 * rate * rate * rate * bend
        + rate * rate * (events / (1 + events * variance) - events))
  }

  /// log Γ(ν + d)/Γ(ν) − d log ν = Σ log(1 + jθ) over j < d, with its derivatives in θ.
  private func ascent(_ events: Double) -> Term {
    guard events > 0 else { return Term() }
    guard events == events.rounded(), events <= 4_096 else {
      let total = rate + events
      let slope = digamma(total) - digamma(rate)
      let bend = trigamma(total) - trigamma(rate)
      let square = rate * rate
      return Term(
        value: logGamma(total) - logGamma(rate) - events * Glibc.log(rate),
        first: events * rate - square * slope,
        second: square * (2 * rate * slope - events + square * bend))
    }
    var term = Term()
    for j in 1..<max(Int(events), 1) {
      let share = Double(j) / (1 + Double(j) * variance)
      term.value += log1p(Double(j) * variance)
      term.first += share
      term.second -= share * share
    }
    return term
  }
}
