import Distributions
import Testing

/// Ends of the support, parameters at and beyond their limits, arguments that are no numbers.
@Suite struct DistributionEdgesTests {
  @Test func senselessParametersGiveNoNumber() {
    var senseless: [any Distribution] = [
      Normal(mean: .infinity), Logistic(location: .nan, scale: 1),
      Gumbel(location: -.infinity, scale: 1), Gamma(shape: .infinity, rate: 1),
      Beta(alpha: .infinity, beta: 1), Poisson(mean: -1), Poisson(mean: .infinity),
      Binomial(trials: -1, probability: 0.5), Binomial(trials: 2, probability: 1.1),
      Binomial(trials: 2, probability: -0.1), Binomial(trials: 2, probability: .nan),
      Weibull(shape: .infinity, scale: 1),
    ]
    for bad in [0, -1, -Double.infinity, .nan] {
      senseless += [
        Normal(standardDeviation: bad), StudentT(degreesOfFreedom: bad),
        ChiSquared(degreesOfFreedom: bad),
        FisherF(numeratorDegreesOfFreedom: bad, denominatorDegreesOfFreedom: 1),
        FisherF(numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: bad),
        Gamma(shape: bad, rate: 1), Gamma(shape: 1, rate: bad), Beta(alpha: bad, beta: 1),
        Beta(alpha: 1, beta: bad), Weibull(shape: bad, scale: 1), Weibull(shape: 1, scale: bad),
        Logistic(location: 0, scale: bad), Gumbel(location: 0, scale: bad),
      ]
    }
    for distribution in senseless {
      for x in [-1, 0, 0.5, 1, 3, .infinity, -.infinity] {
        for value in values(distribution, x) { #expect(value.isNaN, "\(distribution) at \(x)") }
      }
      for level in [0, 0.1, 0.5, 1] {
        #expect(distribution.quantile(level).isNaN, "\(distribution)")
        #expect(distribution.upperTailQuantile(level).isNaN, "\(distribution)")
      }
    }
  }

  static let sensible: [any Distribution] = [
    Normal.standard, StudentT(degreesOfFreedom: 3), StudentT(degreesOfFreedom: .infinity),
    ChiSquared(degreesOfFreedom: 3), ChiSquared(degreesOfFreedom: .infinity),
    FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 4),
    FisherF(numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: 4),
    FisherF(numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: .infinity),
    Gamma(shape: 2, rate: 1), Beta(alpha: 2, beta: 3), Binomial(trials: 5, probability: 0.4),
    Binomial(trials: 5, probability: 0), Poisson(mean: 3), Poisson(mean: 0),
    Weibull(shape: 2, scale: 1), Logistic(), Gumbel(),
  ]

