public import Foundation

/// Reference numbers kept as data.
///
/// They stand in `Tables/<subject>/<name>.csv` with the columns `quantity,term,value` and, where a looser tolerance is owed to the source, `relativeTolerance`
/// and `absoluteTolerance`. `Tables/<subject>/SOURCE.md` names software, version and call.
public struct ReferenceTable: Sendable {
  /// One reference number.
  public struct Row: Sendable, CustomStringConvertible {
    /// What the number is, such as `coefficient`.
    public let quantity: String
    /// What it belongs to, such as a term or a time.
    public let term: String
    /// The number; NaN where the source says it does not exist.
    public let value: Double
    /// The relative difference allowed.
    public let relativeTolerance: Double
    /// The absolute difference allowed, besides.
    public let absoluteTolerance: Double

    /// The quantity and the term.
    public var description: String { "\(quantity) \(term)" }
  }

  /// Why a table could not be used: tests must fail then, not be skipped.
  public enum Problem: Error {
    /// The file is missing, has no row, an unknown column, or a cell that is not a number.
    case unusable(table: String, reason: String)
    /// A number was asked for that the table does not hold.
    case noSuchRow(quantity: String, term: String)
  }

  /// The rows, in file order.
  public let rows: [Row]

  /// The files of the reference data, for tests that read inputs as users do.
  public static func url(_ path: String) -> URL {
    Bundle.module.bundleURL.appendingPathComponent("Tables").appendingPathComponent(path)
  }

  /// Loads `Tables/<path>.csv`.
  public static func load(_ path: String) throws -> ReferenceTable {
    func unusable(_ reason: String) -> Problem { .unusable(table: path, reason: reason) }
    let text = try String(contentsOf: url(path + ".csv"), encoding: .utf8)
    var lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard !lines.isEmpty else { throw unusable("empty file") }
    let header = fields(lines.removeFirst())
    let known = ["quantity", "term", "value", "relativeTolerance", "absoluteTolerance"]
    for name in header where !known.contains(name) { throw unusable("unknown column \(name)") }
    guard !lines.isEmpty else { throw unusable("no rows") }
    let rows = try lines.map { line in
      let cells = fields(line)
      guard cells.count == header.count else { throw unusable("ragged row: \(line)") }
      let cell = Dictionary(uniqueKeysWithValues: zip(header, cells))
      func number(_ name: String, orElse fallback: Double?) throws -> Double {
        guard let text = cell[name], !text.isEmpty else {
          guard let fallback else { throw unusable("no \(name): \(line)") }
          return fallback
        }
        if text == "NA" { return .nan }
        guard let value = Double(text) else { throw unusable("not a number: \(line)") }
        return value
      }
      guard let quantity = cell["quantity"], let term = cell["term"] else {
        throw unusable("needs the columns quantity and term")
      }
      return Row(
        quantity: quantity, term: term, value: try number("value", orElse: nil),
        relativeTolerance: try number("relativeTolerance", orElse: 1e-9),
        absoluteTolerance: try number("absoluteTolerance", orElse: 0))
    }
    return ReferenceTable(rows: rows)
  }

  /// The row for a quantity and term.
  public func row(_ quantity: String, _ term: String = "") throws -> Row {
    guard let row = rows.first(where: { $0.quantity == quantity && $0.term == term }) else {
      throw Problem.noSuchRow(quantity: quantity, term: term)
    }
    return row
  }

  /// All rows of a quantity, in file order.
  public func rows(_ quantity: String) throws -> [Row] {
    let found = rows.filter { $0.quantity == quantity }
    guard !found.isEmpty else { throw Problem.noSuchRow(quantity: quantity, term: "any") }
    return found
  }

  /// The cells of a line of comma-separated text in which quotes may surround a cell.
  private static func fields(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var quoted = false
    for character in line {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted:
        cells.append(cell)
        cell = ""
      default: cell.append(character)
      }
    }
    return cells + [cell]
  }
}
