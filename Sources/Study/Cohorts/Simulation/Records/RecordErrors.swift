import Tables

/// A row of the visits with the errors put into it.
struct RecordedVisit {
  var visit: SimulatedVisit
  var errors: [InjectedError] = []
}

/// The records of one hip with their errors, drawn from a stream of their own, so that a clean
/// cohort of the same seed differs from this one in the listed errors and in nothing else.
struct RecordErrors {
  /// The rows of the visits in the order they are written.
  private(set) var rows: [RecordedVisit]
  /// The error of the row of the unit, if there is one.
  let unit: InjectedError?
  /// The baseline visit that was left out.
  private(set) var lost: SimulatedVisit?

  /// Records visits without a mistake.
  init(clean visits: [SimulatedVisit]) {
    rows = visits.map { RecordedVisit(visit: $0) }
    unit = nil
  }

  /// Records visits with mistakes.
  init(_ visits: [SimulatedVisit], of hip: SimulatedHip, seed: UInt64) {
    var stream = RandomStream(
      seed: seed, key: SimulationPart.errors.rawValue, hip.patient.number, hip.number)
    let losesBaseline = stream.bernoulli(InjectedError.baselineMissingShare)
    let isUnordered = stream.bernoulli(InjectedError.unorderedShare)
    let isSwapped = stream.bernoulli(InjectedError.sideSwappedShare)
    let hasGhost = stream.bernoulli(InjectedError.visitAfterDeathShare)
    let sides = hip.isLeft ? ["left", "right"] : ["right", "left"]
    unit =
      isSwapped
      ? InjectedError(.sideSwapped, column: "side", original: sides[0], written: sides[1]) : nil
    rows = visits.map { RecordedVisit(visit: $0) }
    if losesBaseline, !rows.isEmpty { lost = rows.removeFirst().visit }
    appendVisitAfterDeath(of: hip, isMade: hasGhost, from: &stream)
    moveRow(isMade: isUnordered, from: &stream)
    mistakeRows(from: &stream)
  }

  private mutating func appendVisitAfterDeath(
    of hip: SimulatedHip, isMade: Bool, from stream: inout RandomStream
  ) {
    let day = hip.deathDay + 1 + Int32(stream.index(below: InjectedError.daysAfterDeath))
    let constants = SimulatedVisit.Constants(from: &stream)
    let planned =
      VisitSchedule.visits.first { $0.window.upperBound >= Double(day - hip.injection) }
    let isSeen = hip.deathDay == hip.lastDay && hip.day(hip.events.replacement) > hip.deathDay
    guard isMade, isSeen, day <= SimulatedCalendar.dataLock, let planned else { return }
    let visit = SimulatedVisit(
      of: hip, constants: constants, on: day, plannedMonth: planned.month, entryError: nil,
      from: &stream)
    rows.append(RecordedVisit(visit: visit, errors: [InjectedError(.visitAfterDeath)]))
  }

  private mutating func moveRow(isMade: Bool, from stream: inout RandomStream) {
    let (first, second) = (stream.uniform(), stream.uniform())
    guard isMade, rows.count > 1 else { return }
    let old = min(rows.count - 1, Int(first * Double(rows.count)))
    let step = 1 + min(rows.count - 2, Int(second * Double(rows.count - 1)))
    let new = (old + step) % rows.count
    var row = rows.remove(at: old)
    row.errors.append(
      InjectedError(
        .unordered, original: "visit \(old + 1) of the hip",
        written: "visit \(new + 1) of the hip"))
    rows.insert(row, at: new)
  }

  private mutating func mistakeRows(from stream: inout RandomStream) {
    for place in rows.indices.reversed() {
      let isInCentimetres = stream.bernoulli(InjectedError.vasInCentimetresShare)
      let isDoubled = stream.bernoulli(InjectedError.duplicateShare)
      let isConflicting = stream.bernoulli(InjectedError.conflictingShare)
      let points = Double(1 + stream.index(below: InjectedError.conflictPoints))
      let vas = rows[place].visit.vasPain
      if isInCentimetres, vas > 0 {
        rows[place].visit.vasPain = vas / 10
        rows[place].errors.append(
          InjectedError(
            .vasInCentimetres, column: "vas_pain", original: "\(Int(vas))",
            written: CSVWriter.text(vas / 10)))
      }
      if isDoubled {
        // The copy repeats whatever is wrong with the values it copies.
        var copy = RecordedVisit(
          visit: rows[place].visit, errors: rows[place].errors.filter { !$0.column.isEmpty })
        let pain = copy.visit.womacPain
        if isConflicting, !pain.isNaN {
          copy.visit.womacPain = pain + points <= 20 ? pain + points : pain - points
          copy.errors.append(
            InjectedError(
              .duplicateConflicting, column: "womac_pain", original: "\(Int(pain))",
              written: "\(Int(copy.visit.womacPain))"))
        } else {
          copy.errors.append(InjectedError(.duplicateIdentical))
        }
        rows.insert(copy, at: place + 1)
      }
    }
  }
}
