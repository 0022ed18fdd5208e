import Distributions
import Glibc
import ReferenceTables
import Testing

/// Relations between the distributions, and closed forms of special cases.
@Suite struct DistributionRelationsTests {
  @Test func symmetricDistributionsMirrorTheirTails() {
    let symmetric: [any Distribution] = [
      Normal.standard, StudentT(degreesOfFreedom: 2.2), Logistic(location: 0, scale: 1.5),
    ]
    for distribution in symmetric {
      for x in [0, 0.1, 1, 2.59, 2.61, 7, 30] {
        #expect(distribution.cumulative(-x) == distribution.upperTail(x))
        #expect(distribution.density(-x) == distribution.density(x))
      }
      for level in [1e-200, 0.01, 0.25, 0.49, 0.5] {
        #expect(distribution.quantile(level) == -distribution.upperTailQuantile(level))
      }
    }
  }

  @Test func chiSquaredWithTwoDegreesOfFreedomIsExponential() {
    for x in [1e-10, 0.3, 2, 50, 1300] {
      let distribution = ChiSquared(degreesOfFreedom: 2)
      #expect(isClose(distribution.upperTail(x), exp(-x / 2), relative: 1e-13))
      #expect(isClose(distribution.cumulative(x), -expm1(-x / 2), relative: 1e-13))
      #expect(isClose(distribution.density(x), exp(-x / 2) / 2, relative: 1e-13))
    }
  }

  @Test func chiSquaredWithOneDegreeOfFreedomIsASquaredNormal() {
    for z in [0.01, 1, 1.96, 8, 30] {
      let tail = ChiSquared(degreesOfFreedom: 1).upperTail(z * z)
      #expect(isClose(tail, 2 * Normal.standard.upperTail(z), relative: 1e-12))
    }
  }

  @Test func studentWithOneDegreeOfFreedomIsCauchy() {
    let cauchy = StudentT(degreesOfFreedom: 1)
    for x in [1e-3, 0.5, 1, 12.7, 1e10, 1e200, 1e300] {
      #expect(isClose(cauchy.upperTail(x), atan(1 / x) / .pi, relative: 1e-13))
      #expect(isClose(cauchy.density(x), 1 / .pi / (1 / x + x) / x, relative: 1e-13))
    }
    #expect(isClose(cauchy.upperTailQuantile(0.25), 1, relative: 1e-14))
    #expect(isClose(cauchy.upperTailQuantile(1e-300), 1e300 / .pi, relative: 1e-12))
  }

  @Test func fisherWithOneNumeratorDegreeIsASquaredStudent() {
    for n in [1, 2.5, 30, 1e4] {
      let f = FisherF(numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: n)
      let t = StudentT(degreesOfFreedom: n)
      for x in [0.1, 1, 2.1, 9] {
        #expect(isClose(f.upperTail(x * x), 2 * t.upperTail(x), relative: 1e-12))
      }
      let quantile = t.upperTailQuantile(0.005)
      #expect(isClose(f.upperTailQuantile(0.01), quantile * quantile, relative: 1e-12))
    }
  }

  @Test func fisherReciprocalExchangesDegreesOfFreedom() {
    for (m, n) in [(3.0, 8.0), (500, 20), (2, .infinity), (1e12, 7)] {
      let f = FisherF(numeratorDegreesOfFreedom: m, denominatorDegreesOfFreedom: n)
      let reciprocal = FisherF(numeratorDegreesOfFreedom: n, denominatorDegreesOfFreedom: m)
      for x in [0.125, 0.5, 1, 4] {
        #expect(isClose(f.upperTail(x), reciprocal.cumulative(1 / x), relative: 1e-12))
      }
    }
  }

