public import Cohorts
import Dispatch
import Synchronization
import Tables

/// The endpoints of every unit of a study.
///
/// Units are derived in blocks on all cores and put together in their order, so that the result
/// does not depend on how many there are.
public enum StudyEndpoints {
  /// Called now and then with the number of units done and of all units.
  public typealias Progress = @Sendable (_ done: Int, _ count: Int) -> Void

  private static let blockSize = 20_000

  /// The endpoints of all units, in their order.
  public static func hips(of data: StudyData, progress: Progress? = nil) -> [HipEndpoints] {
    blocks(of: data, progress: progress, start: [HipEndpoints](), finish: { $1 }) {
      unit, derivation, history, hips in
      data.histories.fill(&history, unit: unit)
      hips.append(derivation.endpoints(of: history))
    }.flatMap { $0 }
  }

  /// The endpoints table as CSV: one row per unit, in their order; a cell that does not apply is
  /// empty.
  ///
  /// Each block goes from histories to text on one core, so that no long column is ever put
  /// together.
  public static func csv(of data: StudyData, progress: Progress? = nil) -> [UInt8] {
    let options = CSVWriter.Options(missing: "")
    var patients: Categories?
    if let name = data.study.units.patient,
      case .categories(let found)? = data.tables.units.column(named: name)?.values
    {
      patients = found
    }
    let known = patients
    let parts = blocks(
      of: data, progress: progress, start: EndpointsTable(data.plan),
      finish: { units, table in
        CSVWriter.rows(
          of: table.table(
            units: data.histories.ids.slice(units), patients: known?.slice(units)),
          options: options)
      },
      body: { unit, derivation, history, table in
        data.histories.fill(&history, unit: unit)
        table.append(derivation.endpoints(of: history))
      })
    let none = Categories(codes: [], levels: [])
    var text = CSVWriter.bytes(
      of: EndpointsTable(data.plan).table(units: none, patients: nil), options: options)
    text.reserveCapacity(text.count + parts.reduce(0) { $0 + $1.count })
    for part in parts { text.append(contentsOf: part) }
    return text
  }

  /// Runs through all units in blocks, each with a derivation and a history of its own.
  private static func blocks<Part: Sendable, Result: Sendable>(
    of data: StudyData, progress: Progress?, start: Part,
    finish: @Sendable (Range<Int>, Part) -> Result,
    body: @Sendable (Int, inout EndpointDerivation, inout HipHistory, inout Part) -> Void
  ) -> [Result] {
    guard let derivation = EndpointDerivation(data.plan) else { return [] }
    let count = data.histories.count
    let blockCount = (count + blockSize - 1) / blockSize
    let results = Mutex<[Result?]>([Result?](repeating: nil, count: blockCount))
    let done = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: blockCount) { block in
      var derivation = derivation
      var history = HipHistory()
      var part = start
      let units = block * blockSize..<min(count, (block + 1) * blockSize)
      for unit in units { body(unit, &derivation, &history, &part) }
      let finished = finish(units, part)
      results.withLock { $0[block] = finished }
      let total = done.add(units.count, ordering: .relaxed).newValue
      progress?(total, count)
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

extension Categories {
  /// Some of the values, with the levels that are theirs.
  fileprivate func slice(_ rows: Range<Int>) -> Categories {
    var place: [Int32: Int32] = [:]
    var own: [String] = []
    let codes = rows.map { row -> Int32 in
      let code = self.codes[row]
      guard code >= 0 else { return -1 }
      if let known = place[code] { return known }
      place[code] = Int32(truncatingIfNeeded: own.count)
      own.append(levels[Int(code)])
      return Int32(truncatingIfNeeded: own.count - 1)
    }
    return Categories(codes: codes, levels: own)
  }
}
