internal import Glibc

/// A walk through the event times of one stratum.
struct GrayWalk {
  /// The times of each group, and at each of them the number at risk and of events.
  private let times: [[Double]]
  private let atRisk: [[Double]]
  private let all: [[Double]]
  private let own: [[Double]]
  private let groupCount: Int
  private let rho: Double
  private(set) var scores: [Double]

  /// The first row of each group at or after the time reached, and that of its next event.
  private var row: [Int]
  private var slot: [Int]
  /// S and F of each group before the next time, and S after it.
  private var left: [Double]
  private var incidence: [Double]
  private var leftAfter: [Double]
  /// F₀ before the next time.
  private var common = 0.0

  /// What stands at the time reached, by group.
  private var number: [Double]
  private var events: [Double]
  private var others: [Double]

  /// A and C, and the sums over events so far, group by group of events in columns.
  private var direct: [Double]
  private var pending: [Double]
  private var squares: [Double]
  private var mixed: [Double]
  private var products: [Double]

  init(_ tables: [CauseTable], cause: Int, rho: Double) {
    self.rho = rho
    times = tables.map(\.times)
    atRisk = tables.map(\.all.weighted.atRisk)
    all = tables.map(\.all.weighted.events)
    own = tables.map { $0.events[cause - 1] }
    groupCount = tables.count
    let zeros = [Double](repeating: 0, count: tables.count)
    scores = zeros
    slot = tables.map { _ in 0 }
    row = slot
    left = tables.map { _ in 1 }
    leftAfter = left
    (incidence, number, events, others, squares) = (zeros, zeros, zeros, zeros, zeros)
    direct = [Double](repeating: 0, count: tables.count * tables.count)
    (pending, mixed, products) = (direct, direct, direct)
    for group in tables.indices { seekEvent(group) }
  }

  func isExposed(_ group: Int) -> Bool { (atRisk[group].first ?? 0) > 0 }

  private mutating func seekEvent(_ group: Int) {
    while slot[group] < times[group].count && !(all[group][slot[group]] > 0) { slot[group] += 1 }
  }

  /// Takes in the next event time; false when there is none.
  mutating func step() -> Bool {
    var time = Double.infinity
    for group in 0..<groupCount where slot[group] < times[group].count {
      time = min(time, times[group][slot[group]])
    }
    guard time < .infinity else { return false }
    for group in 0..<groupCount {
      while row[group] < times[group].count && times[group][row[group]] < time { row[group] += 1 }
      let (row, slot) = (row[group], slot[group])
      number[group] = row < times[group].count ? atRisk[group][row] : 0
      let happens = slot < times[group].count && times[group][slot] == time
      events[group] = happens ? own[group][slot] : 0
      others[group] = happens ? all[group][slot] - events[group] : 0
    }
    add()
    for group in 0..<groupCount {
      if number[group] > 0 {
        incidence[group] += left[group] * events[group] / number[group]
        left[group] = leftAfter[group]
      }
      if slot[group] < times[group].count, times[group][slot[group]] == time {
        slot[group] += 1
        seekEvent(group)
      }
    }
    return true
  }

  /// Adds the time's terms to the sums.
  private mutating func add() {
    var total = 0.0
    var expected = 0.0
    var dying = 0.0
    for g in 0..<groupCount where number[g] > 0 {
      leftAfter[g] = left[g] * (number[g] - events[g] - others[g]) / number[g]
      total += number[g] / left[g]
      expected += number[g] * (1 - incidence[g]) / left[g]
      dying += events[g]
    }
    let commonAfter = common + dying / total
    if dying > 0 {
      let weight = rho == 0 ? 1 : pow(1 - common, rho)
      let growth = dying / (total * (1 - common))
      for g in 0..<groupCount {
        let own = number[g] > 0 ? number[g] / left[g] : 0
        for k in 0..<groupCount where number[k] > 0 {
          let share = number[k] / left[k] / total
          direct[k * groupCount + g] = weight * own * ((g == k ? 1 : 0) - share)
          pending[k * groupCount + g] += direct[k * groupCount + g] * growth
        }
        if number[g] > 0 {
          scores[g] += weight * (events[g] - dying * own * (1 - incidence[g]) / expected)
        }
      }
      for k in 0..<groupCount where number[k] > 0 {
        let reach = leftAfter[k] > 0 ? 1 - (1 - commonAfter) / leftAfter[k] : 1
        let expectedHere = total * left[k]
        let correction = dying > 1 ? 1 - (dying - 1) / (expectedHere - 1) : 1
        add(
          group: k, reach: reach,
          variance: correction * left[k] * dying / (total * number[k]), isOwn: true)
      }
    }
    for k in 0..<groupCount where others[k] > 0 && leftAfter[k] > 0 {
      let correction = others[k] > 1 ? 1 - (others[k] - 1) / (number[k] - 1) : 1
      add(
        group: k, reach: -(1 - commonAfter) / leftAfter[k],
        variance: correction * left[k] * left[k] * others[k] / (number[k] * number[k]),
        isOwn: false)
    }
    common = commonAfter
  }

  /// Adds the terms of the events in one group.
  private mutating func add(group k: Int, reach: Double, variance: Double, isOwn: Bool) {
    squares[k] += reach * reach * variance
    let column = k * groupCount
    for g in 0..<groupCount {
      let move = (isOwn ? direct[column + g] : 0) - reach * pending[column + g]
      mixed[column + g] += move * reach * variance
      for h in 0...g {
        let other = (isOwn ? direct[column + h] : 0) - reach * pending[column + h]
        products[g * groupCount + h] += move * other * variance
      }
    }
  }

  /// The covariance of two scores, g ≥ h.
  func covariance(_ g: Int, _ h: Int) -> Double {
    var sum = products[g * groupCount + h]
    for k in 0..<groupCount {
      let (first, second) = (pending[k * groupCount + g], pending[k * groupCount + h])
      sum += first * second * squares[k]
      sum += first * mixed[k * groupCount + h] + second * mixed[k * groupCount + g]
    }
    return sum
  }
}