  @Test func argumentsThatAreNoNumbersGiveNone() {
    for distribution in Self.sensible {
      for value in values(distribution, .nan) { #expect(value.isNaN, "\(distribution)") }
      for level in [
        -0.1, 1.1, .nan, .infinity, -.infinity, -Double.leastNonzeroMagnitude, 1.0.nextUp,
      ] {
        #expect(distribution.quantile(level).isNaN, "\(distribution) at \(level)")
        #expect(distribution.upperTailQuantile(level).isNaN, "\(distribution) at \(level)")
      }
    }
  }

  @Test func infinitiesHoldAllProbability() {
    for distribution in Self.sensible {
      #expect(distribution.cumulative(.infinity) == 1, "\(distribution)")
      #expect(distribution.upperTail(.infinity) == 0, "\(distribution)")
      #expect(distribution.cumulative(-.infinity) == 0, "\(distribution)")
      #expect(distribution.upperTail(-.infinity) == 1, "\(distribution)")
      #expect(distribution.logCumulative(.infinity) == 0, "\(distribution)")
      #expect(distribution.logUpperTail(.infinity) == -.infinity, "\(distribution)")
      #expect(distribution.logCumulative(-.infinity) == -.infinity, "\(distribution)")
      #expect(distribution.logUpperTail(-.infinity) == 0, "\(distribution)")
      #expect(distribution.density(.infinity) == 0, "\(distribution)")
      #expect(distribution.density(-.infinity) == 0, "\(distribution)")
      #expect(distribution.logDensity(.infinity) == -.infinity, "\(distribution)")
    }
  }

  @Test func nothingLiesBelowZero() {
    for distribution in Self.sensible where !(distribution.cumulative(-1) > 0) {
      for x in [-1e300, -1, -Double.leastNonzeroMagnitude] {
        #expect(distribution.cumulative(x) == 0 && distribution.upperTail(x) == 1)
        #expect(distribution.density(x) == 0, "\(distribution)")
      }
      #expect(distribution.quantile(0) == 0 || distribution is FisherF, "\(distribution)")
    }
  }

  @Test func betaEndsAtOne() {
    let beta = Beta(alpha: 2, beta: 3)
    for x in [1, 1.0.nextUp, 7] {
      #expect(beta.cumulative(x) == 1 && beta.upperTail(x) == 0 && beta.density(x) == 0)
    }
    #expect(beta.quantile(1) == 1 && beta.upperTailQuantile(0) == 1)
    #expect(Beta(alpha: 2, beta: 1).density(1) == 2)
    #expect(Beta(alpha: 1, beta: 2).density(0) == 2)
    #expect(Beta(alpha: 2, beta: 0.5).density(1) == .infinity)
    #expect(Beta(alpha: 0.5, beta: 2).density(0) == .infinity)
  }

  @Test func densitiesAtZero() {
    #expect(ChiSquared(degreesOfFreedom: 1).density(0) == .infinity)
    #expect(ChiSquared(degreesOfFreedom: 2).density(0) == 0.5)
    #expect(ChiSquared(degreesOfFreedom: 3).density(0) == 0)
    for (m, density) in [(1.0, Double.infinity), (2, 1), (3, 0)] {
      for n in [5, Double.infinity] {
        let f = FisherF(numeratorDegreesOfFreedom: m, denominatorDegreesOfFreedom: n)
        #expect(f.density(0) == density)
      }
    }
    #expect(Weibull(shape: 0.5, scale: 1).density(0) == .infinity)
    #expect(Weibull(shape: 2, scale: 1).density(0) == 0)
    #expect(Gamma(shape: 1, rate: 3).density(0) == 3)
  }

  @Test func endsOfTheQuantiles() {
    for distribution: any Distribution in [Normal.standard, Logistic(), Gumbel()] {
      #expect(distribution.quantile(0) == -.infinity && distribution.quantile(1) == .infinity)
      #expect(distribution.upperTailQuantile(0) == .infinity)
      #expect(distribution.upperTailQuantile(1) == -.infinity)
    }
    for distribution: any Distribution in [
      ChiSquared(degreesOfFreedom: 3), Gamma(shape: 0.1, rate: 1), Poisson(mean: 2),
      Weibull(shape: 2, scale: 3), ChiSquared(degreesOfFreedom: .infinity),
    ] {
      #expect(distribution.quantile(0) == 0 && distribution.quantile(1) == .infinity)
      #expect(distribution.upperTailQuantile(0) == .infinity)
      #expect(distribution.upperTailQuantile(1) == 0)
    }
    #expect(Binomial(trials: 7, probability: 0.1).quantile(1) == 7)
    #expect(Binomial(trials: 7, probability: 0.1).upperTailQuantile(0) == 7)
  }

  @Test func degenerateCounts() {
    let never = Binomial(trials: 4, probability: 0)
    let always = Binomial(trials: 4, probability: 1)
    let nothing = Binomial(trials: 0, probability: 0.3)
    #expect(never.density(0) == 1 && never.density(1) == 0 && never.cumulative(0) == 1)
    #expect(never.quantile(1) == 0 && never.upperTail(0) == 0)
    #expect(always.density(4) == 1 && always.cumulative(3.9) == 0 && always.cumulative(4) == 1)
    #expect(always.upperTail(3) == 1 && always.quantile(1e-9) == 4)
    #expect(nothing.density(0) == 1 && nothing.quantile(0.5) == 0)
    let poisson = Poisson(mean: 0)
    #expect(poisson.density(0) == 1 && poisson.density(1) == 0 && poisson.logDensity(0) == 0)
    #expect(poisson.cumulative(0) == 1 && poisson.upperTail(0) == 0 && poisson.quantile(0.9) == 0)
  }

  @Test func chiSquaredWithInfiniteDegreesOfFreedomLiesAtInfinity() {
    let distribution = ChiSquared(degreesOfFreedom: .infinity)
    #expect(distribution.cumulative(1e300) == 0 && distribution.upperTail(1e300) == 1)
    #expect(distribution.quantile(0.5) == .infinity && distribution.density(1) == 0)
  }

  @Test func outlandishNumbersStayProbabilities() {
    let extremes = [1e-3, 0.7, 1, 1e5, 1e17, 1e29]
    var distributions: [any Distribution] = extremes.flatMap { first -> [any Distribution] in
      [
        StudentT(degreesOfFreedom: first), ChiSquared(degreesOfFreedom: first),
        Poisson(mean: first),
      ]
    }
    for first in extremes {
      for second in extremes {
        distributions += [
          Gamma(shape: first, rate: second), Beta(alpha: first, beta: second),
          FisherF(numeratorDegreesOfFreedom: first, denominatorDegreesOfFreedom: second),
          Weibull(shape: first, scale: second), Normal(mean: first, standardDeviation: second),
          Logistic(location: first, scale: second), Gumbel(location: first, scale: second),
        ]
      }
    }
    for trials in [1, 1 << 53, Int.max] {
      distributions.append(Binomial(trials: trials, probability: 1e-9))
    }
    for distribution in distributions {
      for x in [
        -1e308, -1, 0, Double.leastNonzeroMagnitude, 1e-300, 0.3, 1, 1.0.nextUp, 1e17, 1e29,
        1.7e308,
      ] {
        let lower = distribution.cumulative(x)
        let upper = distribution.upperTail(x)
        #expect(lower >= 0 && upper >= 0, "\(distribution) at \(x)")
        #expect(abs(lower + upper - 1) < 1e-10, "\(distribution) at \(x)")
        #expect(distribution.density(x) >= 0, "\(distribution) at \(x)")
      }
      for level in [Double.leastNonzeroMagnitude, 1e-300, 0.3, 1.0.nextDown] {
        #expect(!distribution.quantile(level).isNaN, "\(distribution) at \(level)")
        #expect(!distribution.upperTailQuantile(level).isNaN, "\(distribution) at \(level)")
      }
    }
  }

  @Test func specialFunctionsHavePoles() {
    for pole in [0, -1, -7, -Double.infinity, .nan] {
      #expect(logGamma(pole).isNaN && digamma(pole).isNaN && trigamma(pole).isNaN)
    }
    #expect(logGamma(.infinity) == .infinity && digamma(.infinity) == .infinity)
    #expect(trigamma(.infinity) == 0)
    #expect(logGamma(1) == 0 && logGamma(2) == 0)
  }

  /// Every function of x.
  private func values(_ distribution: any Distribution, _ x: Double) -> [Double] {
    [
      distribution.density(x), distribution.logDensity(x), distribution.cumulative(x),
      distribution.logCumulative(x), distribution.upperTail(x), distribution.logUpperTail(x),
    ]
  }
}
