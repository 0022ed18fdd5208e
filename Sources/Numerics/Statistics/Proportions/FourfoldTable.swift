/// Two groups, and how many of each have a property.
///
/// Counts are numbers and not only whole ones, so that effective counts of clustered data fit in.
public struct FourfoldTable: Sendable, Hashable {
  /// One of the two groups.
  public struct Group: Sendable, Hashable {
    /// How many have the property.
    public let count: Double
    /// Out of how many.
    public let total: Double

    /// How many do not have it.
    public var others: Double { total - count }
    /// The share that has it; NaN of nobody.
    public var share: Double { count / total }
  }

  /// The group a measure is about.
  public let first: Group
  /// The group it is compared with.
  public let second: Group

  /// The size of the table.
  public var total: Double { first.total + second.total }
  /// How many have the property in both groups together.
  public var count: Double { first.count + second.count }

  /// Makes a table.
  ///
  /// - Returns: `nil` where a count lies outside 0 to its total. A group may be empty.
  public init?(
    _ firstCount: Double, of firstTotal: Double, against secondCount: Double,
    of secondTotal: Double
  ) {
    guard firstCount >= 0, firstCount <= firstTotal, firstTotal.isFinite, secondCount >= 0,
      secondCount <= secondTotal, secondTotal.isFinite
    else { return nil }
    first = Group(count: firstCount, total: firstTotal)
    second = Group(count: secondCount, total: secondTotal)
  }

  /// Makes a table of whole numbers.
  public init?(_ firstCount: Int, of firstTotal: Int, against secondCount: Int, of secondTotal: Int)
  {
    self.init(
      Double(firstCount), of: Double(firstTotal), against: Double(secondCount),
      of: Double(secondTotal))
  }
}
