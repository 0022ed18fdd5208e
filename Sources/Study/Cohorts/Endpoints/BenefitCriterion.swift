/// Whether one visit is in response, and whether it still holds the benefit.
///
/// Everything is decided on deficits (see `ScoreScale`), in whole millionths, so that a score that
/// lies exactly on a threshold is on it.
struct BenefitCriterion {
  let response: ResponseRule
  let loss: LossRule
  /// The scales of the scores the criterion needs, in its order.
  let scales: [ScoreScale]

  /// The deficits at baseline; NaN where missing.
  typealias Baseline = HipHistory.Scores

  /// Whether the visit is in response; nil where the scores it has leave that open.
  func isResponse(_ scores: HipHistory.Scores, baseline: Baseline) -> Bool? {
    switch response.criterion {
    case .improvement: return hasImproved(scores, 0, baseline)
    case .improvementInBoth:
      return both(hasImproved(scores, 0, baseline), hasImproved(scores, 1, baseline))
    case .acceptableState(let limit): return isAtMost(limit, scores)
    case .omeractOARSI: return isOMERACTResponder(scores, baseline)
    }
  }

  /// Whether the visit still holds the benefit; `best` is the least deficit of earlier visits.
  func isHeld(_ scores: HipHistory.Scores, baseline: Baseline, best: Double) -> Bool? {
    switch loss.reference {
    case .acceptableState(let limit): return isAtMost(limit, scores)
    case .nadir: return isNearBest(scores, baseline: baseline.first, best: best)
    case .baseline: break
    }
    switch response.criterion {
    case .improvement, .acceptableState: return holds(scores, 0, baseline)
    case .improvementInBoth: return both(holds(scores, 0, baseline), holds(scores, 1, baseline))
    case .omeractOARSI: return isOMERACTResponder(scores, baseline)
    }
  }

  /// The class of a visit: clear when it is in response, by the clear threshold where the
  /// criterion is an improvement of one score; partial by its improvement; nil where not known.
  func responseClass(
    _ scores: HipHistory.Scores, baseline: Baseline
  ) -> HipEndpoints.ResponseClass? {
    var isClear = isResponse(scores, baseline: baseline)
    var isPartial = false
    if !scores.first.isNaN, !baseline.first.isNaN {
      let deficit = scales[0].deficit(of: scores.first)
      if response.criterion == .improvement {
        isClear =
          response.clear.isReached(from: baseline.first, to: deficit)
          && changesEnough(from: baseline.first, to: deficit, scales[0])
      }
      isPartial = response.partial.isReached(from: baseline.first, to: deficit)
    }
    guard let isClear else { return nil }
    return isClear ? .clear : isPartial ? .partial : HipEndpoints.ResponseClass.none
  }

  /// The improvement in percent of the deficit at baseline; nil where that is 0 or a score missing.
  func improvementPercent(_ scores: HipHistory.Scores, baseline: Baseline) -> Double? {
    guard !scores.first.isNaN, baseline.first > 0 else { return nil }
    return 100 * (baseline.first - scales[0].deficit(of: scores.first)) / baseline.first
  }

  /// Whether a baseline the criterion needs is missing; the global assessment may be.
  func lacks(_ baseline: Baseline) -> Bool {
    switch response.criterion {
    case .improvement, .acceptableState: baseline.first.isNaN
    case .improvementInBoth: baseline.first.isNaN || baseline.second.isNaN
    case .omeractOARSI: baseline.first.isNaN && baseline.second.isNaN
    }
  }

  /// Whether the deficit at baseline is too small to class a hip; one that is missing is not.
  func isBelowFloor(_ baseline: Baseline) -> Bool {
    guard !baseline.first.isNaN else { return false }
    return baseline.first <= 0
      || ExactShare.whole(100 * baseline.first)
        < ExactShare.whole(response.floor * scales[0].width)
  }

  /// The conjunction of two answers of which either may be open.
  private func both(_ first: Bool?, _ second: Bool?) -> Bool? {
    if first == false || second == false { return false }
    return first == nil || second == nil ? nil : true
  }

  private func hasImproved(
    _ scores: HipHistory.Scores, _ place: Int, _ baseline: Baseline
  ) -> Bool? {
    guard !scores[place].isNaN, !baseline[place].isNaN else { return nil }
    let deficit = scales[place].deficit(of: scores[place])
    return response.threshold.isReached(from: baseline[place], to: deficit)
      && changesEnough(from: baseline[place], to: deficit, scales[place])
  }

  private func holds(_ scores: HipHistory.Scores, _ place: Int, _ baseline: Baseline) -> Bool? {
    guard !scores[place].isNaN, !baseline[place].isNaN else { return nil }
    return loss.threshold.isReached(
      from: baseline[place], to: scales[place].deficit(of: scores[place]))
  }

  /// Whether the fall is at least the minimum change, in points of the 0–100 scale.
  private func changesEnough(
    from baseline: Double, to deficit: Double, _ scale: ScoreScale
  ) -> Bool {
    response.minimumChange <= 0
      || ExactShare.whole(100 * (baseline - deficit))
        >= ExactShare.whole(response.minimumChange * scale.width)
  }

  private func isAtMost(_ limit: Double, _ scores: HipHistory.Scores) -> Bool? {
    guard !scores.first.isNaN else { return nil }
    let deficit = scales[0].deficit(of: scores.first)
    return ExactShare.whole(100 * deficit) <= ExactShare.whole(limit * scales[0].width)
  }

  /// Benefit is lost when the rise from the best is at least 20 points and half of the gain.
  private func isNearBest(
    _ scores: HipHistory.Scores, baseline: Double, best: Double
  ) -> Bool? {
    guard !scores.first.isNaN else { return nil }
    let rise = ExactShare.whole(scales[0].deficit(of: scores.first) - best)
    let fifth = ExactShare.whole(scales[0].width / 5)
    let halfGain = baseline.isNaN ? 0 : ExactShare.whole((baseline - best) / 2)
    return rise < max(fifth, halfGain)
  }
}
