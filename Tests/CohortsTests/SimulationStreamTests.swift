import Cohorts
import Foundation
import Testing

@Suite struct SimulationStreamTests {
  static let draws = 200_000

  static func moments(
    _ key: Int, _ draw: (inout RandomStream) -> Double
  ) -> (mean: Double, variance: Double) {
    var stream = RandomStream(seed: 20_261_120, key: key)
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<draws {
      let value = draw(&stream)
      sum += value
      squares += value * value
    }
    let mean = sum / Double(draws)
    return (mean, squares / Double(draws) - mean * mean)
  }

  /// Four standard errors of a mean of `draws` values.
  static func slack(_ variance: Double) -> Double { 4 * (variance / Double(draws)).squareRoot() }

  @Test func splitMixGivesThePublishedNumbers() {
    // The numbers of Vigna's C code for the seed 1234567, as Rosetta Code lists them.
    var generator = SplitMix(state: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func xoshiroGivesThePublishedNumbers() {
    // The numbers of Blackman and Vigna's C code for the state 1, 2, 3, 4, as rand_xoshiro tests.
    var generator = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func streamsOfDifferentKeysDiffer() {
    var seen: Set<UInt64> = []
    for patient in 0..<1000 {
      for part in 0..<10 {
        var stream = RandomStream(seed: 1, key: part, patient)
        seen.insert(stream.next())
      }
    }
    #expect(seen.count == 10_000)
    var first = RandomStream(seed: 1, key: 2, 3)
    var second = RandomStream(seed: 1, key: 2, 3)
    #expect(first.next() == second.next())
  }

  @Test func samplersHaveTheirMoments() {
    func expect(
      _ key: Int, mean: Double, variance: Double, kurtosis: Double,
      _ draw: (inout RandomStream) -> Double, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let found = Self.moments(key, draw)
      #expect(abs(found.mean - mean) < Self.slack(variance), sourceLocation: sourceLocation)
      // The variance of a squared deviation is (kurtosis − 1) σ⁴.
      let slack = Self.slack((kurtosis - 1) * variance * variance)
      #expect(abs(found.variance - variance) < slack, sourceLocation: sourceLocation)
    }
    expect(1, mean: 0.5, variance: 1 / 12.0, kurtosis: 1.8) { $0.uniform() }
    expect(2, mean: 3, variance: 4, kurtosis: 3) { $0.normal(mean: 3, sd: 2) }
    expect(3, mean: 1, variance: 1, kurtosis: 9) { $0.exponential() }
    // Gamma(5/2): mean 5/2, variance 5/2, kurtosis 3 + 6/2.5.
    expect(4, mean: 2.5, variance: 2.5, kurtosis: 5.4) { $0.gammaFiveHalves() }
    // Beta(5/2, 5/2): variance 1 / (4 · 6), kurtosis 3 − 6 / (5 + 3).
    expect(5, mean: 0.5, variance: 1 / 24.0, kurtosis: 2.25) { $0.betaFiveHalves() }
    // Weibull with shape 2 and scale 1: mean √π/2, variance 1 − π/4, kurtosis 3.245.
    expect(6, mean: Double.pi.squareRoot() / 2, variance: 1 - .pi / 4, kurtosis: 3.245) {
      $0.weibull(shape: 2, scale: 1)
    }
    // log X is normal whatever the median.
    expect(7, mean: log(2), variance: 0.25, kurtosis: 3) {
      log($0.lognormal(median: 2, logSD: 0.5))
    }
    expect(8, mean: Logistic.logit(0.85), variance: 0.16, kurtosis: 3) {
      Logistic.logit($0.logitNormal(median: 0.85, logitSD: 0.4))
    }
    expect(9, mean: 0.3, variance: 0.21, kurtosis: 1 / 0.21 - 3) { $0.bernoulli(0.3) ? 1 : 0 }
  }

  @Test func theBetaDistributionHasItsQuartiles() {
    // With x = sin²(u/2) the density is proportional to sin⁴u, whose integral up to u is
    // 3u/8 − sin(2u)/4 + sin(4u)/32; x = 1/4 is u = π/3.
    let root = 3.0.squareRoot()
    let expected = (Double.pi / 8 - root / 8 - root / 64) / (3 * .pi / 8)
    let share = Self.moments(10) { $0.betaFiveHalves() < 0.25 ? 1 : 0 }.mean
    #expect(abs(share - expected) < Self.slack(expected * (1 - expected)))
  }

  @Test func choicesFollowTheirWeights() {
    for (place, weight) in [0.2, 0, 0.5, 0.3].enumerated() {
      let share = Self.moments(11) { $0.choice([2, 0, 5, 3]) == place ? 1 : 0 }.mean
      #expect(abs(share - weight) <= Self.slack(weight * (1 - weight)))
    }
  }
}
