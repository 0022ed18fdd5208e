import Dispatch
internal import Distributions
import Synchronization

/// The values some statistics take in bootstrap replicates of the data.
///
/// A value may be infinite (a median that is not reached); intervals treat it as later than any
/// time. A value that does not exist is NaN and is left out and counted.
public struct BootstrapSample: Sendable, Hashable {
  /// The statistics of each replicate that has some, in the order of the replicates.
  public let values: [[Double]]
  /// The number of replicates in which the statistics could not be computed.
  public let failureCount: Int
  /// What the first of those failures said.
  public let firstFailure: String?

  /// Computes statistics in every replicate, on all cores.
  ///
  /// - Parameters:
  ///   - resampling: What is drawn.
  ///   - options: How many replicates, and the seed.
  ///   - statistics: The statistics for counts of the rows, always as many; an error counts as a
  ///     failure. It is called from several threads at once.
  public init(
    _ resampling: Resampling, options: Resampling.Options,
    statistics: @Sendable (_ counts: [Double]) throws -> [Double]
  ) {
    let count = max(0, options.replicates)
    let found = Mutex<[Result<[Double], Failure>?]>(.init(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { replicate in
      let counts = resampling.counts(
        replicate: replicate, seed: options.seed, stream: options.stream)
      let result: Result<[Double], Failure>
      do { result = .success(try statistics(counts)) } catch {
        result = .failure(Failure(message: "\(error)"))
      }
      found.withLock { $0[replicate] = result }
    }
    let results = found.withLock { $0.compactMap { $0 } }
    values = results.compactMap { try? $0.get() }
    failureCount = results.count - values.count
    firstFailure =
      results.lazy.compactMap { result -> String? in
        if case .failure(let failure) = result { failure.message } else { nil }
      }.first
  }

  private struct Failure: Error {
    let message: String
  }

  /// The values of one statistic, where they exist.
  private func existing(_ statistic: Int) -> [Double] {
    values.compactMap { statistic < $0.count && !$0[statistic].isNaN ? $0[statistic] : nil }
  }

  /// In how many of the replicates a statistic does not exist.
  public func missingCount(of statistic: Int) -> Int {
    values.count - existing(statistic).count
  }

  /// The standard deviation of a statistic over the replicates; NaN where fewer than two have it,
  /// or where it is infinite in some.
  public func standardError(of statistic: Int) -> Double {
    let found = existing(statistic)
    guard found.count > 1, found.allSatisfy(\.isFinite) else { return .nan }
    let mean = found.reduce(0, +) / Double(found.count)
    let squares = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(found.count - 1)).squareRoot()
  }

  /// The percentile interval, between the (1 ∓ level)/2 quantiles of the replicates.
  ///
  /// The quantiles are of type 7 of Hyndman and
  /// Fan. NaN where fewer than two replicates have the statistic.
  public func percentileInterval(of statistic: Int, level: Double) -> ConfidenceInterval {
    let sorted = existing(statistic).sorted()
    guard sorted.count > 1 else {
      return ConfidenceInterval(level: level, lower: .nan, upper: .nan)
    }
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      level: level, lower: SampleQuantile.value(tail, ofSorted: sorted),
      upper: SampleQuantile.value(1 - tail, ofSorted: sorted))
  }

  /// The normal interval: the estimate ± z standard deviations of the replicates.
  public func normalInterval(
    of statistic: Int, around estimate: Double, level: Double
  ) -> ConfidenceInterval {
    let halfWidth = Normal().upperTailQuantile((1 - level) / 2) * standardError(of: statistic)
    return ConfidenceInterval(
      level: level, lower: estimate - halfWidth, upper: estimate + halfWidth)
  }
}
