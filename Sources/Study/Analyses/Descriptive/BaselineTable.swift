public import Tables

/// A cohort described column by column, overall and by group: summaries, missing counts, and
/// standardised differences in place of tests.
public struct BaselineTable: Sendable, Hashable {
  /// Who is described in one column of the table.
  public struct Group: Sendable, Hashable {
    /// What tells the group apart; empty for everybody.
    public let levels: [GroupLevel]
    /// Its rows.
    public let n: Int
  }

  /// A number in one group.
  public struct NumberSummary: Sendable, Hashable {
    /// The values that are not missing.
    public let n: Int
    /// The missing values.
    public let missing: Int
    /// The mean; NaN without values.
    public let mean: Double
    /// The standard deviation, over n − 1; NaN for fewer than two values.
    public let standardDeviation: Double
    /// The smallest value.
    public let minimum: Double
    /// The lower quartile (Hyndman and Fan's type 7, R's default).
    public let lowerQuartile: Double
    /// The median.
    public let median: Double
    /// The upper quartile.
    public let upperQuartile: Double
    /// The largest value.
    public let maximum: Double
  }

  /// A categorical variable in one group.
  public struct LevelCounts: Sendable, Hashable {
    /// The values that are not missing.
    public let n: Int
    /// The missing values.
    public let missing: Int
    /// The rows at each level.
    public let counts: [Int]
  }

  /// What a variable holds, group by group.
  public enum Summary: Sendable, Hashable {
    case numbers([NumberSummary])
    case categories(levels: [String], [LevelCounts])
  }

  /// One variable.
  public struct Variable: Sendable, Hashable {
    /// The column's name.
    public let name: String
    /// Its summaries: everybody first, then each group.
    public let summary: Summary
    /// The largest absolute standardised difference between two groups; `nil` without groups.
    public let standardizedDifference: Double?
    /// Whether it differs between the groups; `nil` unless asked for.
    public let test: BaselineTest?
  }

  /// Everybody, then each group.
  public let groups: [Group]
  /// The variables, in column order.
  public let variables: [Variable]
  /// Columns left out because nearly every value is its own, as identifiers and free text are.
  public let omitted: [String]

  /// The most levels a text column may have to be described.
  public static let mostLevels = 50

  /// Describes the columns of `table`, by the levels of `groups` where given.
  ///
  /// A row whose group is missing counts in the column for everybody only. Cost is one pass and
  /// one sort of the values for each numeric column and group.
  ///
  /// - Parameter testing: Whether the groups are tested for differences.
  public init(
    _ table: Table, columns: [Column], groupedBy groups: (name: String, Categories)?,
    testing: Bool = false
  ) {
    let codes = groups?.1.codes ?? []
    let levels = groups?.1.levels ?? []
    var sizes = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    let occurring = levels.indices.filter { sizes[$0] > 0 }
    let tests = testing && occurring.count > 1
    var omitted: [String] = []
    var variables: [Variable] = []
    for column in columns {
      switch column.values {
      case .numbers(let numbers):
        let parts = Self.split(numbers, by: codes, into: levels.count)
        let summaries = ([numbers] + occurring.map { parts[$0] }).map(Self.summary)
        variables.append(
          Variable(
            name: column.name, summary: .numbers(summaries),
            standardizedDifference: Self.largestDifference(summaries),
            test: tests ? BaselineTest(numbers: occurring.map { parts[$0] }) : nil))
      case .categories(let categories) where categories.levels.count <= Self.mostLevels:
        let counts = Self.counts(categories, by: codes, groupCount: levels.count)
        let summaries = [counts.everybody] + occurring.map { counts.groups[$0] }
        variables.append(
          Variable(
            name: column.name, summary: .categories(levels: categories.levels, summaries),
            standardizedDifference: Self.largestDifference(summaries),
            test: tests ? BaselineTest(counts: summaries.dropFirst().map(\.counts)) : nil))
      case .categories, .dates:
        omitted.append(column.name)
      }
    }
    self.groups =
      [Group(levels: [], n: table.rowCount)]
      + occurring.map {
        Group(levels: [GroupLevel(variable: groups?.name ?? "", level: levels[$0])], n: sizes[$0])
      }
    self.variables = variables
    self.omitted = omitted
  }

  private static func split(_ numbers: [Double], by codes: [Int32], into count: Int) -> [[Double]] {
    var parts = [[Double]](repeating: [], count: count)
    for (row, code) in codes.enumerated() where code >= 0 { parts[Int(code)].append(numbers[row]) }
    return parts
  }

  private static func summary(_ numbers: [Double]) -> NumberSummary {
    let present = numbers.filter { !$0.isNaN }.sorted()
    let n = Double(present.count)
    let mean = present.reduce(0, +) / n
    let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return NumberSummary(
      n: present.count, missing: numbers.count - present.count,
      mean: present.isEmpty ? .nan : mean,
      standardDeviation: present.count < 2 ? .nan : (squares / (n - 1)).squareRoot(),
      minimum: present.first ?? .nan, lowerQuartile: quantile(present, 0.25),
      median: quantile(present, 0.5), upperQuartile: quantile(present, 0.75),
      maximum: present.last ?? .nan)
  }

  /// Type 7: linear interpolation between order statistics at 1 + (n − 1)p.
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = Double(sorted.count - 1) * p
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  private static func counts(
    _ categories: Categories, by codes: [Int32], groupCount: Int
  ) -> (everybody: LevelCounts, groups: [LevelCounts]) {
    let width = categories.levels.count
    var everybody = [Int](repeating: 0, count: width + 1)
    var byGroup = [Int](repeating: 0, count: (width + 1) * groupCount)
    for (row, code) in categories.codes.enumerated() {
      let slot = code < 0 ? width : Int(code)
      everybody[slot] += 1
      if groupCount > 0, codes[row] >= 0 { byGroup[Int(codes[row]) * (width + 1) + slot] += 1 }
    }
    func levelCounts(_ slots: ArraySlice<Int>) -> LevelCounts {
      let counts = Array(slots.prefix(width))
      return LevelCounts(n: counts.reduce(0, +), missing: slots.last ?? 0, counts: counts)
    }
    return (
      levelCounts(everybody[...]),
      (0..<groupCount).map { levelCounts(byGroup[$0 * (width + 1)..<($0 + 1) * (width + 1)]) }
    )
  }

  private static func largestDifference(_ summaries: [NumberSummary]) -> Double? {
    largest(Array(summaries.dropFirst())) { a, b in
      StandardizedDifference.ofNumbers(
        mean: a.mean, b.mean, variance: a.standardDeviation * a.standardDeviation,
        b.standardDeviation * b.standardDeviation)
    }
  }

  private static func largestDifference(_ summaries: [LevelCounts]) -> Double? {
    largest(Array(summaries.dropFirst())) { StandardizedDifference.ofCounts($0.counts, $1.counts) }
  }

  /// The largest absolute difference over pairs of groups; NaN only when no pair has one.
  private static func largest<T>(_ groups: [T], _ difference: (T, T) -> Double) -> Double? {
    guard groups.count > 1 else { return nil }
    var largest = Double.nan
    for (index, first) in groups.enumerated() {
      for second in groups[(index + 1)...] {
        let value = abs(difference(first, second))
        if !value.isNaN, largest.isNaN || value > largest { largest = value }
      }
    }
    return largest
  }
}
