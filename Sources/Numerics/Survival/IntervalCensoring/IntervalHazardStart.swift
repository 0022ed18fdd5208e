internal import Glibc
internal import Statistics

/// Weights of the basis functions to begin with, by steps of the EM algorithm at β = 0.
///
/// With events as a Poisson process of which an interval has at least one, the expected number that
/// stems from function k is πₖ D / (1 − e⁻ᴰ), and the new weight is the sum of these over the sum of
/// the exposures (Wang, McMahan, Hudgens and Qu 2016, doi:10.1111/biom.12389). No step lowers the
/// likelihood; from anywhere inside, a few come near enough for Newton's method.
extension IntervalHazardLikelihood {
  func start(steps: Int = 30) throws(FitError) -> Parameters {
    let count = basisCount
    let beta = [Double](repeating: 0, count: covariateCount)
    var exposure = [Double](repeating: 0, count: count)
    for row in weights.indices {
      let weight = weights[row] * state(row, exposure, beta).risk
      for k in 0..<count {
        let place = row * count + k
        exposure[k] += weight * data.exposure[place]
        if data.kinds[row] == .interval { exposure[k] += weight * data.event[place] }
      }
    }
    let total = exposure.reduce(0, +)
    guard total > 0, total.isFinite else { throw .diverged(iterations: 0) }
    // A common hazard first: events over exposure.
    let events = weights.indices.reduce(0) { $0 + (data.kinds[$1] == .right ? 0 : weights[$1]) }
    var a = [Double](repeating: events / total, count: count)
    for _ in 0..<steps {
      var expected = [Double](repeating: 0, count: count)
      for row in weights.indices where data.kinds[row] != .right {
        let state = state(row, a, beta)
        guard state.event > 0 else { continue }
        let events =
          data.kinds[row] == .exact ? 1 : state.share + state.risk * state.event
        let factor = weights[row] * events / state.event
        for k in 0..<count { expected[k] += factor * a[k] * data.event[row * count + k] }
      }
      for k in 0..<count where exposure[k] > 0 { a[k] = expected[k] / exposure[k] }
    }
    return Parameters(theta: a.map { $0 > 0 ? log($0) : -.infinity }, beta: beta)
  }
}
