import Cohorts

/// Why nothing can be told of the response of a treated hip.
enum UntoldResponse: CaseIterable {
  /// No score in the baseline window.
  case missingBaseline
  /// Too little to improve at baseline.
  case belowFloor
  /// No assessment after the injection.
  case neverAssessed
  /// An event ended the wait for a response before the first assessment.
  case ended

  /// The reason of a hip that tells nothing.
  fileprivate init(_ hip: HipEndpoints) {
    if hip.onset != nil {
      self = hip.flags.contains(.noFollowUp) ? .neverAssessed : .ended
    } else {
      self = hip.flags.contains(.belowFloor) ? .belowFloor : .missingBaseline
    }
  }
}

extension EndpointPlan {
  /// The reason in words, those of the flow where it has the same step.
  func reason(_ reason: UntoldResponse) -> String {
    switch reason {
    case .missingBaseline: "missing baseline"
    case .belowFloor:
      "deficit at baseline below \(Stratifier.text(response.floor)) of 100"
    case .neverAssessed: "never assessed"
    case .ended: "follow-up ended before any assessment"
    }
  }

  /// Those treated whose response over time is analysed, in words.
  func wordsOfTold(_ population: String, _ seen: String) -> String {
    let baseline = response.criterion.needsBaseline ? "with a baseline and " : ""
    return "\(population), those treated \(baseline)\(seen) after the injection"
  }

  /// The denominators of a number about the hips that tell something of their response.
  ///
  /// - Parameter untold: those of the treated that tell nothing.
  func denominators(of treated: Int, untold: [HipEndpoints], events: Int) -> Denominators {
    let reasons = untold.map(UntoldResponse.init)
    return Denominators(
      n: treated - untold.count, events: events, treated: treated,
      accounts: UntoldResponse.allCases.map { reason in
        .init(self.reason(reason), reasons.count { $0 == reason }, .missing)
      })
  }
}
