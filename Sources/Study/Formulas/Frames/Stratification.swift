public import Statistics
import Tables

/// The level of one column.
public struct LevelOf: Sendable, Hashable, Codable {
  /// The column, or the expression as typed without spaces.
  public let column: String
  /// The level.
  public let level: String

  /// Makes a level of a column.
  public init(column: String, level: String) {
    self.column = column
    self.level = level
  }
}

/// Rows cross-classified by the levels of some columns.
public struct Stratification: Sendable, Hashable {
  /// The combination of each row.
  public let grouping: Grouping
  /// The combinations that occur, sorted by the first column's levels, then the next's; each names
  /// its level of every column, in formula order.
  public let labels: [[LevelOf]]

  /// Makes a stratification.
  ///
  /// - Precondition: one label per group.
  public init(grouping: Grouping, labels: [[LevelOf]]) {
    precondition(grouping.count == labels.count, "one label per group")
    self.grouping = grouping
    self.labels = labels
  }

  /// Crosses categorical variables; without any, all rows are one group without labels.
  init(crossing variables: [(name: String, categories: Categorised)], rowCount: Int) {
    var codes = [Int32](repeating: 0, count: rowCount)
    var labels: [[LevelOf]] = [[]]
    for variable in variables {
      let levels = variable.categories.levels.names
      let crossed = Self.cross(codes, labels.count, variable.categories.codes, levels.count)
      codes = crossed.codes
      labels = crossed.pairs.map {
        labels[$0.outer] + [LevelOf(column: variable.name, level: levels[$0.inner])]
      }
    }
    self.init(grouping: Grouping(codes: codes, count: labels.count), labels: labels)
  }

  /// The pairs of codes that occur, in order, and the pair of each row.
  private static func cross(
    _ outer: [Int32], _ outerCount: Int, _ inner: [Int32], _ innerCount: Int
  ) -> (codes: [Int32], pairs: [(outer: Int, inner: Int)]) {
    func key(_ row: Int) -> Int { Int(outer[row]) * innerCount + Int(inner[row]) }
    // A table of all pairs while that is small beside the rows; a set of those that occur if not.
    let (possible, overflow) = outerCount.multipliedReportingOverflow(by: innerCount)
    guard overflow || possible > max(4 * outer.count, 65_536) else {
      var rank = [Int32](repeating: -1, count: possible)
      for row in outer.indices { rank[key(row)] = 0 }
      var pairs: [(outer: Int, inner: Int)] = []
      for pair in rank.indices where rank[pair] == 0 {
        rank[pair] = Int32(pairs.count)
        pairs.append((pair / innerCount, pair % innerCount))
      }
      return (outer.indices.map { rank[key($0)] }, pairs)
    }
    let keys = outer.indices.map(key)
    let found = Array(Set(keys)).sorted()
    let rank = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, Int32($0)) })
    return (
      keys.map { rank[$0] ?? 0 },
      found.map { ($0 / innerCount, $0 % innerCount) }
    )
  }
}
