extension ResponseRule {
  /// The same rule with another criterion, score or threshold: baseline, floor, deadline and windows
  /// stay.
  ///
  /// - Parameter threshold: the improvement of a response and of a clear one; a partial response
  ///   stays the smaller of the two.
  public func replacing(
    criterion: Criterion? = nil, score: String? = nil, threshold: ExactShare? = nil,
    minimumChange: Double? = nil, isConfirmed: Bool? = nil
  ) -> ResponseRule {
    let clear = threshold ?? clear
    return ResponseRule(
      score: score ?? self.score, criterion: criterion ?? self.criterion,
      threshold: threshold ?? self.threshold, minimumChange: minimumChange ?? self.minimumChange,
      baselineDays: baselineDays, baseline: baseline, floor: floor, deadlineMonths: deadlineMonths,
      clear: clear,
      partial: partial < clear ? partial : ExactShare(millionths: clear.millionths / 2),
      isConfirmed: isConfirmed ?? self.isConfirmed, windows: windows)
  }

  /// The improvement that makes a visit one of clear response; nil where the criterion is no
  /// improvement.
  public var clearImprovement: ExactShare? {
    switch criterion {
    case .improvement: clear
    case .improvementInBoth: threshold
    case .acceptableState, .omeractOARSI: nil
    }
  }
}

extension EndpointPlan {
  /// The same plan with another rule of response.
  public func replacing(response: ResponseRule) -> EndpointPlan {
    EndpointPlan(
      indexDate: indexDate, dataLock: dataLock, visits: visits, events: events, response: response,
      loss: loss, intercurrent: intercurrent, duplicates: duplicates, afterDeath: afterDeath)
  }

  /// The scales a response is read from, in words: those of every score the criterion asks for.
  public var instrumentWords: String {
    let scores = EndpointDerivation(self)?.scores ?? [score].compactMap { $0 }
    return scores.isEmpty
      ? response.score : scores.map(\.scale.description).joined(separator: "; ")
  }
}
