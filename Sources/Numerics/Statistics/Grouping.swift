/// Which group each row belongs to, as codes 0 ..< `count`.
public struct Grouping: Sendable, Hashable {
  /// The group of each row.
  public let codes: [Int32]
  /// The number of groups; some may be empty.
  public let count: Int

  /// Makes a grouping.
  ///
  /// - Precondition: every code lies in 0 ..< `count`.
  public init(codes: [Int32], count: Int) {
    precondition(codes.allSatisfy { $0 >= 0 && $0 < count }, "a group code is out of range")
    self.codes = codes
    self.count = count
  }
}
