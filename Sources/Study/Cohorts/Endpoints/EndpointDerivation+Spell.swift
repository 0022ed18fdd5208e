extension EndpointDerivation {
  /// Finds the first response and the end of the spell of benefit that began with it.
  func findResponse(_ history: HipHistory, _ result: inout HipEndpoints) {
    let search = ResponseSearch(
      states: states, months: months, end: endOfWaiting(history),
      needsConfirmation: plan.response.isConfirmed)
    result.onset = search.onset
    result.firstAssessment = search.firstKnown
    guard let first = search.first else {
      let isUnknown =
        states.allSatisfy { $0 == nil } && result.replacement == nil && result.death == nil
      result.responseStatus = isUnknown ? .indeterminate : .nonResponder
      if isUnknown { result.flags.append(.noFollowUp) }
      return
    }
    let isLate = plan.response.deadlineMonths.map { months[first] > $0 } ?? false
    result.responseStatus = isLate ? .lateResponder : .responder
    if isLate { result.flags.append(.lateResponse) }
    if !search.isConfirmed { result.flags.append(.unconfirmedResponse) }
    let steps = self.steps(after: first, history)
    let rules = LossSearch(rules: plan.intercurrent, maxGapMonths: plan.loss.maxGapMonths)
    let confirmed = rules.end(from: months[first], steps, confirmation: .twoVisits)
    result.confirmedLoss = confirmed
    result.firstVisitLoss = rules.end(from: months[first], steps, confirmation: .firstVisit)
    guard !isLate else { return }
    result.flags += confirmed.dips.map { .transientDip($0) }
    if let drop = confirmed.unconfirmedDrop { result.flags.append(.unconfirmedDrop(drop)) }
    if case .confirmed = confirmed.end { result.flags.append(.confirmedByEvent) }
  }

  /// The first event after which a response would not be one to the index injection.
  private func endOfWaiting(_ history: HipHistory) -> Double {
    var end = Double.infinity
    for event in history.events where event.month > 0 {
      let stops =
        event.kind == .thr || event.kind == .death
        || plan.intercurrent.strategy(for: event.kind) != .ignore
      if stops { end = min(end, event.month) }
    }
    if plan.intercurrent.contralateral == .censor {
      for month in history.contralateralReplacements where month > 0 { end = min(end, month) }
    }
    return end
  }

  /// The visits and events after the first response, in order; on one day visits come first.
  private func steps(after first: Int, _ history: HipHistory) -> [LossSearch.Step] {
    var events = history.events.filter { $0.month > 0 && $0.month >= months[first] }
      .map { LossSearch.Step.event($0.kind, month: $0.month) }
    events += history.contralateralReplacements.filter { $0 > 0 && $0 >= months[first] }
      .map { .otherHip(month: $0) }
    if events.count > 1 {
      events.sort { ($0.month, $0.precedence) < ($1.month, $1.precedence) }
    }
    var steps: [LossSearch.Step] = []
    steps.reserveCapacity(months.count - first + events.count)
    var next = 0
    for place in months.indices.dropFirst(first + 1) {
      guard let isHeld = held[place] else { continue }
      while next < events.count, events[next].month < months[place] {
        steps.append(events[next])
        next += 1
      }
      steps.append(.visit(month: months[place], isHeld: isHeld))
    }
    return steps + events[next...]
  }

  /// The class and the improvement at each time point.
  ///
  /// The visit nearest to the time point in its window decides, the earlier of two as near. Without
  /// one the hip failed if it was replaced, or the patient dead, by the time point.
  func classify(_ baseline: HipHistory.Scores, isClassed: Bool, _ result: inout HipEndpoints) {
    for window in plan.response.windows {
      let nearest = decidingVisit(of: window)
      result.improvementPercent.append(
        nearest.flatMap {
          criterion.improvementPercent(timeline.visits[$0].scores, baseline: baseline)
        })
      guard isClassed else {
        result.classes.append(.missing)
        continue
      }
      let end = min(result.replacement ?? .infinity, result.death ?? .infinity)
      guard let nearest else {
        result.classes.append(end <= window.month ? .failed : .missing)
        continue
      }
      let scores = timeline.visits[nearest].scores
      let isFailed =
        timeline.visits[nearest].hasRescue && plan.intercurrent.rescue == .composite
      result.classes.append(
        isFailed ? .none : criterion.responseClass(scores, baseline: baseline) ?? .missing)
    }
  }

  /// The visit of the timeline that decides the class at a time point.
  func decidingVisit(of window: ResponseRule.Window) -> Int? {
    timeline.visits.indices.filter {
      isAssessed($0) && window.days.contains(timeline.visits[$0].day)
    }.min { abs(months[$0] - window.month) < abs(months[$1] - window.month) }
  }

  /// Whether a visit after the injection has a score that counts.
  private func isAssessed(_ place: Int) -> Bool {
    let visit = timeline.visits[place]
    return visit.month > 0 && !visit.scores.first.isNaN
      && !(visit.hasRescue && plan.intercurrent.rescue == .missing)
  }

  /// The facts of the hip that a reader should know beside its endpoints.
  func noteEvents(_ history: HipHistory, _ result: inout HipEndpoints) {
    for visit in timeline.visits {
      if visit.month > 0, visit.hasRescue { result.flags.append(.rescue(visit.month)) }
      if isMislabelled(visit) { result.flags.append(.labelMismatch(visit.month)) }
    }
    result.lastAssessment = timeline.visits.indices.last { isAssessed($0) }.map { months[$0] }
    for event in history.events.sorted(by: { $0.month < $1.month })
    where event.month > 0 && event.kind == .booster {
      result.flags.append(.booster(event.month))
    }
    if let month = result.replacement { result.flags.append(.thr(month)) }
    if let month = result.death { result.flags.append(.death(month)) }
    result.flags += history.contralateralReplacements.filter { $0 > 0 }.sorted().map {
      .contralateralTHR($0)
    }
  }

  /// Whether a visit lies further from the month it was planned for than half the way to the next.
  ///
  /// One before the injection is looked at only where it was planned for after it: baselines are
  /// taken when they can be.
  func isMislabelled(_ visit: HipHistory.Assessment) -> Bool {
    guard visit.month > 0 || visit.plannedMonth > 0, !visit.plannedMonth.isNaN else {
      return false
    }
    let others = plan.visits.scheduleMonths + [0]
    let gap = others.map { abs($0 - visit.plannedMonth) }.filter { $0 > 0.5 }.min() ?? .infinity
    return abs(visit.month - visit.plannedMonth) > gap / 2
  }
}
