internal import LinearAlgebra
package import Outcomes
package import Statistics

/// Follow-up cut at the times where step functions of time change.
///
/// Between two cuts every covariate is constant, and only rows of one stretch of time are compared:
/// stretches act as strata, so that the partial likelihood of the pieces is that of the rows. A row
/// has one piece for each stretch it is followed in; no more is stored.
package struct EpochSplit {
  package let outcomes: SurvivalOutcomes
  package let design: Design
  package let strata: Grouping
  package let weights: [Double]?
  package let clusters: Grouping?

  /// Cuts the rows.
  ///
  /// - Parameters:
  ///   - functions: For each column of the design, its step function, if it has one.
  ///   - isRobust: Whether pieces of a row are to be one cluster where no clusters are given.
  package init(
    _ outcomes: SurvivalOutcomes, _ design: Design, functions: [TimeFunction?], strata: Grouping?,
    weights: [Double]?, clusters: Grouping?, isRobust: Bool
  ) throws(FitError) {
    let cuts = Set(
      functions.compactMap { function -> Double? in
        if case .after(let cut)? = function { return cut }
        return nil
      }
    ).sorted()
    var (entry, time, isEvent): ([Double], [Double], [Bool]) = ([], [], [])
    var (rows, epochs): ([Int], [Int]) = ([], [])
    for row in 0..<outcomes.count {
      for epoch in 0...cuts.count {
        let lower = epoch == 0 ? -Double.infinity : cuts[epoch - 1]
        let upper = epoch == cuts.count ? Double.infinity : cuts[epoch]
        let begin = outcomes.entry?[row] ?? -.infinity
        guard outcomes.time[row] > lower, begin < upper else { continue }
        rows.append(row)
        epochs.append(epoch)
        entry.append(begin)
        time.append(min(outcomes.time[row], upper))
        isEvent.append(outcomes.isEvent[row] && outcomes.time[row] <= upper)
        // A row without weight is counted once.
        if weights?[row] == 0 { break }
      }
    }
    do {
      self.outcomes =
        outcomes.entry == nil
        ? try SurvivalOutcomes(time: time, isEvent: isEvent)
        : try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent)
    } catch { throw .noObservations }
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * design.matrix.columnCount)
    for column in 0..<design.matrix.columnCount {
      let function = functions[column]
      for (place, row) in rows.enumerated() {
        let epoch = epochs[place]
        let factor = function.map { function -> Double in
          epoch > 0 && function.value(at: cuts[epoch - 1].nextUp) == 1 ? 1 : 0
        }
        elements.append(design.matrix[row, column] * (factor ?? 1))
      }
    }
    self.design = Design(
      matrix: Matrix(
        rowCount: rows.count, columnCount: design.matrix.columnCount, elements: elements),
      columns: design.columns, terms: design.terms, hasIntercept: design.hasIntercept,
      offset: design.offset.map { offset in rows.map { offset[$0] } })
    let count = strata?.count ?? 1
    self.strata = Grouping(
      codes: zip(rows, epochs).map { row, epoch in
        Int32(epoch * count) + (strata?.codes[row] ?? 0)
      }, count: count * (cuts.count + 1))
    self.weights = weights.map { weights in rows.map { weights[$0] } }
    let whole = clusters ?? (isRobust ? Grouping(of: 0..<outcomes.count) : nil)
    self.clusters = whole.map { whole in
      Grouping(codes: rows.map { whole.codes[$0] }, count: whole.count)
    }
  }
}
