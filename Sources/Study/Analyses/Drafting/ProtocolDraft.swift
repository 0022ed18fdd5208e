import Cohorts
public import Tables

/// A first protocol, written from the columns of the data, with `TODO` where a person must decide.
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

  /// Writes the draft.
  public init(_ inputs: [Input]) {
    let tables = inputs.map { DraftTable(file: $0.file, table: $0.table) }
    let roles = DraftRoles(tables)
    text = DraftWriter(roles: roles).text
  }
}

/// Which table is which, and the column they share.
struct DraftRoles {
  let units: DraftTable
  let id: String?
  let visits: DraftTable?
  let events: DraftTable?

  init(_ tables: [DraftTable]) {
    let words = ["hip", "unit", "joint", "id", "patient"]
    var best: (table: Int, id: String, rank: (Int, Int))?
    for (index, table) in tables.enumerated() {
      for name in table.table.columnNames where table.isUnique(name) {
        let shared = tables.count { $0.table.columnNames.contains(name) }
        let word = words.firstIndex { name.lowercased().contains($0) } ?? words.count
        guard word < words.count || (tables.count > 1 && shared > 1) else { continue }
        let rank = (shared * 10 - word, table.table.rowCount)
        if best.map({ $0.rank < rank }) ?? true { best = (index, name, rank) }
      }
    }
    let place = best?.table ?? 0
    let id = best?.id
    let others = tables.indices.filter { $0 != place }.map { tables[$0] }
      .filter { id.map($0.table.columnNames.contains) ?? false }
    let visits = others.filter { !$0.scores(except: id).isEmpty && $0.time(["visit"]) != nil }
      .max { $0.scores(except: id).count < $1.scores(except: id).count }
    units = tables[place]
    self.id = id
    self.visits = visits
    events = others.first {
      $0.file != visits?.file && $0.kind(except: id) != nil && $0.time(["event"]) != nil
    }
  }
}

extension DraftTable {
  /// The columns that are scores: by name, or else every number that is no time and no 0/1.
  func scores(except id: String?) -> [String] {
    let words = [
      "womac", "vas", "nrs", "hoos", "ohs", "oxford", "hhs", "harris", "pain", "function", "score",
    ]
    let candidates = numbers.filter { name in
      name != id && !["month", "_id", "day"].contains { name.lowercased().contains($0) }
    }
    let named = candidates.filter { name in words.contains { name.lowercased().contains($0) } }
    return named.isEmpty ? candidates.filter { !isZeroOne($0) } : named
  }

  /// The column of few words that says what happened.
  func kind(except id: String?) -> String? {
    let names = table.columnNames.filter { name in
      name != id && (levels(name).map { (1...12).contains($0.count) } ?? false)
    }
    return Self.best(names, ["event", "kind", "type"]) ?? names.first
  }
}
