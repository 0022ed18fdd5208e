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
    public let count: Count
    /// What they are to the number.
    public let role: Role

    /// Makes an account.
    public init(_ reason: String, _ count: Int, _ role: Role) {
      self.init(reason, .shown(count), role)
    }

    init(_ reason: String, _ count: Count, _ role: Role) {
      self.reason = reason
      self.count = count
      self.role = role
    }
  }

  /// The rows the number was computed from.
  public let n: Count
  /// The events among them, where there are events.
  public let events: Count?
  /// Everybody treated in the group, analysed or not; nil where the number is not of a group.
  public let treated: Count?
  /// Those treated whose value is missing; nil where it is not known who was treated.
  public let missing: Count?
  /// Those treated who are not simply analysed, by reason.
  public let accounts: [Account]

  /// Makes denominators.
  public init(n: Int, events: Int? = nil, treated: Int? = nil, accounts: [Account] = []) {
    let missing = accounts.lazy.filter { $0.role == .missing }.compactMap(\.count.number)
    self.init(
      n: .shown(n), events: events.map(Count.shown), treated: treated.map(Count.shown),
      missing: treated.map { _ in .shown(missing.reduce(0, +)) },
      accounts: accounts.filter { $0.count != 0 })
  }

  /// Denominators some of which may be hidden.
  init(n: Count, events: Count?, treated: Count?, missing: Count?, accounts: [Account]) {
    self.n = n
    self.events = events
    self.treated = treated
    self.missing = missing
    self.accounts = accounts
  }
}
