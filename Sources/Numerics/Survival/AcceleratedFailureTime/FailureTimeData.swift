internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The data of an accelerated failure time model made ready: rows that count, in the order of their
/// strata, with times and covariates of size one.
struct FailureTimeData: Sendable {
  /// The likelihood of the standardised times.
  let likelihood: FailureTimeLikelihood
  /// The same with a constant as the only covariate.
  let nullLikelihood: FailureTimeLikelihood
  /// The covariates.
  let columns: FailureTimeColumns
  /// The row of the data that each row here is.
  let order: [Int32]
  /// What was subtracted from the times on the scale of the model, and what they were divided by.
  let timeCenter: Double
  let timeScale: Double
  /// What the log-likelihood of the standardised times lacks to that of the times themselves.
  let logJacobian: Double
  /// The number of rows of weight zero, left out.
  let zeroWeightCount: Int

  init(
    _ failures: FailureTimes, _ design: Design, strata: Grouping?, weights: [Double]?,
    _ options: AcceleratedFailureTimeModel.Options
  ) throws(FitError) {
    precondition(design.rowCount == failures.count, "one row of the design per time")
    guard failures.count > 0 else { throw .noObservations }
    try Self.check(design, weights, options.weightKind)
    let (order, ranges) = Self.order(failures.count, strata, weights)
    guard !order.isEmpty else { throw .noObservations }
    zeroWeightCount = failures.count - order.count
    let distribution = options.distribution
    var rows = try CensoredRows(
      failures, order: order, offset: design.offset, distribution)
    try Self.checkKinds(rows)
    if ranges.contains(where: \.isEmpty) {
      throw .noMaximum(
        reason: "a stratum has no row of positive weight, so it has no scale; leave it out")
    }
    let kept = weights.map { weights in order.map { weights[Int($0)] } }
    let informative = rows.kinds.indices.map {
      rows.kinds[$0] == .nothing ? 0 : kept?[$0] ?? 1
    }
    columns = FailureTimeColumns(design, order: order, weights: informative)
    let units = Self.units(rows, informative, isCentred: design.hasIntercept)
    var jacobian = CompensatedSum()
    for (row, kind) in rows.kinds.enumerated() where kind == .exact {
      let logTime = distribution.isOnLogTime ? log(failures.lower[Int(order[row])]) : 0
      jacobian.add(-(kept?[row] ?? 1) * (logTime + log(units.scale)))
    }
    rows.standardise(center: units.center, scale: units.scale)
    (timeCenter, timeScale) = units
    logJacobian = jacobian.value
    self.order = order
    let fixed = options.scale ?? distribution.fixedScale
    var constant = PackedRows(rowCount: order.count, columnCount: 1)
    for row in order.indices { constant.elements[row] = 1 }
    func likelihood(_ covariates: PackedRows) -> FailureTimeLikelihood {
      FailureTimeLikelihood(
        error: distribution.error, rows: rows, covariates: covariates, weights: kept,
        strata: ranges, fixedLogScale: fixed.map { log($0 / units.scale) })
    }
    self.likelihood = likelihood(columns.packed)
    nullLikelihood = likelihood(constant)
  }

  private static func check(
    _ design: Design, _ weights: [Double]?, _ kind: WeightKind
  ) throws(FitError) {
    do {
      try design.matrix.checkFinite()
    } catch {
      if case .notFinite(let row, let column) = error {
        throw .notFinite(column: design.columns[column].name, row: row)
      }
    }
    if let offset = design.offset, let row = offset.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: "offset", row: row)
    }
    precondition(weights.map { $0.count == design.rowCount } ?? true, "one weight per row")
    try kind.check(weights)
  }

  /// The rows of positive weight, stratum by stratum, and the range of each stratum.
  private static func order(
    _ count: Int, _ strata: Grouping?, _ weights: [Double]?
  ) -> ([Int32], [Range<Int>]) {
    let isUsed = { (row: Int) in weights.map { $0[row] > 0 } ?? true }
    guard let strata, strata.count > 1 else {
      let order = (0..<count).filter(isUsed).map { Int32($0) }
      return (order, [order.indices])
    }
    var ends = [Int](repeating: 0, count: strata.count + 1)
    for row in 0..<count where isUsed(row) { ends[Int(strata.codes[row]) + 1] += 1 }
    for stratum in 0..<strata.count { ends[stratum + 1] += ends[stratum] }
    let ranges = (0..<strata.count).map { ends[$0]..<ends[$0 + 1] }
    var order = [Int32](repeating: 0, count: ends[strata.count])
    for row in 0..<count where isUsed(row) {
      let stratum = Int(strata.codes[row])
      order[ends[stratum]] = Int32(row)
      ends[stratum] += 1
    }
    return (order, ranges)
  }

  private static func checkKinds(_ rows: CensoredRows) throws(FitError) {
    let kinds = Set(rows.kinds).subtracting([.nothing])
    if kinds.isSubset(of: [.above]) { throw .noEvents }
    if kinds == [.below] {
      throw .noMaximum(
        reason: "every event is only known to have come by some time, so that ever earlier times "
          + "fit ever better; the data need some events that were seen not to have come by a time")
    }
  }

  /// A center and a scale for the times: their weighted mean and a power of two near their standard
  /// deviation.
  private static func units(
    _ rows: CensoredRows, _ weights: [Double], isCentred: Bool
  ) -> (center: Double, scale: Double) {
    let total = weights.reduce(0, +)
    guard let first = rows.kinds.firstIndex(where: { $0 != .nothing }), total > 0 else {
      return (0, 1)
    }
    let origin = rows.dated(first)
    var sum = 0.0
    var reach = 0.0
    for row in rows.kinds.indices where rows.kinds[row] != .nothing {
      sum += weights[row] / total * (rows.dated(row) - origin)
      reach = max(reach, abs(rows.dated(row) - origin))
    }
    let mean = isCentred ? origin + sum : 0
    if !isCentred { reach += abs(origin) }
    guard reach > 0, reach.isFinite else { return (mean, 1) }
    var squares = 0.0
    for row in rows.kinds.indices where rows.kinds[row] != .nothing {
      let deviation = (rows.dated(row) - mean) / reach
      squares += weights[row] / total * deviation * deviation
    }
    let deviation = reach * squares.squareRoot()
    return (mean, deviation.isNormal ? exp2(Double(deviation.exponent)) : 1)
  }
}
