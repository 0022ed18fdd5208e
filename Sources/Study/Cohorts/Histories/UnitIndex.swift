import Tables

/// The units of a study by their identifiers, and the patients they belong to.
struct UnitIndex: Sendable {
  /// The identifier of each unit.
  let ids: Categories
  /// The patient of each unit: units of one patient have one number.
  let patients: [Int32]
  /// The number of patients.
  let patientCount: Int
  /// The day of the index injection; empty where time is given in months.
  let indexDays: [Int32]
  private let unitOfID: [String: Int32]

  init(_ study: StudyProtocol.Units, indexDate: String?, table: Table, log: inout FindingLog) {
    let count = table.rowCount
    ids =
      Self.texts(study.id, of: table)
      ?? Categories(codes: Array(0..<Int32(count)), levels: (0..<count).map { "\($0 + 1)" })
    var unitOfLevel = [Int32](repeating: -1, count: ids.levels.count)
    for (unit, code) in ids.codes.enumerated() {
      guard code >= 0 else {
        log.add(
          .error, "missing-id", line: table.lines[unit], column: study.id,
          "the unit has no identifier", help: "give every row one of its own")
        continue
      }
      let first = unitOfLevel[Int(code)]
      guard first < 0 else {
        log.add(
          .error, "duplicate-id", line: table.lines[unit], column: study.id,
          found: ids.levels[Int(code)],
          "the identifier stands on line \(table.lines[Int(first)]) already; expected one row a unit",
          help: "delete one of the rows, or tell the units apart (left and right hip)")
        continue
      }
      unitOfLevel[Int(code)] = Int32(truncatingIfNeeded: unit)
    }
    unitOfID = Dictionary(
      zip(ids.levels, unitOfLevel).lazy.filter { $0.1 >= 0 },
      uniquingKeysWith: { first, _ in first })
    if let patients = Self.texts(study.patient, of: table) {
      self.patients = Self.numbered(patients, study.patient, table, &log)
      patientCount = Int(self.patients.max() ?? -1) + 1
    } else {
      patients = Array(0..<Int32(truncatingIfNeeded: count))
      patientCount = count
    }
    guard let indexDate, case .dates(let days)? = table.column(named: indexDate)?.values else {
      indexDays = []
      return
    }
    indexDays = days
    for (unit, day) in days.enumerated() where day == Column.missingDate {
      log.add(
        .error, "missing-index", line: table.lines[unit], column: indexDate,
        "the unit has no date of its index injection", help: "fill it in, or leave the unit out")
    }
  }

  /// The unit of each row of another table, −1 where it names none that is known.
  func units(of table: Table, column name: String, log: inout FindingLog) -> [Int32] {
    guard let given = Self.texts(name, of: table) else {
      return [Int32](repeating: -1, count: table.rowCount)
    }
    let isSame = given.levels == ids.levels && unitOfID.count == ids.levels.count
    let unitOfLevel =
      isSame ? nil : given.levels.map { unitOfID[$0] ?? -1 }
    var place = [Int32](repeating: -1, count: ids.levels.count)
    if isSame {
      for (unit, code) in ids.codes.enumerated() where code >= 0 {
        place[Int(code)] = Int32(truncatingIfNeeded: unit)
      }
    }
    var units = [Int32](repeating: -1, count: table.rowCount)
    // A few names are told each by itself, with the nearest that is known.
    var told: Set<String> = []
    for (row, code) in given.codes.enumerated() {
      guard code >= 0 else {
        log.add(
          .error, "missing-unit", line: table.lines[row], column: name,
          "the row names no unit", help: "fill in the identifier, or delete the row")
        continue
      }
      let unit = unitOfLevel?[Int(code)] ?? place[Int(code)]
      units[row] = unit
      guard unit < 0 else { continue }
      let text = given.levels[Int(code)]
      if told.count < 5 { told.insert(text) }
      log.add(
        .error, told.contains(text) ? "unknown-unit \(text)" : "unknown-unit",
        line: table.lines[row], column: name, found: text,
        "no row of the table of units has this identifier",
        help: nearest(text).map { "did you mean `\($0)`?" }
          ?? "add the unit, or correct the identifier")
    }
    return units
  }

  private func nearest(_ text: String) -> String? {
    ids.levels.count > 20_000 ? nil : NameSuggestion.nearest(to: text, among: ids.levels)
  }

  /// Identifiers as text, whatever the column was read as.
  private static func texts(_ name: String?, of table: Table) -> Categories? {
    guard let name, let column = table.column(named: name) else { return nil }
    switch column.values {
    case .categories(let categories): return categories
    case .numbers(let numbers):
      return categories(numbers.map { $0.isNaN ? nil : CSVWriter.text($0) })
    case .dates(let days):
      return categories(days.map { $0 == Column.missingDate ? nil : CalendarDate.text($0) })
    }
  }

  private static func categories(_ texts: [String?]) -> Categories {
    var levels: [String] = []
    var place: [String: Int32] = [:]
    let codes = texts.map { text -> Int32 in
      guard let text else { return -1 }
      if let known = place[text] { return known }
      place[text] = Int32(truncatingIfNeeded: levels.count)
      levels.append(text)
      return Int32(truncatingIfNeeded: levels.count - 1)
    }
    return Categories(codes: codes, levels: levels)
  }

  /// The patients' numbers; a unit without a patient is reported and is a patient of its own.
  private static func numbered(
    _ patients: Categories, _ name: String?, _ table: Table, _ log: inout FindingLog
  ) -> [Int32] {
    var next = Int32(truncatingIfNeeded: patients.levels.count)
    return patients.codes.enumerated().map { unit, code in
      guard code < 0 else { return code }
      log.add(
        .error, "missing-patient", line: table.lines[unit], column: name,
        "the unit names no patient", help: "fill it in: units of one patient are one cluster")
      defer { next += 1 }
      return next
    }
  }
}
