internal import LinearAlgebra
internal import Statistics

extension CoxModel {
  /// A coefficient that runs to infinity: the likelihood is monotone in it.
  public struct Separation: Sendable, Hashable {
    /// Why.
    public enum Cause: Sendable, Hashable {
      /// Nobody with the level, or with the value one of a 0/1 covariate, has an event.
      case noEventWithLevel(rows: Int)
      /// Nobody without it has an event: at the reference level, or with the value zero.
      case noEventWithoutLevel(rows: Int)
      /// At every event time those who have the event hold the greatest, or all the least, values.
      case orderedByValue
      /// No covariate by itself, but several together.
      case combination
    }

    /// Whether it runs to plus infinity.
    public let isPositive: Bool
    /// Why.
    public let cause: Cause
    /// The profile likelihood, at 95 %: its interval has one finite limit.
    public let profile: Profile
  }
}

extension CoxFit {
  /// What is known of each coefficient that runs to infinity.
  func separations(_ terms: [Design.Term]) -> [CoxModel.Separation?] {
    isEstimated.indices.map { index in
      guard optimum.isInfinite[index] else { return nil }
      let isPositive =
        (optimum.drift.isEmpty ? optimum.coefficients : optimum.drift)[index] > 0
      let columns = terms.first { $0.columns.contains(index) }.map { Array($0.columns) } ?? [index]
      return CoxModel.Separation(
        isPositive: isPositive, cause: cause(index, term: columns, isPositive: isPositive),
        profile: profile(of: index, level: 0.95))
    }
  }

  private func value(_ keptRow: Int, _ index: Int) -> Double {
    design.matrix[Int(windows.rows[keptRow]), designColumns[index]]
  }

  private func cause(
    _ index: Int, term: [Int], isPositive: Bool
  ) -> CoxModel.Separation.Cause {
    let rows = 0..<windows.rowCount
    let isBinary = rows.allSatisfy { value($0, index) == 0 || value($0, index) == 1 }
    if isBinary {
      let deaths = (0..<windows.eventCount).lazy.flatMap { windows.deaths(atEvent: $0) }
      if !isPositive, deaths.allSatisfy({ value($0, index) == 0 }) {
        return .noEventWithLevel(rows: rows.count { value($0, index) != 0 })
      }
      if isPositive, deaths.allSatisfy({ row in term.contains { value(row, $0) != 0 } }) {
        return .noEventWithoutLevel(
          rows: rows.count { row in term.allSatisfy { value(row, $0) == 0 } })
      }
    }
    return isOrdered(index, sign: isPositive ? 1 : -1) ? .orderedByValue : .combination
  }

  /// Whether at every event time nobody who survives it exceeds those who have the event.
  private func isOrdered(_ index: Int, sign: Double) -> Bool {
    guard windows.entries == nil else { return false }
    for events in windows.strata {
      var greatest = -Double.infinity
      for event in events.reversed() {
        let deaths = windows.deaths(atEvent: event)
        for row in deaths.upperBound..<windows.rows(ofEvent: event).upperBound {
          greatest = max(greatest, sign * value(row, index))
        }
        for row in deaths where sign * value(row, index) < greatest { return false }
        for row in deaths { greatest = max(greatest, sign * value(row, index)) }
      }
    }
    return true
  }
}
