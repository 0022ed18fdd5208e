import Cohorts
public import Tables

/// A whole table described, by the values of one column where asked.
public struct Description: Sendable {
  /// The table.
  public let baseline: BaselineTable
  /// The column that tells the groups apart.
  public let by: String?
  /// The rows left out of the groups because that column is missing there.
  public let withoutGroup: Int
  /// What the numbers are about, as far as a bare table can tell.
  public let source: String

  /// Describes every column of `table`.
  ///
  /// - Parameter testing: Whether the groups are tested for differences.
  /// - Throws: `StudyError` when `by` is not a column, or has too many values.
  public static func run(
    on table: Table, by: String? = nil, testing: Bool = false
  ) throws -> Description {
    guard table.rowCount > 0 else {
      throw StudyError(reasons: ["\(table.source) has no rows to describe"])
    }
    var groups: (name: String, Categories)?
    if let by { groups = (by, try categories(of: by, in: table)) }
    return Description(
      baseline: BaselineTable(
        table, columns: table.columns.filter { $0.name != by }, groupedBy: groups,
        testing: testing),
      by: by, withoutGroup: groups?.1.codes.count { $0 < 0 } ?? 0,
      source: table.source + (table.restriction.map { ", rows with \($0.condition)" } ?? ""))
  }

  private static func categories(of by: String, in table: Table) throws -> Categories {
    guard table.column(named: by) != nil else {
      let nearest = NameSuggestion.nearest(to: by, among: table.columnNames)
      throw StudyError(reasons: [
        "--by: no column `\(by)` in \(table.source)"
          + (nearest.map { "; did you mean `\($0)`?" } ?? "")
      ])
    }
    do { return try Stratifier(column: by, rule: .values).strata(of: table) } catch {
      throw StudyError(reasons: ["--by: \(error)"])
    }
  }
}
