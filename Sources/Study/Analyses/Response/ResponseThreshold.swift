package import Cohorts

/// A threshold of clear response, and where it comes from.
package struct ResponseThreshold {
  /// What a row of it is called.
  package let name: String
  /// The rule.
  package let rule: ResponseRule
  /// Whether it is the protocol's.
  package let isPreSpecified: Bool
  /// Where it was published, for one that was.
  package let sources: [PublishedThreshold]

  /// The thresholds of a plan: shares in rising order, then points, then the protocol's rule where it
  /// is no improvement.
  package static func all(of plan: EndpointPlan) -> [ResponseThreshold] {
    let own = plan.response
    let preSpecified = own.clearImprovement
    let criterion = preSpecified == nil ? ResponseRule.Criterion.improvement : own.criterion
    // What was published is about one score.
    let published = criterion == .improvement ? published(plan) : []
    var shares = Set([20.0, 30, 50].compactMap(ExactShare.init(percent:)))
    if let preSpecified { shares.insert(preSpecified) }
    shares.formUnion(
      published.filter { $0.unit == .percent }.compactMap { ExactShare(percent: $0.value) })
    var all = shares.sorted().map { share in
      let sources = published.filter {
        $0.unit == .percent && ExactShare(percent: $0.value) == share
      }
      let isOwn = share == preSpecified
      return ResponseThreshold(
        name: share.description,
        rule: isOwn ? own : own.replacing(criterion: criterion, threshold: share),
        isPreSpecified: isOwn, sources: sources)
    }
    for source in published where source.unit == .points {
      guard let range = source.range, let none = ExactShare(percent: 0) else { continue }
      let width = range.upperBound - range.lowerBound
      all.append(
        ResponseThreshold(
          name: "\(Stratifier.text(source.value)) of \(Stratifier.text(width)) points",
          rule: own.replacing(
            criterion: criterion, threshold: none, minimumChange: 100 * source.value / width),
          isPreSpecified: false, sources: [source]))
    }
    if preSpecified == nil {
      all.append(
        ResponseThreshold(name: own.words, rule: own, isPreSpecified: true, sources: []))
    }
    return all
  }

  /// The improvements published as minimal for the score in hips, as far as they were verified.
  private static func published(_ plan: EndpointPlan) -> [PublishedThreshold] {
    guard let scale = plan.score?.scale, let instrument = Instrument.named(scale.instrument) else {
      return []
    }
    return PublishedThreshold.published(for: instrument, subscale: scale.subscale).filter {
      ($0.kind == .mcii || $0.kind == .mic) && $0.joint == .hip && $0.isVerified && $0.upTo == nil
        && ($0.direction == .fall || $0.direction == .rise)
        && ($0.unit == .percent || $0.range != nil)
    }
  }
}
