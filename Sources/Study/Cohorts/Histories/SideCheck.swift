import Tables

/// Patients with several units: their sides must tell them apart.
struct SideCheck {
  let units: StudyProtocol.Units
  let table: Table
  let histories: CohortHistories

  func run(_ log: inout FindingLog) {
    guard units.patient != nil, !histories.siblings.isEmpty else { return }
    let several = histories.siblings.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    guard let name = units.side, case .categories(let sides)? = table.column(named: name)?.values
    else {
      guard units.side == nil else { return }
      log.add(
        .warning, "no-side", column: units.patient,
        several.count == 1
          ? "one patient has several units, and the protocol names no column of sides"
          : "\(several.count) patients have several units, and the protocol names no column of sides",
        help: "name it as `units.side`, so that left and right can be told from a hip entered twice"
      )
      return
    }
    for members in several {
      var first: [Int32: Int] = [:]
      for unit in members.map(Int.init) {
        let side = sides.codes[unit]
        guard side >= 0 else {
          log.add(
            .warning, "missing-side", line: table.lines[unit], column: name,
            "`\(histories.name(of: unit))` is one of \(members.count) units of its patient and has no "
              + "side", help: "fill it in, so that left and right can be told apart")
          continue
        }
        guard let other = first[side] else {
          first[side] = unit
          continue
        }
        log.add(
          .warning, "same-side", line: table.lines[unit], column: name,
          found: sides.levels[Int(side)],
          "`\(histories.name(of: unit))` is of the same patient and side as line "
            + "\(table.lines[other])",
          help: "a hip treated twice is one unit with a repeat injection among its events; "
            + "correct the side, or leave one of the rows out")
      }
    }
  }
}
