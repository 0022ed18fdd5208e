import Cohorts

extension SensitivityChoices {
  private static let shares = [20, 30, 50].map { ExactShare(millionths: $0 * 10_000) }

  /// Whether a response is an improvement by a share of the baseline.
  private var isImprovement: Bool {
    switch plan.response.criterion {
    case .improvement, .improvementInBoth: true
    case .acceptableState, .omeractOARSI: false
    }
  }

  /// The improvement that is a response, and a clear one; the loss follows where it would lie above.
  var responseThreshold: SensitivityChoice {
    let name = "Response threshold"
    guard isImprovement else {
      return untold(
        name, chosen: plan.response.words,
        "a response is not judged by a share of the baseline")
    }
    let loss = plan.loss.threshold
    return choice(
      name, plan.response.threshold, among: Self.shares,
      words: { $0.description + ($0 < loss ? ", and the loss below it too" : "") }
    ) { plan, share in
      plan.response.threshold = share
      plan.response.clear = share
      if plan.response.partial >= share {
        plan.response.partial = ExactShare(millionths: share.millionths / 2)
      }
      plan.loss.threshold = min(loss, share)
    }
  }

  var minimumChange: SensitivityChoice {
    let name = "Improvement needed besides, points of 100"
    guard isImprovement else {
      return untold(
        name, chosen: Stratifier.text(plan.response.minimumChange),
        "a response is not judged by an improvement")
    }
    return choice(name, plan.response.minimumChange, among: [0, 10, 20], words: Stratifier.text) {
      $0.response.minimumChange = $1
    }
  }

  var floor: SensitivityChoice {
    let name = "Least deficit at baseline, points of 100"
    guard plan.response.criterion.needsBaseline else {
      return untold(
        name, chosen: Stratifier.text(plan.response.floor), "a response needs no baseline")
    }
    return choice(name, plan.response.floor, among: [0, 20, 40], words: Stratifier.text) {
      $0.response.floor = $1
    }
  }

  var responseConfirmation: SensitivityChoice {
    choice(
      "First response seen at", plan.response.isConfirmed, among: [false, true],
      words: { $0 ? "two consecutive visits" : "one visit" }
    ) { $0.response.isConfirmed = $1 }
  }

  /// Windows around the time points, as declared or half as wide.
  var windows: SensitivityChoice {
    let halves = plan.response.windows.map(\.halved)
    return choice(
      "Windows of the time points", plan.response.windows, among: [halves],
      words: { $0 == halves ? "half as wide" : "as declared" }
    ) { $0.response.windows = $1 }
  }

  var lossThreshold: SensitivityChoice {
    let name = "Loss threshold"
    let chosen = "below \(plan.loss.threshold.description)"
    if case .omeractOARSI = plan.response.criterion {
      return untold(name, chosen: chosen, "loss is the end of the OMERACT-OARSI response")
    }
    guard plan.loss.reference == .baseline else {
      return untold(name, chosen: chosen, "loss is not judged by a share of the baseline")
    }
    let response = plan.response.threshold
    return choice(
      name, plan.loss.threshold, among: Self.shares, words: { "below \($0.description)" },
      untold: {
        isImprovement && $0 > response
          ? "above the response's \(response.description): a visit in response would be a loss at "
            + "once" : nil
      }
    ) { $0.loss.threshold = $1 }
  }

  var lossReference: SensitivityChoice {
    var state = 35.0
    if case .acceptableState(let limit) = plan.loss.reference { state = limit }
    return choice(
      "Loss judged against", plan.loss.reference,
      among: [.baseline, .nadir, .acceptableState(state)], words: Self.words
    ) { $0.loss.reference = $1 }
  }

  private static func words(_ reference: LossRule.Reference) -> String {
    switch reference {
    case .baseline: "the baseline"
    case .nadir: "the best visit"
    case .acceptableState(let limit): "a deficit of \(Stratifier.text(limit)) of 100"
    }
  }

  var lossConfirmation: SensitivityChoice {
    choice(
      "Loss seen at", plan.loss.confirmation, among: LossRule.Confirmation.allCases,
      words: {
        switch plan.reading($0) {
        case .twoVisitsOrEvent: "two consecutive visits, or one before an event"
        case .twoVisits: "two consecutive visits"
        case .oneVisit, .asRecorded: "one visit"
        }
      }
    ) { $0.loss.confirmation = $1 }
  }

  var convention: SensitivityChoice {
    choice(
      "Day of a loss between two visits", plan.loss.convention,
      among: LossRule.Convention.allCases,
      words: { $0 == .midpoint ? "the middle" : "the first visit that shows it" }
    ) { $0.loss.convention = $1 }
  }
}

extension ResponseRule.Window {
  /// The window half as wide, about the planned day.
  fileprivate var halved: ResponseRule.Window {
    let planned = Int((month * 30.4375).rounded())
    let middle = min(max(planned, days.lowerBound), days.upperBound)
    return .init(
      month: month,
      days: middle - (middle - days.lowerBound) / 2...middle + (days.upperBound - middle) / 2)
  }
}
