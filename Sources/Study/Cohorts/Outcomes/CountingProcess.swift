import Outcomes
public import Tables

/// Time to loss as a counting process: one row per hip at risk and stretch between visits, with the
/// covariates as they stood when the stretch began.
///
/// A covariate measured at a visit holds from that visit until the next one that measured it; what
/// was known at or before the injection holds from time 0. Nothing from after a stretch began is
/// used in it.
public struct CountingProcess {
  /// The unit of each row, by its place in the table of units.
  public private(set) var units: [Int] = []
  /// Months at which each stretch begins.
  public private(set) var start: [Double] = []
  /// Months at which it ends.
  public private(set) var stop: [Double] = []
  /// Whether it ends with the loss of benefit.
  public private(set) var isLoss: [Bool] = []
  /// The row of the visits each covariate is taken from, −1 where it was not measured yet.
  public private(set) var sources: [[Int]]
  private let covariates: [Column]

  /// Starts with the columns of visits that hold the covariates.
  public init(covariates: [Column]) {
    self.covariates = covariates
    sources = [[Int]](repeating: [], count: covariates.count)
  }

  /// Adds a hip; nothing where it is not at risk.
  public mutating func append(
    _ hip: HipEndpoints, _ history: HipHistory, unit: Int, reading: LossOutcome.Reading
  ) {
    guard let outcome = LossOutcome(hip, reading) else { return }
    let origin = reading.origin == .injection ? 0 : hip.onset?.upper ?? 0
    let end = outcome.time.time
    let visits = history.assessments.sorted { ($0.month, $0.row) < ($1.month, $1.row) }
    var known = [Int](repeating: -1, count: covariates.count)
    var begin = 0.0
    for visit in visits {
      let month = visit.month - origin
      guard month < end else { break }
      if month > begin, covariates.contains(where: { !$0.isMissing(visit.row) }) {
        add(unit, begin, month, isLoss: false, known)
        begin = month
      }
      for (place, column) in covariates.enumerated() where !column.isMissing(visit.row) {
        known[place] = visit.row
      }
    }
    if end > begin { add(unit, begin, end, isLoss: outcome.time.isEvent, known) }
  }

  private mutating func add(
    _ unit: Int, _ start: Double, _ stop: Double, isLoss: Bool, _ known: [Int]
  ) {
    units.append(unit)
    self.start.append(start)
    self.stop.append(stop)
    self.isLoss.append(isLoss)
    for (place, row) in known.enumerated() { sources[place].append(row) }
  }

  /// The covariates of the rows.
  public var covariateColumns: [Column] {
    zip(covariates, sources).map { column, rows in
      let values: Column.Values
      switch column.values {
      case .numbers(let numbers): values = .numbers(rows.map { $0 < 0 ? .nan : numbers[$0] })
      case .dates(let days):
        values = .dates(rows.map { $0 < 0 ? Column.missingDate : days[$0] })
      case .categories(let categories):
        values = .categories(
          Categories(
            codes: rows.map { $0 < 0 ? -1 : categories.codes[$0] }, levels: categories.levels))
      }
      return Column(name: column.name, values: values)
    }
  }
}
