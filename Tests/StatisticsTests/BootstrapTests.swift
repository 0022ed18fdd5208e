import Statistics
import Testing

@Suite struct BootstrapTests {
  private struct Refusal: Error {}

  @Test func replicatesDependOnTheirNumberAlone() {
    let resampling = Resampling(rowCount: 57)
    let options = Resampling.Options(replicates: 200, seed: 99, stream: 3)
    let sample = BootstrapSample(resampling, options: options) { $0 }
    #expect(sample.values.count == 200 && sample.failureCount == 0)
    for replicate in 0..<200 {
      #expect(
        sample.values[replicate]
          == resampling.counts(replicate: replicate, seed: 99, stream: 3))
    }
    #expect(sample == BootstrapSample(resampling, options: options) { $0 })
    #expect(resampling.counts(replicate: 0, seed: 99, stream: 2) != sample.values[0])
    #expect(resampling.counts(replicate: 0, seed: 98, stream: 3) != sample.values[0])
    #expect(sample.values[0] != sample.values[1])
  }

  @Test func asManyUnitsAreDrawnAsThereAre() throws {
    let clusters = Grouping(codes: [4, 0, 0, 4, 2, 2, 2, 0], count: 6)
    for replicate in 0..<50 {
      #expect(Resampling(rowCount: 31).counts(replicate: replicate, seed: 1).reduce(0, +) == 31)
      let rows = Resampling(clusters: clusters).counts(replicate: replicate, seed: 1)
      #expect(rows[0] == rows[3] && rows[1] == rows[2] && rows[2] == rows[7])
      #expect(rows[4] == rows[5] && rows[5] == rows[6])
      #expect(rows[0] + rows[1] + rows[4] == 3)
    }
    #expect(Resampling(clusters: clusters).unitCount == 3)
    #expect(Resampling(rowCount: 0).counts(replicate: 0, seed: 1) == [])
    #expect(try Resampling(frequencies: []).counts(replicate: 0, seed: 1) == [])
    #expect(try Resampling(frequencies: [0, 0]).counts(replicate: 0, seed: 1) == [0, 0])
  }

  @Test func frequenciesAreRowsWrittenOut() throws {
    let frequencies = [0.0, 3, 1, 0, 0, 4, 2, 0]
    let rows = frequencies.enumerated().flatMap { Array(repeating: $0, count: Int($1)) }
    for replicate in 0..<50 {
      let written = Resampling(rowCount: 10).counts(replicate: replicate, seed: 8)
      var expected = [Double](repeating: 0, count: 8)
      for (place, row) in rows.enumerated() { expected[row] += written[place] }
      let counts = try Resampling(frequencies: frequencies).counts(replicate: replicate, seed: 8)
      #expect(counts == expected)
    }
    #expect(throws: FitError.self) { try Resampling(frequencies: [1, 0.5]) }
    #expect(throws: FitError.self) { try Resampling(frequencies: [1e9, 1e9]) }
  }

  /// The mean of ten numbers: its bootstrap standard error is the root of Σ(x − x̄)²/n².
  @Test func standardErrorOfAMean() {
    let x = [2.0, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    let sample = BootstrapSample(
      Resampling(rowCount: 10), options: .init(replicates: 20_000, seed: 4)
    ) { counts in [zip(counts, x).reduce(0) { $0 + $1.0 * $1.1 } / 10] }
    let mean = x.reduce(0, +) / 10
    let exact = (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100).squareRoot()
    #expect(abs(sample.standardError(of: 0) / exact - 1) < 0.02)
    let normal = sample.normalInterval(of: 0, around: mean, level: 0.95)
    let percentile = sample.percentileInterval(of: 0, level: 0.95)
    #expect(abs(normal.lower - percentile.lower) < 0.5)
    #expect(abs(normal.upper - percentile.upper) < 0.5)
  }

  @Test func failuresAndMissingValuesAreCounted() {
    let sample = BootstrapSample(
      Resampling(rowCount: 1), options: .init(replicates: 10, seed: 1)
    ) { counts in
      if counts[0] < 0 { throw Refusal() }
      return [.infinity, .nan, 1]
    }
    #expect(sample.failureCount == 0 && sample.missingCount(of: 1) == 10)
    #expect(sample.percentileInterval(of: 0, level: 0.9).upper == .infinity)
    #expect(sample.percentileInterval(of: 1, level: 0.9).upper.isNaN)
    #expect(sample.standardError(of: 0).isNaN && sample.standardError(of: 2) == 0)
    let failed = BootstrapSample(
      Resampling(rowCount: 4), options: .init(replicates: 100, seed: 1)
    ) { counts in
      if counts[0] == 0 { throw Refusal() }
      return [counts[0]]
    }
    #expect(failed.failureCount > 0 && failed.values.count == 100 - failed.failureCount)
    #expect(failed.firstFailure != nil)
    let none = BootstrapSample(Resampling(rowCount: 4), options: .init()) { $0 }
    #expect(none.values.isEmpty && none.percentileInterval(of: 0, level: 0.95).lower.isNaN)
  }

  /// R: quantile(c(1, 2, 4, 8, 16, 32), c(.05, .95)) is 1.25 and 28.
  @Test func percentilesAreOfTypeSeven() {
    let values = [1.0, 2, 4, 8, 16, 32]
    #expect(abs(SampleQuantile.value(0.05, ofSorted: values) - 1.25) < 1e-14)
    #expect(abs(SampleQuantile.value(0.95, ofSorted: values) - 28) < 1e-13)
  }
}
