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

  /// Makes a grouping of rows with equal values, numbered in the order they come.
  public init<Values: Sequence>(of values: Values) where Values.Element: Hashable {
    var codes: [Int32] = []
    var place: [Values.Element: Int32] = [:]
    for value in values {
      let next = Int32(truncatingIfNeeded: place.count)
      codes.append(place[value, default: next])
      if codes.last == next { place[value] = next }
    }
    self.init(codes: codes, count: place.count)
  }
}
