import Cohorts
public import Tables

/// A first protocol, written from the columns of the data, with a question where a person must
/// decide.
public struct ProtocolDraft: Sendable {
  /// One file of data.
  public struct Input: Sendable {
    let file: String
    let table: Table

    /// Makes an input; `file` is the path relative to the folder of the protocol.
    public init(file: String, table: Table) {
      self.file = file
      self.table = table
    }
  }

  /// The protocol as text.
  public let text: String
  /// What each file was taken for, and what to look at, a sentence each.
  public let remarks: [String]

  /// What each question begins with.
  public static let mark = Undecided.mark

  /// How many lines ask for a decision.
  public var questionCount: Int {
    text.split(separator: "\n").count { $0.contains(Self.mark + ":") && !$0.hasPrefix("#") }
  }

  /// Writes the draft.
  public init(_ inputs: [Input]) {
    let tables = inputs.map { DraftTable(file: $0.file, table: $0.table) }
    let roles = DraftRoles(tables)
    let writer = DraftWriter(roles: roles)
    text = writer.text
    remarks = Self.remarks(roles, writer)
  }

  private static func remarks(_ roles: DraftRoles, _ writer: DraftWriter) -> [String] {
    func size(_ table: DraftTable) -> String {
      "\(table.table.rowCount) row\(table.table.rowCount == 1 ? "" : "s")"
    }
    var lines = [
      "units: \(roles.units.file), \(size(roles.units)), "
        + (roles.id.map { "one for each `\($0)`" } ?? "no column names them: all have repeats")
    ]
    if let visits = roles.visits {
      let scores = visits.table.scores(except: visits.unit)
      lines.append(
        "visits: \(visits.table.file), \(size(visits.table)), of `\(visits.unit)`"
          + (scores.isEmpty ? "" : ", scores " + scores.joined(separator: ", ")))
    }
    if let events = roles.events {
      let kind = events.table.kind(except: events.unit) ?? ""
      lines.append(
        "events: \(events.table.file), \(size(events.table)), of `\(events.unit)`, "
          + "named by `\(kind)`")
    }
    if !writer.wide.isEmpty {
      lines.append(
        "look: \(writer.wide.flatMap(\.names).joined(separator: ", ")) hold one visit each; cohort "
          + "reads a row per hip and visit, and the draft shows how that table looks")
    }
    lines += roles.otherVisits.map {
      "look: \($0.table.file) holds scores too; a protocol reads one table of visits"
    }
    lines += roles.unused.map {
      "look: \($0.file) is not used: no column ties it to \(roles.units.file)"
    }
    lines += roles.mismatches.map { "look: \($0)" }
    let foreign = [roles.units, roles.visits?.table, roles.events?.table].compactMap { $0 }
      .flatMap { table in table.names.filter(table.isForeignDate).map { "\(table.file) `\($0)`" } }
    if !foreign.isEmpty {
      lines.append(
        "look: dates must be written YYYY-MM-DD; those of \(foreign.joined(separator: ", ")) are not"
      )
    }
    return lines
  }
}
