import Cohorts

/// One choice of the protocol, with what else could have been chosen.
public struct SensitivityChoice: Sendable, Hashable {
  /// What is chosen, such as `Response threshold`.
  public let name: String
  /// What the protocol chose, in words.
  public let chosen: String
  /// The other options, in order; that of the protocol is not among them.
  public let alternatives: [Alternative]

  /// One option, all else as in the protocol.
  public struct Alternative: Sendable, Hashable {
    /// The option in words, such as `50 %`.
    public let words: String
    let change: Change
  }

  /// What an option changes.
  enum Change: Sendable, Hashable {
    /// The rules of the endpoints.
    case plan(EndpointPlan)
    /// Who is analysed: those who meet a further condition.
    case units(StudyProtocol.EligibilityStep)
    /// Nothing that could be told, and why.
    case untold(String)
  }

  /// Makes a choice from all its options.
  ///
  /// - Parameter options: each with the plan it leads to; the one that leads to `plan` is the chosen.
  init(_ name: String, chosen: String, _ options: [(words: String, change: Change)]) {
    self.name = name
    self.chosen = chosen
    alternatives = options.map { Alternative(words: $0.words, change: $0.change) }
  }
}

extension SensitivityChoice.Alternative {
  /// Why the option cannot be told; nil where it can.
  public var untold: String? {
    if case .untold(let reason) = change { reason } else { nil }
  }
}
