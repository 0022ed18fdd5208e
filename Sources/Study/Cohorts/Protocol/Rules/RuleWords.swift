extension ResponseRule {
  /// The rule in words, as every caption of a rate says it.
  public var words: String {
    var text: String
    switch criterion {
    case .improvement: text = "improvement over baseline of at least \(clear.description)"
    case .improvementInBoth(let second):
      text =
        "improvement over baseline of at least \(threshold.description) in \(score) and \(second)"
    case .acceptableState(let limit):
      text = "a score of at most \(Stratifier.text(limit)) on the 0–100 scale where higher is worse"
    case .omeractOARSI: text = "OMERACT-OARSI responder criteria"
    }
    if minimumChange > 0 {
      let points = "\(Stratifier.text(minimumChange)) of 100 points"
      // A rule of points alone asks for no share.
      text =
        criterion == .improvement && clear.millionths == 0
        ? "improvement over baseline of at least \(points)" : text + " and \(points)"
    }
    if isConfirmed { text += ", seen at two consecutive visits" }
    return text
  }
}

extension EndpointPlan {
  /// One of the two rules of loss in words, as every caption of a duration says it.
  public func wordsOfLoss(_ confirmation: LossRule.Confirmation) -> String {
    let drop: String
    switch loss.reference {
    case .baseline: drop = "improvement over baseline below \(loss.threshold.description)"
    case .nadir:
      drop =
        "worsening from the best visit by 20 of 100 points and by half of what had been gained,"
    case .acceptableState(let limit):
      drop = "a score above \(Stratifier.text(limit)) on the 0–100 scale where higher is worse"
    }
    switch confirmation {
    case .twoVisits:
      let visits =
        "\(drop) at two consecutive visits at most \(Stratifier.text(loss.maxGapMonths)) months apart"
      let events = wordsOfConfirmingEvents
      return events.isEmpty
        ? "\(visits), dated at the first"
        : "\(visits), or at the last before \(events), dated at the first such visit"
    case .firstVisit: return "\(drop) at one visit"
    }
  }

  /// The day of a loss for methods that need one, in words; an event that counts as loss has its own.
  public var wordsOfDating: String {
    let hasEvents = EventPlan.Kind.allCases.contains {
      intercurrent.strategy(for: $0) == .composite && records($0)
    }
    guard hasEvents else { return loss.convention.words }
    switch loss.convention {
    case .firstFailingVisit: return "\(loss.convention.words), or at the event that counts as loss"
    case .midpoint:
      return
        "dated at the middle between the last visit in response and the first visit that shows "
        + "it or the event that counts as loss"
    }
  }

  /// The events on record that make a loss of a single visit without benefit before them.
  var confirmingEvents: [EventPlan.Kind] {
    EventPlan.Kind.allCases.filter { intercurrent.confirmsLoss($0) && records($0) }
  }

  /// The confirming events in words: `hip replacement or another injection`; empty without any.
  private var wordsOfConfirmingEvents: String {
    let kinds = confirmingEvents
    let injections: [EventPlan.Kind] = [.booster, .injection]
    guard injections.allSatisfy(kinds.contains) else {
      return kinds.map(\.words).joined(separator: " or ")
    }
    return (kinds.filter { !injections.contains($0) }.map(\.words) + ["another injection"])
      .joined(separator: " or ")
  }

  /// What it takes for a loss to be seen, by one of the two rules.
  public func reading(_ confirmation: LossRule.Confirmation) -> OutcomeMeasure.Reading {
    switch confirmation {
    case .twoVisits: confirmingEvents.isEmpty ? .twoVisits : .twoVisitsOrEvent
    case .firstVisit: .oneVisit
    }
  }
}

extension IntercurrentRules {
  /// What is done about each event, in words; events that are left alone by default are not named.
  public var words: String { words(knowsLeaving: false) }

  /// The same, with leaving the study where the study records who left, even if nothing is done.
  func words(knowsLeaving: Bool) -> String {
    let quiet = Set(
      [
        withdrawal == .ignore && !knowsLeaving ? "leaving the study" : nil,
        contralateral == .ignore ? "replacement of the other hip" : nil,
      ].compactMap { $0 })
    return strategies.filter { !quiet.contains($0.event) }
      .map { "\($0.event) \($0.action)" }.joined(separator: "; ")
  }
}

extension EndpointPlan {
  /// What is done about the events that come between, in words; without a table of events, that
  /// nothing is known of them.
  public var wordsOfEvents: String {
    if let events { return intercurrent.words(knowsLeaving: events.records(.withdrawal)) }
    let known = strategies.map { "; \($0.event) \($0.action)" }.joined()
    return
      "hip replacements, injections and deaths are not on record, so that follow-up ends at the "
      + "last visit whatever came after it\(known)"
  }

  /// What must be known of a hip after the injection for its response to be told, in words:
  /// `Assessed, replaced or dead`.
  ///
  /// Of a kind of event that is not on record nothing is said.
  public var wordsOfFollowUp: String {
    let known =
      ["Assessed"] + (records(.thr) ? ["replaced"] : []) + (records(.death) ? ["dead"] : [])
    return [known.dropLast().joined(separator: ", "), known.last ?? ""].filter { !$0.isEmpty }
      .joined(separator: " or ")
  }

  /// Of whom a rate or a course is told, in words; without a table of events nobody is known to have
  /// failed.
  public var wordsOfTold: String { events == nil ? "seen" : "seen or failed" }

  /// The same for the class of a hip at a time point.
  public var strategiesAtTimePoints: [OutcomeMeasure.Strategy] {
    intercurrent.strategiesAtTimePoints.filter { strategy in
      events != nil || strategies.contains { $0.event == strategy.event }
    }
  }

  /// What is done about each event of which the study knows.
  public var strategies: [OutcomeMeasure.Strategy] {
    events == nil
      ? intercurrent.strategies.filter { $0.event == "rescue medication" } : intercurrent.strategies
  }
}

extension DuplicateRule {
  /// What is done, in words.
  public var words: String {
    switch self {
    case .error: "the data are refused"
    case .worst: "the worse one counts"
    case .mean: "their mean counts"
    case .first: "the one first in the file counts"
    case .best: "the better one counts"
    }
  }
}