  @Test func infiniteDegreesOfFreedomAreTheLimits() {
    let t = StudentT(degreesOfFreedom: .infinity)
    #expect(t.upperTail(1.96) == Normal.standard.upperTail(1.96))
    #expect(t.quantile(0.025) == Normal.standard.quantile(0.025))
    let nearly = StudentT(degreesOfFreedom: 1e19)
    #expect(isClose(nearly.upperTail(30), Normal.standard.upperTail(30), relative: 1e-12))
    let f = FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: .infinity)
    let chiSquared = ChiSquared(degreesOfFreedom: 3)
    #expect(isClose(f.upperTail(2.5), chiSquared.upperTail(7.5), relative: 1e-14))
    #expect(isClose(f.density(2.5), 3 * chiSquared.density(7.5), relative: 1e-13))
    #expect(isClose(f.quantile(0.1), chiSquared.quantile(0.1) / 3, relative: 1e-14))
    let large = FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 1e18)
    #expect(isClose(large.upperTail(2.5), f.upperTail(2.5), relative: 1e-12))
    let reciprocal = FisherF(numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: 4)
    #expect(
      isClose(
        reciprocal.upperTail(2), ChiSquared(degreesOfFreedom: 4).cumulative(2), relative: 1e-14))
    #expect(
      isClose(
        reciprocal.quantile(0.95), 4 / ChiSquared(degreesOfFreedom: 4).quantile(0.05),
        relative: 1e-13))
    let constant = FisherF(
      numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: .infinity)
    #expect(constant.cumulative(0.999) == 0 && constant.cumulative(1) == 1)
    #expect(constant.upperTail(0.999) == 1 && constant.upperTail(1) == 0)
    #expect(constant.quantile(0.3) == 1)
  }

  @Test func binomialTailsAreBetaProbabilities() {
    for (trials, probability, count) in [(12, 0.3, 4.0), (1000, 0.01, 31), (40, 0.9, 12)] {
      let binomial = Binomial(trials: trials, probability: probability)
      let beta = Beta(alpha: count + 1, beta: Double(trials) - count)
      #expect(
        isClose(binomial.upperTail(count), beta.cumulative(probability), relative: 1e-13))
      #expect(isClose(binomial.cumulative(count), beta.upperTail(probability), relative: 1e-13))
    }
  }

  @Test func poissonTailsAreGammaProbabilities() {
    for (mean, count) in [(0.2, 3.0), (7, 4), (400, 470)] {
      let gamma = Gamma(shape: count + 1, rate: 1)
      let poisson = Poisson(mean: mean)
      #expect(isClose(poisson.upperTail(count), gamma.cumulative(mean), relative: 1e-13))
      #expect(isClose(poisson.cumulative(count), gamma.upperTail(mean), relative: 1e-13))
    }
  }

  @Test func smallBinomialByHand() {
    // Three throws of a fair coin: 1, 3, 3, 1 eighths.
    let coin = Binomial(trials: 3, probability: 0.5)
    for (count, mass, cumulative) in [(0.0, 0.125, 0.125), (1, 0.375, 0.5), (2, 0.375, 0.875)] {
      #expect(isClose(coin.density(count), mass, relative: 1e-14))
      #expect(isClose(coin.cumulative(count), cumulative, relative: 1e-14))
    }
    #expect(isClose(coin.density(3), 0.125, relative: 1e-14))
    #expect(coin.density(1.5) == 0 && coin.density(4) == 0 && coin.density(-1) == 0)
  }

  @Test func exactTiesGiveTheCountItself() {
    // Cumulative probabilities that are doubles exactly.
    let coin = Binomial(trials: 3, probability: 0.5)
    #expect(coin.quantile(0.125) == 0 && coin.quantile(0.125.nextDown) == 0)
    #expect(coin.quantile(0.5) == 1 && coin.quantile(0.875) == 2)
    #expect(coin.upperTailQuantile(0.875) == 0 && coin.upperTailQuantile(0.5) == 1)
    #expect(coin.upperTailQuantile(0.125) == 2)
    #expect(coin.quantile(0.5 + 1e-12) == 2 && coin.upperTailQuantile(0.5 - 1e-12) == 2)
    var mass = 1.0
    var cumulative = 0.0
    let many = Binomial(trials: 40, probability: 0.5)
    for count in 0..<40 {
      cumulative += mass * 0x1p-40
      #expect(many.quantile(cumulative) == Double(count))
      mass = mass * Double(40 - count) / Double(count + 1)
    }
  }

  @Test func weibullLogTimesAreGumbel() {
    let weibull = Weibull(shape: 1.8, scale: 2.5)
    let gumbel = Gumbel(location: -log(2.5), scale: 1 / 1.8)
    for time in [0.01, 0.7, 2.5, 11] {
      #expect(isClose(weibull.upperTail(time), gumbel.cumulative(-log(time)), relative: 1e-12))
      #expect(isClose(weibull.cumulative(time), gumbel.upperTail(-log(time)), relative: 1e-12))
    }
  }

  @Test func weibullWithShapeOneIsExponential() {
    let exponential = Weibull(shape: 1, scale: 4)
    #expect(isClose(exponential.upperTail(10), exp(-2.5), relative: 1e-15))
    #expect(exponential.density(0) == 0.25)
    #expect(isClose(exponential.upperTailQuantile(0.5), 4 * log(2), relative: 1e-15))
  }
}
