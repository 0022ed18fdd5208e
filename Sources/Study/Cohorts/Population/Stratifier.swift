public import Tables

/// How one column divides the cohort: by its own values, by cut points, by groups of levels, or by
/// published classes.
public struct Stratifier: Sendable, Hashable {
  /// The rule.
  public enum Rule: Sendable, Hashable {
    /// One stratum per value.
    case values
    /// Strata [−∞, c₁), [c₁, c₂) ... [c_k, ∞) of a number.
    case cuts([Double])
    /// Named groups of levels, in order.
    case groups([Group])
    /// Published classes of a number or of a grade.
    case classes(Classes)
  }

  /// A named group of levels.
  public struct Group: Sendable, Hashable {
    /// The name of the group.
    public let name: String
    /// The levels of the column that belong to it.
    public let levels: [String]

    /// Makes a group.
    public init(name: String, levels: [String]) {
      self.name = name
      self.levels = levels
    }
  }

  /// The column.
  public let column: String
  /// The rule.
  public let rule: Rule
  /// What a reader should see in place of the column's name.
  public let label: String?

  /// Makes a stratifier.
  public init(column: String, rule: Rule, label: String? = nil) {
    self.column = column
    self.rule = rule
    self.label = label
  }

  /// Why a column cannot be divided this way.
  public enum Problem: Error, Sendable, Hashable {
    /// The column is not in the table.
    case noSuchColumn(String)
    /// Cut points need numbers.
    case cutsNeedNumbers(column: String)
    /// A number with very many values would make as many strata.
    case tooManyValues(column: String, count: Int)
    /// The groups name levels the column does not have.
    case noSuchLevels(column: String, wanted: [String], levels: [String])
    /// A value outside what the classes are made for.
    case notInClasses(column: String, value: String, classes: String)
  }

  /// The most strata a column may fall into.
  public static let mostValues = 12

  /// The stratum of each row of `table`: −1 where the value is missing or in no group.
  ///
  /// - Throws: `Problem` when the rule does not fit the column.
  public func strata(of table: Table) throws(Problem) -> Categories {
    guard let column = table.column(named: column) else { throw .noSuchColumn(column) }
    switch rule {
    case .cuts(let cuts):
      return Self.cut(try Self.numbers(of: column), at: cuts)
    case .classes(let classes):
      return try classes.strata(of: try Self.numbers(of: column), column: column.name)
    case .values:
      return try Self.categories(of: column)
    case .groups(let groups):
      return try Self.gather(try Self.categories(of: column), into: groups, column: column.name)
    }
  }

  /// The numbers of a column; levels that are all grades (`2`, `II`) count as numbers.
  private static func numbers(of column: Column) throws(Problem) -> [Double] {
    switch column.values {
    case .numbers(let numbers): return numbers
    case .categories(let categories):
      guard case .success(let grades) = GradeText.numbers(categories.levels) else { break }
      return categories.codes.map { $0 < 0 ? .nan : grades[Int($0)] }
    case .dates: break
    }
    throw .cutsNeedNumbers(column: column.name)
  }

  private static func cut(_ numbers: [Double], at cuts: [Double]) -> Categories {
    let codes = numbers.map { number in
      number.isNaN ? Int32(-1) : Int32(cuts.count { $0 <= number })
    }
    return Categories(codes: codes, levels: cutLabels(cuts))
  }

  /// The names of the strata between cut points: `<25`, `25 to <30`, `≥30`.
  static func cutLabels(_ cuts: [Double]) -> [String] {
    let text = cuts.map(Self.text)
    guard let first = text.first, let last = text.last else { return ["all"] }
    let between = zip(text, text.dropFirst()).map { "\($0) to <\($1)" }
    return ["<\(first)"] + between + ["≥\(last)"]
  }

  private static func categories(of column: Column) throws(Problem) -> Categories {
    switch column.values {
    case .categories(let categories):
      guard categories.levels.count <= mostValues else {
        throw .tooManyValues(column: column.name, count: categories.levels.count)
      }
      return categories
    case .numbers(let numbers):
      let values = Set(numbers.lazy.filter { !$0.isNaN }).sorted()
      guard values.count <= mostValues else {
        throw .tooManyValues(column: column.name, count: values.count)
      }
      let position = Dictionary(
        uniqueKeysWithValues: zip(values, Int32(0)..<Int32(values.count)))
      return Categories(codes: numbers.map { position[$0] ?? -1 }, levels: values.map(text))
    case .dates(let days):
      throw .tooManyValues(column: column.name, count: Set(days).count)
    }
  }

  private static func gather(
    _ categories: Categories, into groups: [Group], column: String
  ) throws(Problem) -> Categories {
    var groupOfLevel = [Int32](repeating: -1, count: categories.levels.count)
    let absent = groups.flatMap(\.levels).filter { !categories.levels.contains($0) }
    guard absent.isEmpty else {
      throw .noSuchLevels(column: column, wanted: absent, levels: categories.levels)
    }
    for (code, level) in categories.levels.enumerated() {
      guard let group = groups.firstIndex(where: { $0.levels.contains(level) }) else { continue }
      groupOfLevel[code] = Int32(group)
    }
    return Categories(
      codes: categories.codes.map { $0 < 0 ? -1 : groupOfLevel[Int($0)] },
      levels: groups.map(\.name))
  }

  /// A number as a level's name: `2`, not `2.0`.
  public static func text(_ number: Double) -> String {
    if let whole = Int64(exactly: number) { return "\(whole)" }
    return "\(number)"
  }
}

extension Stratifier.Problem: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noSuchColumn(let column):
      "the table has no column `\(column)`"
    case .cutsNeedNumbers(let column):
      "`\(column)` is not a column of numbers, so it cannot be cut; list `groups:` of its levels"
    case .tooManyValues(let column, let count):
      "`\(column)` has \(count) different values, too many to make strata of; give `cuts:` for a "
        + "number or `groups:` for levels (at most \(Stratifier.mostValues) strata)"
    case .notInClasses(let column, let value, let classes):
      "`\(column)` holds \(value), which is not one of the \(classes)"
    case .noSuchLevels(let column, let wanted, let levels):
      "`\(column)` has no level \(Self.list(wanted)); its levels are \(Self.list(levels))"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(Stratifier.mostValues).map { "`\($0)`" }.joined(separator: ", ")
  }
}
