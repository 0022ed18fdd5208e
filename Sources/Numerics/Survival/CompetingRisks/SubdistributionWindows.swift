internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// Who is in the risk sets of a subdistribution hazard.
///
/// Before its own event or censoring a row is at risk as in a Cox model: its `EventWindows` window.
/// A row whose follow-up ended at T with a competing event stays on, at every later event time t of
/// its stratum, with the share GH(t−)/GH(T−). The rows of one stratum and censoring group form a
/// *cell*; along its event times one held sum of exp(η)/GH(T−) serves all risk sets, multiplied by
/// GH(t−) for each of them. No row is written out more than once, and every sum is one of
/// non-negative terms.
struct SubdistributionWindows: Sendable {
  /// The rows of one stratum and censoring group that had a competing event.
  struct Cell: Sendable {
    let stratum: Int
    let group: Int
    /// The steps of the walk.
    let steps: Range<Int>
  }

  /// The windows before the end of follow-up.
  let windows: EventWindows
  /// The original row of each kept row: those of `windows`, then rows that are at risk only after
  /// their competing event.
  private(set) var rows: [Int32]
  /// The cells, in order of stratum and group.
  private(set) var cells: [Cell] = []
  /// The walk of the cells: rows taken in, and the event each step adds to.
  private(set) var steps = PackedRows.Steps()
  /// Whether each step starts from nothing.
  private(set) var isFirst: [Bool] = []
  /// GH(t−) at each step.
  private(set) var levels: [Double] = []
  /// 1/GH(T−) for each entry of the steps' rows.
  private(set) var shares: [Double] = []

  /// The number of rows kept.
  var rowCount: Int { rows.count }

  /// Finds the risk sets.
  ///
  /// - Parameters:
  ///   - outcomes: Follow-up with the event of interest as the event.
  ///   - isCompeting: Whether each row ends with another event.
  ///   - groups: The censoring group of each row.
  init(
    _ outcomes: SurvivalOutcomes, isCompeting: [Bool], strata: Grouping?, groups: Grouping,
    curves: [CensoringCurve], isIncluded: [Bool]?
  ) {
    let risk = RiskSets(outcomes, strata: strata)
    windows = EventWindows(risk, outcomes, isIncluded: isIncluded)
    var place = [Int32](repeating: -1, count: outcomes.count)
    for (kept, row) in windows.rows.enumerated() { place[Int(row)] = Int32(kept) }
    rows = windows.rows
    let competing = risk.order.filter {
      isCompeting[Int($0)] && (isIncluded?[Int($0)] ?? true)
    }
    // In order of group within stratum within time, and then of stratum, group and time.
    var order =
      groups.count > 1
      ? SortOrder.grouped(competing, by: groups.codes, count: groups.count) : competing
    if let strata { order = SortOrder.grouped(order, by: strata.codes, count: strata.count) }
    var late: [Int32] = []
    var start = 0
    while start < order.count {
      let first = Int(order[start])
      let (stratum, group) = (strata.map { Int($0.codes[first]) } ?? 0, Int(groups.codes[first]))
      var end = start + 1
      while end < order.count, Int(groups.codes[Int(order[end])]) == group,
        strata.map({ Int($0.codes[Int(order[end])]) == stratum }) ?? true
      {
        end += 1
      }
      let members = Members(
        rows: order[start..<end], time: outcomes.time, curve: curves[group], stratum: stratum,
        group: group)
      append(members, &place, &late)
      start = end
    }
    rows += late
  }

  /// What a cell is made from.
  private struct Members {
    let rows: ArraySlice<Int32>
    let time: [Double]
    let curve: CensoringCurve
    let stratum: Int
    let group: Int
  }

  private mutating func append(_ cell: Members, _ place: inout [Int32], _ late: inout [Int32]) {
    let start = isFirst.count
    var next = cell.rows.startIndex
    let earliest = cell.time[Int(cell.rows[next])]
    var epoch: Int32?
    for event in windows.strata[cell.stratum] where windows.times[event] > earliest {
      let time = windows.times[event]
      let level = cell.curve.before(time)
      // Beyond the end of the group's follow-up nothing is left, and will not be.
      guard level.value > 0 else { break }
      isFirst.append(epoch != level.epoch)
      epoch = level.epoch
      while next < cell.rows.endIndex, cell.time[Int(cell.rows[next])] < time {
        let row = Int(cell.rows[next])
        let own = cell.curve.before(cell.time[row])
        next += 1
        guard own.epoch == level.epoch, own.value > 0 else { continue }
        if place[row] < 0 {
          place[row] = Int32(windows.rowCount + late.count)
          late.append(Int32(row))
        }
        steps.rows.append(place[row])
        shares.append(1 / own.value)
      }
      steps.ends.append(Int32(steps.rows.count))
      steps.targets.append(Int32(event))
      levels.append(level.value)
    }
    guard isFirst.count > start else { return }
    cells.append(Cell(stratum: cell.stratum, group: cell.group, steps: start..<isFirst.count))
  }
}
