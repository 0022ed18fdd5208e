internal import Glibc
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// Standardises survival over the rows of the fit: the mean of their predicted curves, with the
  /// covariates of each design in turn.
  ///
  /// - Parameters:
  ///   - count: The number of levels.
  ///   - times: The times at which to give the curves.
  ///   - tau: The end of the restricted mean, where it is wanted.
  ///   - covariates: What the variance takes the covariates to be.
  ///   - design: The design of the fit's rows at a level, coded as that of the fit. Asked for once a
  ///     level, so that only one is held at a time.
  /// - Complexity: O(n p) a level and time. The restricted mean takes O(n + events · points) with
  ///   points some hundreds, independent of n (``PredictorNodes``).
  public func standardisedSurvival(
    levels count: Int, times: [Double], tau: Double?,
    covariates: StandardisedSurvival.Covariates = .sampled, design: (Int) throws -> Design
  ) rethrows -> StandardisedSurvival {
    let sample = StandardisationSample(fitted)
    let logHazards = fitted.logCumulativeHazards()
    let last = sample.lastCommonFollowUp(fitted)
    let known = times.filter { $0 <= last }
    let knownTau = tau.flatMap { $0 <= last && $0 >= 0 ? $0 : nil }
    let levels = try (0..<count).map { level in
      let design = try design(level)
      precondition(
        design.matrix.columnCount == fitted.design.matrix.columnCount
          && design.rowCount == fitted.design.rowCount,
        "the design has other rows or columns than that of the fit")
      return StandardisedLevel(
        design, sample, fitted, logHazards: logHazards, times: known, tau: knownTau)
    }
    let influence = StandardisationInfluence(
      fitted, sample, logHazards: logHazards, covariates: covariates)
    let nothing = (
      [Double](repeating: .nan, count: count),
      Matrix(
        rowCount: count, columnCount: count,
        elements: [Double](repeating: .nan, count: count * count))
    )
    var next = 0
    let survival = times.map { time in
      guard time <= last else {
        return StandardisedSurvival.Reading(
          quantity: .survival(time: time), estimates: nothing.0, covariance: nothing.1)
      }
      let parts = levels.map { level in
        StandardisationInfluence.Part(
          reading: level.survival[next],
          factors: influence.factors(at: time, level.survival[next]),
          values: level.survival(at: time, logHazards))
      }
      next += 1
      return StandardisedSurvival.Reading(
        quantity: .survival(time: time), estimates: parts.map(\.reading.estimate),
        covariance: influence.covariance(parts))
    }
    let restrictedMean = tau.map { tau in
      let parts = levels.compactMap { level in
        level.restrictedMean.map { reading in
          StandardisationInfluence.Part(
            reading: reading, factors: influence.factors(ofMean: reading), values: level.meanTimes)
        }
      }
      let quantity = StandardisedSurvival.Reading.Quantity.restrictedMean(tau: tau)
      guard !parts.isEmpty else {
        return StandardisedSurvival.Reading(
          quantity: quantity, estimates: nothing.0, covariance: nothing.1)
      }
      return StandardisedSurvival.Reading(
        quantity: quantity, estimates: parts.map(\.reading.estimate),
        covariance: influence.covariance(parts))
    }
    return StandardisedSurvival(survival: survival, restrictedMean: restrictedMean)
  }

  /// The last time that the follow-up of every stratum reaches.
  public var lastCommonFollowUp: Double {
    StandardisationSample(fitted).lastCommonFollowUp(fitted)
  }
}

extension CoxFit {
  /// The logarithm of the cumulative hazard from each event on, at stored covariates of zero.
  func logCumulativeHazards() -> [Double] {
    var logs = [Double](repeating: 0, count: windows.eventCount)
    for events in windows.strata {
      var total = 0.0
      var reference = Double.infinity
      for event in events {
        let own = point.sums.references[event]
        if own < reference {
          total *= exp(own - reference)
          reference = own
        }
        total += point.terms[event].hazard * exp(reference - own)
        logs[event] = log(total) - reference
      }
    }
    return logs
  }
}
