/// The end of a spell of benefit: (last visit that held it, first visit of the run that did not].
///
/// Missing visits widen the interval and never move it. Events act by their strategies; on one day
/// a visit comes before a booster, that before another injection, a replacement and a death.
struct LossSearch {
  /// One thing that happens to a spell, in order of time.
  enum Step {
    case visit(month: Double, isHeld: Bool)
    case event(EventPlan.Kind, month: Double)
    /// The patient's other hip was replaced.
    case otherHip(month: Double)

    /// When it happened.
    var month: Double {
      switch self {
      case .visit(let month, _), .event(_, let month), .otherHip(let month): month
      }
    }

    /// What comes first on one day: the visit, then events in their order.
    var precedence: Int {
      switch self {
      case .visit: -1
      case .event(let kind, _): kind.precedence
      case .otherHip: 5
      }
    }
  }

  let rules: IntercurrentRules
  let maxGapMonths: Double

  /// Follows a spell that began with a visit in response at `start` through the steps after it.
  ///
  /// - Parameter confirmation: whether one failing visit is a loss, or two consecutive ones.
  func end(
    from start: Double, _ steps: [Step], confirmation: LossRule.Confirmation
  ) -> HipEndpoints.Loss {
    var lastHeld = start
    // The last failing visit, which the next may confirm, and the first of its run.
    var pending: Double?
    var drop: Double?
    var dips: [Double] = []
    func spell(
      upTo upper: Double?, _ end: HipEndpoints.Loss.End, isConfirmed: Bool = false
    ) -> HipEndpoints.Loss {
      .init(
        interval: .init(lower: lastHeld, upper: upper), end: end,
        unconfirmedDrop: isConfirmed ? nil : drop, dips: dips)
    }
    for step in steps {
      switch step {
      case .visit(let month, isHeld: true):
        if let drop { dips.append(drop) }
        (pending, drop) = (nil, nil)
        lastHeld = month
      case .visit(let month, isHeld: false):
        if confirmation == .firstVisit { return spell(upTo: month, .visits) }
        if let first = pending, month - first <= maxGapMonths {
          return spell(upTo: first, .visits, isConfirmed: true)
        }
        pending = month
        drop = drop ?? month
      case .event(let kind, let month):
        let strategy = rules.strategy(for: kind)
        if strategy == .ignore { continue }
        if let first = pending, rules.confirmsLoss(kind) {
          return spell(upTo: first, .confirmed(by: kind), isConfirmed: true)
        }
        switch strategy {
        case .composite: return spell(upTo: month, .event(kind, at: month))
        case .competing: return spell(upTo: nil, .competing(kind, at: month))
        case .censor: return spell(upTo: nil, .censored(kind, at: month))
        case .ignore: continue
        }
      case .otherHip(let month):
        if rules.contralateral == .censor { return spell(upTo: nil, .otherHip(at: month)) }
      }
    }
    return spell(upTo: nil, .endOfFollowUp)
  }
}

extension IntercurrentRules {
  /// What an event does.
  package func strategy(for kind: EventPlan.Kind) -> Strategy {
    switch kind {
    case .thr: thr
    case .booster: booster
    case .injection: injection
    case .death: death
    case .withdrawal: withdrawal
    }
  }

  /// Whether an event confirms the visit without benefit before it: it does where it was done to the
  /// hip and is not ignored.
  func confirmsLoss(_ kind: EventPlan.Kind) -> Bool {
    kind != .death && kind != .withdrawal && strategy(for: kind) != .ignore
  }
}

extension EventPlan.Kind {
  /// The order in which events of one day are taken to have happened, after the visit.
  var precedence: Int {
    switch self {
    case .booster: 0
    case .injection: 1
    case .thr: 2
    case .death: 3
    case .withdrawal: 4
    }
  }
}
