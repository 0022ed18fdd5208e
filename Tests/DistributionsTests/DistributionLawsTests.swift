import Distributions
import Glibc
import ReferenceTables
import Testing

/// What holds of every distribution, whatever its numbers.
@Suite struct DistributionLawsTests {
  static let continuous: [any Distribution] = [
    Normal(mean: 2, standardDeviation: 3), StudentT(degreesOfFreedom: 3.3),
    StudentT(degreesOfFreedom: 5000), ChiSquared(degreesOfFreedom: 7),
    ChiSquared(degreesOfFreedom: 900),
    FisherF(numeratorDegreesOfFreedom: 4, denominatorDegreesOfFreedom: 9.5),
    FisherF(numeratorDegreesOfFreedom: 900, denominatorDegreesOfFreedom: 700),
    FisherF(numeratorDegreesOfFreedom: 4, denominatorDegreesOfFreedom: .infinity),
    FisherF(numeratorDegreesOfFreedom: .infinity, denominatorDegreesOfFreedom: 6),
    Gamma(shape: 0.4, rate: 2), Gamma(shape: 700, rate: 3), Beta(alpha: 0.6, beta: 3),
    Beta(alpha: 400, beta: 300), Weibull(shape: 1.7, scale: 4), Logistic(location: -1, scale: 2),
    Gumbel(location: -1, scale: 2),
  ]
  static let discrete: [any Distribution] = [
    Poisson(mean: 0.3), Poisson(mean: 41.7), Poisson(mean: 2500),
    Binomial(trials: 9, probability: 0.2), Binomial(trials: 300, probability: 0.5),
    Binomial(trials: 5000, probability: 0.93),
  ]
  static let levels = [1e-12, 1e-5, 0.01, 0.2, 0.4, 0.5, 0.75, 0.9, 0.999]

  @Test func tailsAddUpToOne() {
    for distribution in Self.continuous + Self.discrete {
      for level in Self.levels {
        let x = distribution.quantile(level)
        let sum = distribution.cumulative(x) + distribution.upperTail(x)
        #expect(abs(sum - 1) < 1e-14, "\(distribution) at \(x)")
      }
    }
  }

  @Test func quantilesInvertContinuousTails() {
    for distribution in Self.continuous {
      for level in Self.levels {
        let lower = distribution.cumulative(distribution.quantile(level))
        #expect(isClose(lower, level, relative: 1e-11), "\(distribution) at \(level)")
        let upper = distribution.upperTail(distribution.upperTailQuantile(level))
        #expect(isClose(upper, level, relative: 1e-11), "\(distribution) at \(level)")
      }
    }
  }

  @Test func densityIsTheSlopeOfTheCumulativeProbability() {
    for distribution in Self.continuous {
      for level in [0.05, 0.3, 0.5, 0.8, 0.97] {
        let x = distribution.quantile(level)
        let spread = distribution.quantile(0.75) - distribution.quantile(0.25)
        let step = 1e-4 * (x == 0 ? spread : min(spread, abs(x)))
        // Richardson's extrapolation of central differences.
        func slope(_ step: Double) -> Double {
          (distribution.cumulative(x + step) - distribution.cumulative(x - step)) / (2 * step)
        }
        let extrapolated = (4 * slope(step / 2) - slope(step)) / 3
        let density = distribution.density(x)
        #expect(isClose(density, extrapolated, relative: 1e-8), "\(distribution) at \(x)")
      }
    }
  }

  @Test func massesAddUpToTheCumulativeProbability() {
    for distribution in Self.discrete {
      let last = distribution.quantile(0.999)
      var sum = 0.0
      for count in stride(from: 0.0, through: last, by: 1) { sum += distribution.density(count) }
      #expect(isClose(sum, distribution.cumulative(last), relative: 1e-12), "\(distribution)")
    }
  }

  @Test func logarithmsAreThoseOfTheNumbers() {
    for distribution in Self.continuous + Self.discrete {
      for level in Self.levels {
        let x = distribution.quantile(level)
        for (logarithm, number) in [
          (distribution.logDensity(x), distribution.density(x)),
          (distribution.logCumulative(x), distribution.cumulative(x)),
          (distribution.logUpperTail(x), distribution.upperTail(x)),
        ] {
          #expect(
            isClose(exp(logarithm), number, relative: 1e-13), "\(distribution) at \(x)")
        }
      }
    }
  }

  @Test func discreteQuantilesAreTheSmallestCounts() {
    for distribution in Self.discrete {
      for level in Self.levels {
        let lower = distribution.quantile(level)
        #expect(lower == lower.rounded() && lower >= 0)
        #expect(distribution.cumulative(lower) >= level * (1 - 1e-12), "\(distribution) \(level)")
        #expect(distribution.cumulative(lower - 1) < level, "\(distribution) \(level)")
        let upper = distribution.upperTailQuantile(level)
        #expect(distribution.upperTail(upper) <= level * (1 + 1e-12), "\(distribution) \(level)")
        #expect(distribution.upperTail(upper - 1) > level, "\(distribution) \(level)")
      }
    }
  }

  @Test func discreteQuantilesOfTheirOwnProbabilities() {
    for distribution in Self.discrete {
      for level in Self.levels {
        let count = distribution.quantile(level)
        let lower = distribution.cumulative(count)
        #expect(distribution.quantile(lower) == count)
        #expect(distribution.upperTailQuantile(distribution.upperTail(count)) == count)
        #expect(distribution.quantile(lower * (1 + 1e-9)) == count + 1 || lower > 0.999)
      }
    }
  }
}
