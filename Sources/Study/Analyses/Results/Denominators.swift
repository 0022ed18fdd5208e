/// What a number rests on: how many were treated, how many of them were analysed, and what became
/// of the others.
public struct Denominators: Sendable, Hashable {
  /// Some of those treated who are not simply analysed, and why.
  public struct Account: Sendable, Hashable {
    /// What they are to the number.
    public enum Role: String, Sendable, Hashable {
      /// The value that was needed is missing, so that they are left out.
      case missing
      /// They are none of those the number is about: a duration of responders is not of the others.
      case notOfTheGroup = "not_of_the_group"
      /// They are among those analysed, as failures, without having been assessed.
      case countedAsFailure = "counted_as_failure"
    }

    /// Why, in words.
    public let reason: String
    /// How many.
    public let count: Int
    /// What they are to the number.
    public let role: Role

    /// Makes an account.
    public init(_ reason: String, _ count: Int, _ role: Role) {
      self.reason = reason
      self.count = count
      self.role = role
    }
  }

  /// The rows the number was computed from.
  public let n: Int
  /// The events among them, where there are events.
  public let events: Int?
  /// Everybody treated in the group, analysed or not; nil where the number is not of a group.
  public let treated: Int?
  /// Those treated who are not simply analysed, by reason.
  public let accounts: [Account]

  /// Makes denominators.
  public init(n: Int, events: Int? = nil, treated: Int? = nil, accounts: [Account] = []) {
    self.n = n
    self.events = events
    self.treated = treated
    self.accounts = accounts.filter { $0.count != 0 }
  }

  /// Those treated whose value is missing; nil where it is not known who was treated.
  public var missing: Int? {
    treated == nil
      ? nil : accounts.lazy.filter { $0.role == .missing }.map(\.count).reduce(0, +)
  }
}
