/// Where the outcome of a frame is written, so that a message can say how to write it rightly.
public enum OutcomeSyntax: String, Sendable, Hashable, Codable {
  /// On the left of a formula, as `Surv(time, event)`.
  case formula
  /// In the keys of a protocol, as `outcome.time` and `outcome.event`.
  case protocolKeys = "protocol"

  /// The outcome with the event written as `event`.
  func outcome(_ time: String, event: String) -> String {
    switch self {
    case .formula: "Surv(\(time), \(event))"
    case .protocolKeys: "`outcome.event: \(event)`"
    }
  }

  /// What to do about times before the origin.
  func negativeTimes(_ time: String) -> String {
    switch self {
    case .formula: "mend the times, or use Surv(start, stop, event) if the origin is elsewhere"
    case .protocolKeys:
      "mend the values of `\(time)`, the column that `outcome.time` names; follow-up starts with 0 "
        + "at the `outcome.origin`"
    }
  }
}
