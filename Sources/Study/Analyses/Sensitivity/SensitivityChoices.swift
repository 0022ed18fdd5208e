import Cohorts

/// The choices of a plan that a reader may doubt, each with its other options.
struct SensitivityChoices {
  let plan: EndpointPlan
  /// The events on record after the injection, among those analysed.
  let recorded: Recorded
  /// Who kept to the protocol, where it says so.
  let perProtocol: StudyProtocol.EligibilityStep?

  /// What happened to some hips.
  struct Recorded {
    var kinds: Set<EventPlan.Kind> = []
    var hasRescue = false
    var hasOtherHip = false

    init(_ hips: [HipEndpoints]) {
      for hip in hips {
        let months: [(EventPlan.Kind, Double?)] = [
          (.thr, hip.replacement), (.booster, hip.booster), (.injection, hip.otherInjection),
          (.death, hip.death), (.withdrawal, hip.withdrawal),
        ]
        for (kind, month) in months where month != nil { kinds.insert(kind) }
        for flag in hip.flags {
          if case .rescue = flag { hasRescue = true }
          if case .contralateralTHR = flag { hasOtherHip = true }
        }
      }
    }
  }

  /// Every choice, in the order of the protocol.
  var all: [SensitivityChoice] {
    [
      responseThreshold, minimumChange, floor, responseConfirmation, windows, lossThreshold,
      lossReference, lossConfirmation, convention,
    ] + events + [population]
  }

  // MARK: Making choices

  /// The plan with one thing changed.
  func changing(_ change: (inout EndpointPlan) -> Void) -> EndpointPlan {
    var changed = plan
    change(&changed)
    return changed
  }

  /// A choice among values of which one is that of the plan.
  ///
  /// - Parameter reason: why an option cannot be told, if so.
  func choice<Value: Equatable>(
    _ name: String, _ chosen: Value, among values: [Value], words: (Value) -> String,
    untold reason: (Value) -> String? = { _ in nil },
    change: (inout EndpointPlan, Value) -> Void
  ) -> SensitivityChoice {
    SensitivityChoice(
      name, chosen: words(chosen),
      values.filter { $0 != chosen }.map { value in
        (
          words(value),
          reason(value).map { .untold($0) } ?? .plan(changing { change(&$0, value) })
        )
      })
  }

  /// A choice that has no meaning, or changes nothing, here.
  func untold(_ name: String, chosen: String, _ reason: String) -> SensitivityChoice {
    SensitivityChoice(name, chosen: chosen, [("Any other", .untold(reason))])
  }
}
