public import Cohorts
import Dispatch
import Synchronization
public import Tables

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
    blocks(of: data, progress: progress) { unit, derivation, history, hips in
      data.histories.fill(&history, unit: unit)
      hips.append(derivation.endpoints(of: history))
    }.flatMap { $0 }
  }

  /// The endpoints table of the study: one row per unit, in their order.
  public static func table(of data: StudyData, progress: Progress? = nil) -> Table {
    let parts = blocks(
      of: data, progress: progress, start: EndpointsTable(data.plan)
    ) { unit, derivation, history, table in
      data.histories.fill(&history, unit: unit)
      table.append(derivation.endpoints(of: history))
    }
    var whole = EndpointsTable(data.plan, capacity: data.histories.count)
    for part in parts { whole.append(part) }
    var patients: Categories?
    if let name = data.study.units.patient,
      case .categories(let found)? = data.tables.units.column(named: name)?.values
    {
      patients = found
    }
    return whole.table(units: data.histories.ids, patients: patients)
  }

  private static func blocks(
    of data: StudyData, progress: Progress?,
    _ body:
      @Sendable (Int, inout EndpointDerivation, inout HipHistory, inout [HipEndpoints]) -> Void
  ) -> [[HipEndpoints]] {
    blocks(of: data, progress: progress, start: [HipEndpoints](), body)
  }

  /// Runs through all units in blocks, each with a derivation and a history of its own.
  private static func blocks<Part: Sendable>(
    of data: StudyData, progress: Progress?, start: Part,
    _ body: @Sendable (Int, inout EndpointDerivation, inout HipHistory, inout Part) -> Void
  ) -> [Part] {
    guard let derivation = EndpointDerivation(data.plan) else { return [] }
    let count = data.histories.count
    let blockCount = (count + blockSize - 1) / blockSize
    let parts = Mutex<[Part?]>([Part?](repeating: nil, count: blockCount))
    let done = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: blockCount) { block in
      var derivation = derivation
      var history = HipHistory()
      var part = start
      let units = block * blockSize..<min(count, (block + 1) * blockSize)
      for unit in units { body(unit, &derivation, &history, &part) }
      let finished = part
      parts.withLock { $0[block] = finished }
      let total = done.add(units.count, ordering: .relaxed).newValue
      progress?(total, count)
    }
    return parts.withLock { $0.compactMap { $0 } }
  }
}
