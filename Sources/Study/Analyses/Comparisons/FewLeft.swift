package import Cohorts
import Statistics
import Survival

/// Where a curve rests on few, and where on too few to be shown.
///
/// A curve is pale after the last time at which ten or more were at risk, and ends at the last time
/// at which as many were at risk as the protocol's `min_cell` asks for, or five.
package struct FewLeft {
  /// From when on fewer than ``few`` are at risk; nil where the curve ends before.
  let paleFrom: Double?
  /// From when on fewer than the least count are at risk; nil where the curve ends before.
  let cutAt: Double?

  /// Fewer than this many at risk are few.
  package static let few = 10

  /// Fewer than this many at risk are too few to show, unless told otherwise.
  package static let usualLeast = 5

  /// Fewer than this many at risk are too few to show.
  package static func least(_ study: StudyProtocol) -> Int { study.minCell ?? usualLeast }

  /// A curve is pale where fewer than this many are left, and ends where fewer than `least` are.
  package static func few(least: Int) -> Int { max(few, least) }

  /// The remark on a probability that is told without the number at risk beside it; nothing where
  /// enough are left.
  static func remarks(atRisk: Double, in study: StudyProtocol) -> [Diagnostic] {
    let few = few(least: least(study))
    guard atRisk < Double(few) else { return [] }
    let message =
      "Fewer than \(few == 10 ? "ten" : "\(few)") are still at risk: the estimate rests on few."
    return [Diagnostic(.honesty, .note, message: message, withoutCounts: message)]
  }

  init(_ table: EventTable, least: Int) {
    func last(atLeast count: Int) -> Double? {
      let last = table.counts.atRisk.lastIndex { $0 >= Double(count) }
      if last == table.times.indices.last { return nil }
      return last.map { table.times[$0] } ?? 0
    }
    paleFrom = last(atLeast: Self.few(least: least))
    cutAt = last(atLeast: least)
  }
}
