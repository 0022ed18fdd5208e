import Cohorts
import Tables

/// Which table is which, and the columns that tie them together.
struct DraftRoles {
  /// A table with the column that names the unit in it.
  struct Linked {
    let table: DraftTable
    let unit: String
  }

  let units: DraftTable
  /// The column of the table of units that names them.
  let id: String?
  let visits: Linked?
  let events: Linked?
  /// Further tables of visits: they tie to the units and hold scores, but a protocol reads one.
  let otherVisits: [Linked]
  /// Tables that could not be given a role.
  let unused: [DraftTable]
  /// Identifiers that differ only by zeros before them, which makes them different units.
  let mismatches: [String]

  init(_ tables: [DraftTable]) {
    let found = Self.bestUnits(tables)
    let place = found?.table ?? 0
    units = tables[place]
    id = found?.id
    var linked: [Linked] = []
    for (index, table) in tables.enumerated() where index != place {
      if let unit = found.flatMap({ Self.link(tables[place], $0.id, table) }) {
        linked.append(Linked(table: table, unit: unit))
      }
    }
    let withScores = linked.filter {
      !$0.table.scores(except: $0.unit).isEmpty && $0.table.time(DraftWords.visit) != nil
        && $0.table.eventKind(except: $0.unit) == nil
    }
    let visits = withScores.enumerated().max {
      ($0.element.weight, -$0.offset) < ($1.element.weight, -$1.offset)
    }?.element
    let isWide = DraftSeries.all(in: tables[place]).contains(where: \.isWideVisits)
    let events = linked.filter { $0.table.file != visits?.table.file }
      .first {
        $0.table.time(DraftWords.event) != nil && $0.table.kind(except: $0.unit) != nil
          && ($0.table.scores(except: $0.unit).isEmpty
            || $0.table.eventKind(except: $0.unit) != nil)
      }
    self.visits = visits
    self.events = visits == nil && !isWide ? nil : events
    let used = [visits?.table.file, self.events?.table.file, tables[place].file]
    otherVisits = withScores.filter { !used.contains($0.table.file) }
    let others = otherVisits.map(\.table.file)
    unused = tables.filter { !used.contains($0.file) && !others.contains($0.file) }
    mismatches = linked.compactMap { other in
      found.flatMap { Self.mismatch(tables[place], $0.id, other) }
    }
  }

  /// The table and its column that names units best: unique, tied to most tables, named as a hip.
  private static func bestUnits(_ tables: [DraftTable]) -> (table: Int, id: String)? {
    var best: (table: Int, id: String, rank: (Int, Int))?
    for (index, table) in tables.enumerated() {
      for name in table.names where table.isUnique(name) && !table.isForeignDate(name) {
        let links = tables.enumerated().count { other, candidate in
          other != index && link(table, name, candidate) != nil
        }
        let isHip = DraftWords.holds(name, DraftWords.hip)
        let isPerson = DraftWords.holds(name, DraftWords.patient)
        let isID = DraftWords.holds(name, DraftWords.id)
        guard isHip || isPerson || isID || links > 0 else { continue }
        // A number of its own for each visit or event names these, not units.
        let isOfRow = DraftWords.holds(name, DraftWords.visit + DraftWords.event + ["row"])
        let rank =
          links * 10 + (isHip ? 4 : isPerson ? 2 : isID ? 3 : 0) - (isOfRow ? 6 : 0)
        if best.map({ $0.rank < (rank, table.table.rowCount) }) ?? true {
          best = (index, name, (rank, table.table.rowCount))
        }
      }
    }
    return best.map { ($0.table, $0.id) }
  }

  /// The column of another table that names the units: of the same name, or with the same values
  /// under a name of its kind.
  private static func link(_ units: DraftTable, _ id: String, _ other: DraftTable) -> String? {
    if other.names.contains(id) { return id }
    let folded = DraftWords.folded(id)
    if let same = other.names.first(where: { DraftWords.folded($0) == folded }) { return same }
    let known = units.texts(id)
    return other.names.first { name in
      guard DraftWords.holds(name, DraftWords.hip + DraftWords.patient + DraftWords.id) else {
        return false
      }
      let values = other.texts(name)
      let shared = values.intersection(known).count
      guard shared > 0, shared * 10 >= values.count * 9 else { return false }
      // Whole numbers are easily found among others; names such as H017 are not.
      let isTelling = other.levels(name) != nil || DraftWords.holds(name, DraftWords.hip)
      return isTelling || (!other.isUnique(name) && shared * 2 >= known.count)
    }
  }

  /// Says where `007` in one file is `7` in the other.
  private static func mismatch(_ units: DraftTable, _ id: String, _ other: Linked) -> String? {
    func bare(_ text: String) -> String {
      let rest = text.drop { $0 == "0" }
      return rest.isEmpty ? text : String(rest)
    }
    let (here, there) = (units.texts(id), other.table.texts(other.unit))
    let strangers = there.subtracting(here)
    let byBare = Dictionary(here.map { (bare($0), $0) }, uniquingKeysWith: { min($0, $1) })
    guard let one = strangers.sorted().first(where: { byBare[bare($0)] != nil }),
      let written = byBare[bare(one)]
    else { return nil }
    return
      "`\(id)` is `\(written)` in \(units.file) and `\(one)` in \(other.table.file): these are "
      + "different units, so write them alike (spreadsheets drop zeros; format the column as text)"
  }
}

extension DraftRoles.Linked {
  /// How much a table looks like that of visits.
  var weight: Int {
    table.scores(except: unit).count { DraftScore.isNamed($0) } * 1_000_000 + table.table.rowCount
  }
}

extension DraftTable {
  /// The columns that are scores: by name, or else every number that is no time and no 0/1.
  func scores(except id: String?) -> [String] {
    let items = Set(DraftSeries.all(in: self).filter { $0.items(in: self) != nil }.flatMap(\.names))
    let candidates = numbers.filter { name in
      name != id && !items.contains(name) && !isBinary(name)
        && !DraftWords.holds(
          name,
          DraftWords.month + DraftWords.date + DraftWords.id + DraftWords.rescue
            + DraftWords.age + DraftWords.bodyMass + DraftWords.hip + ["planned", "weight", "dose"])
    }
    let named = candidates.filter(DraftScore.isNamed)
    if !named.isEmpty { return named }
    return items.isEmpty ? candidates : []
  }

  /// The column of few words that says what happened.
  func kind(except id: String?) -> String? {
    let names = names.filter { name in
      name != id && (levels(name).map { (1...20).contains($0.count) } ?? false)
        && !isForeignDate(name) && !DraftWords.holds(name, DraftWords.side + DraftWords.patient)
    }
    return eventKind(except: id) ?? DraftWords.best(names, DraftWords.kind) ?? names.first
  }

  /// The column of words of which some are known events.
  func eventKind(except id: String?) -> String? {
    let names = names.filter { name in
      name != id && !isForeignDate(name)
        && (levels(name) ?? []).contains { level in
          DraftWords.kinds.contains { DraftWords.holds(level, $0.words) }
        }
    }
    return DraftWords.best(names, DraftWords.kind)
  }
}
