import Formulas

/// What the left side of a formula calls the time and the event, or the number that is modelled.
struct FollowUpNames {
  /// The column of the time, where there is one: `months`.
  let time: String?
  /// The event, or the number: `lost`, `status==2`, `change`.
  let event: String?

  init(_ formula: String) {
    switch (try? Formula.parse(formula))?.responseExpression {
    case .rightCensored(let time, let event): (self.time, self.event) = (time.label, event.label)
    case .countingProcess(_, let stop, let event):
      (time, self.event) = (stop.label, event.label)
    case .value(let value): (time, event) = (nil, value.label)
    case .none?, .intervalCensored?, nil: (time, event) = (nil, nil)
    }
  }
}
