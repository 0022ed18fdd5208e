import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Value, score and information of the partial likelihood at given coefficients.
struct CoxPartialLikelihoodTests {
  /// Packs a small data set without centring or scaling.
  private func likelihood(
    _ outcomes: SurvivalOutcomes, _ columns: [[Double]], ties: TieMethod, strata: Grouping? = nil,
    weights: [Double]? = nil, offset: [Double]? = nil
  ) -> PartialLikelihood {
    let windows = EventWindows(RiskSets(outcomes, strata: strata), outcomes)
    let matrix = Matrix(rowCount: outcomes.count, columns: columns)
    let covariates = PackedRows(
      matrix, order: windows.rows, centers: columns.map { _ in 0 },
      factors: columns.map { _ in 1 })
    return PartialLikelihood(
      windows: windows, covariates: covariates,
      weights: weights.map { weights in windows.rows.map { weights[Int($0)] } },
      offset: offset.map { offset in windows.rows.map { offset[Int($0)] } }, ties: ties)
  }

  // Six subjects of Therneau and Grambsch. With r = exp(β), Breslow's form is
  // ℓ(β) = 2β − log(3r + 3) − 2 log(r + 3).
  @Test(arguments: [0, 1.475284914829001, -2.5])
  func breslowClosedForm(beta: Double) throws {
    let likelihood = likelihood(
      try WorkedCox.first(), [WorkedCox.firstCovariate], ties: .breslow)
    let point = likelihood.point(at: [beta])
    let derivatives = likelihood.derivatives(at: point)
    let r = exp(beta)
    #expect(isClose(point.logLikelihood, 2 * beta - log(3 * r + 3) - 2 * log(r + 3)))
    #expect(
      isClose(
        derivatives.score[0], 2 - r / (r + 1) - 2 * r / (r + 3), relative: 1e-13, absolute: 1e-14))
    #expect(
      isClose(
        derivatives.information[0, 0], r / ((r + 1) * (r + 1)) + 6 * r / ((r + 3) * (r + 3)),
        relative: 1e-13))
  }

  /// The same by Efron: ℓ(β) = 2β − log(3r + 3) − log(r + 3) − log(r/2 + 5/2).
  @Test(arguments: [0, 1.676857485592897, 3])
  func efronClosedForm(beta: Double) throws {
    let likelihood = likelihood(
      try WorkedCox.first(), [WorkedCox.firstCovariate], ties: .efron)
    let point = likelihood.point(at: [beta])
    let derivatives = likelihood.derivatives(at: point)
    let r = exp(beta)
    #expect(
      isClose(
        point.logLikelihood, 2 * beta - log(3 * r + 3) - log(r + 3) - log(r / 2 + 5.0 / 2)))
    let score = 2 - r / (r + 1) - r / (r + 3) - r / (r + 5)
    #expect(isClose(derivatives.score[0], score, relative: 1e-13, absolute: 1e-14))
    let information =
      r / ((r + 1) * (r + 1)) + 3 * r / ((r + 3) * (r + 3)) + 5 * r / ((r + 5) * (r + 5))
    #expect(isClose(derivatives.information[0, 0], information, relative: 1e-13))
  }

  /// The ten intervals of the second data set: U(0) = −2/15 and I(0) = 2821/1800 by Breslow.
  @Test func delayedEntryAtZero() throws {
    let likelihood = likelihood(
      try WorkedCox.second(), [WorkedCox.secondCovariate], ties: .breslow)
    #expect(likelihood.windows.intervals != nil)
    let point = likelihood.point(at: [0])
    let derivatives = likelihood.derivatives(at: point)
    #expect(isClose(point.logLikelihood, -9.392661928770137, relative: 1e-14))
    #expect(isClose(derivatives.score[0], -2.0 / 15, relative: 1e-13))
    #expect(isClose(derivatives.information[0, 0], 2821.0 / 1800, relative: 1e-13))
  }

  /// Derivatives against central differences, over every form the data can take.
  @Test(arguments: TieMethod.allCases, [false, true])
  func derivativesAgreeWithDifferences(ties: TieMethod, delayed: Bool) throws {
    let sample = WorkedCox.sample(count: 60, columns: 3)
    let outcomes =
      delayed
      ? try SurvivalOutcomes(entry: sample.entry, time: sample.time, isEvent: sample.isEvent)
      : try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let likelihood = likelihood(
      outcomes, sample.columns, ties: ties, strata: sample.strata, weights: sample.weights,
      offset: sample.offset)
    let beta = [0.3, -0.2, 0.5]
    let derivatives = likelihood.derivatives(at: likelihood.point(at: beta))
    let step = 1e-5
    for j in 0..<3 {
      var (up, down) = (beta, beta)
      up[j] += step
      down[j] -= step
      let above = likelihood.point(at: up)
      let below = likelihood.point(at: down)
      let slope = (above.logLikelihood - below.logLikelihood) / (2 * step)
      #expect(isClose(derivatives.score[j], slope, relative: 1e-7, absolute: 1e-7))
      let high = likelihood.derivatives(at: above).score
      let low = likelihood.derivatives(at: below).score
      for i in 0..<3 {
        let curvature = -(high[i] - low[i]) / (2 * step)
        #expect(
          isClose(derivatives.information[i, j], curvature, relative: 1e-7, absolute: 1e-7))
      }
    }
  }

  /// Sums by windows against sums row by row, with offsets that spread by thousands so that the
  /// references slide.
  @Test(arguments: [1.0, 40], [false, true])
  func slidingReferencesAgreeWithDirectSums(spread: Double, delayed: Bool) throws {
    let sample = WorkedCox.sample(count: 60, columns: 1)
    // Offsets that follow the time: far apart over the data, near each other at one time.
    let offset = zip(sample.time, sample.offset).map { -spread * $0 + $1 }
    let entry = sample.time.map { $0 - 1.5 }
    let outcomes =
      delayed
      ? try SurvivalOutcomes(entry: entry, time: sample.time, isEvent: sample.isEvent)
      : try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let likelihood = likelihood(
      outcomes, sample.columns, ties: .breslow, weights: sample.weights, offset: offset)
    let beta = 0.3
    var expected = 0.0
    var slope = 0.0
    for i in sample.time.indices where sample.isEvent[i] {
      let time = sample.time[i]
      let atRisk = sample.time.indices.filter {
        sample.time[$0] >= time && (!delayed || entry[$0] < time)
      }
      let eta = atRisk.map { beta * sample.columns[0][$0] + offset[$0] }
      let top = eta.max() ?? 0
      let risks = zip(atRisk, eta).map { sample.weights[$0] * exp($1 - top) }
      let total = risks.reduce(0, +)
      let mean = zip(atRisk, risks).reduce(0) { $0 + sample.columns[0][$1.0] * $1.1 } / total
      let own = beta * sample.columns[0][i] + offset[i]
      expected += sample.weights[i] * (own - top - log(total))
      slope += sample.weights[i] * (sample.columns[0][i] - mean)
    }
    let point = likelihood.point(at: [beta])
    #expect(isClose(point.logLikelihood, expected, relative: 1e-12))
    #expect(
      isClose(likelihood.derivatives(at: point).score[0], slope, relative: 1e-11, absolute: 1e-12))
    let exposures = point.sums.exposures(likelihood.windows, point.terms)
    let events = zip(sample.weights, sample.isEvent).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    #expect(isClose(exposures.reduce(0, +), events, relative: 1e-12))
  }
}
