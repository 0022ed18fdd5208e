internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension FineGrayModel {
  /// The cumulative baseline subdistribution hazards at covariates of zero, one for each stratum.
  public var baselineHazards: [CoxModel.BaselineHazard] {
    let zero = [Double](repeating: 0, count: coefficients.count)
    return fitted.windows.strata.indices.map { stratum in
      let path = fitted.path(FineGrayFit.Subject(stratum: stratum, covariates: zero, offset: 0))
      return CoxModel.BaselineHazard(
        stratum: stratum, times: path.times, cumulativeHazard: path.cumulativeHazard)
    }
  }

  /// The cumulative incidence of the cause for a subject with given covariates in one stratum.
  ///
  /// F(t) = 1 − exp(−Λ(t)) with Λ(t) = Λ₀(t) exp(x'β + offset), a product of the estimates. Its
  /// standard error is F's derivative times that of Λ, which sums the squared influences of the rows
  /// on Λ₀ and on β̂, the term of the censoring distribution included as in the sandwich. Limits are
  /// 1 − exp(−Λ exp(±z se(Λ)/Λ)), on the complementary log-log scale.
  public struct IncidenceCurve: Sendable, Hashable {
    /// The stratum the curve belongs to.
    public let stratum: Int
    /// The times, as asked for, or the event times.
    public let times: [Double]
    /// The probability of the event by each time.
    public let incidence: [Double]
    /// Its standard errors.
    public let standardErrors: [Double]
    /// The confidence level of the limits.
    public let level: Double
    /// The lower limits; NaN where the incidence is zero.
    public let lower: [Double]
    /// The upper limits.
    public let upper: [Double]
  }

  /// The cumulative incidences of new subjects.
  ///
  /// - Parameters:
  ///   - design: Covariates (and offsets) of the subjects, coded as those of the fit.
  ///   - strata: The stratum of each subject; needed when the model has strata.
  ///   - times: When to give them; at every event time when `nil`.
  ///   - level: The confidence level.
  /// - Complexity: O((n + events) p) for each time of each subject.
  /// - Precondition: the design has the columns of the fit.
  public func incidenceCurves(
    for design: Design, strata: Grouping? = nil, at times: [Double]? = nil, level: Double = 0.95
  ) -> [IncidenceCurve] {
    precondition(
      design.matrix.columnCount == fitted.design.matrix.columnCount,
      "the design has other columns than that of the fit")
    let scores = fitted.influence(fitted.point)
    let means = SubdistributionMeans(fitted.likelihood, fitted.point)
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    return (0..<design.rowCount).map { row in
      let subject = FineGrayFit.Subject(
        stratum: strata.map { Int($0.codes[row]) } ?? 0,
        covariates: fitted.designColumns.map { design.matrix[row, $0] },
        offset: design.offset?[row] ?? 0)
      let path = fitted.path(subject)
      let places = times.map { $0.map(path.stepFunctionPlace) } ?? path.times.indices.map { $0 + 1 }
      let hazards = places.map { $0 == 0 ? 0 : path.cumulativeHazard[$0 - 1] }
      let errors = fitted.hazardErrors(subject, path, places, scores: scores, means: means)
      let halfWidths = zip(hazards, errors).map { exp(z * $1 / $0) }
      return IncidenceCurve(
        stratum: subject.stratum, times: times ?? path.times,
        incidence: hazards.map { -expm1(-$0) },
        standardErrors: zip(hazards, errors).map { exp(-$0) * $1 }, level: level,
        lower: zip(hazards, halfWidths).map { -expm1(-$0 / $1) },
        upper: zip(hazards, halfWidths).map { -expm1(-$0 * $1) })
    }
  }
}

extension HazardPath {
  /// The number of steps at or before a time.
  fileprivate func stepFunctionPlace(_ time: Double) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension FineGrayFit {
  /// Whose incidence is asked for.
  struct Subject {
    let stratum: Int
    let covariates: [Double]
    let offset: Double
  }

  /// Covariates in the stored coordinates of the stratum; zero where there is no estimate.
  private func stored(_ subject: Subject) -> [Double] {
    subject.covariates.indices.map { j in
      isEstimated[j]
        ? (subject.covariates[j] - data.centers[subject.stratum][j]) * data.factors[j] : 0
    }
  }

  /// The log of the factor between exp(η) as stored and exp(x'β + offset).
  private func logFactor(_ subject: Subject) -> Double {
    zip(stored(subject), point.coefficients).reduce(subject.offset) { $0 + $1.0 * $1.1 }
  }

  /// The cumulative subdistribution hazard along the event times of the stratum.
  func path(_ subject: Subject) -> HazardPath {
    let factor = logFactor(subject)
    var path = HazardPath()
    var total = 0.0
    for event in windows.strata[subject.stratum] {
      total += point.terms[event].hazard * exp(factor - point.sums.references[event])
      path.times.append(windows.times[event])
      path.cumulativeHazard.append(total)
    }
    return path
  }

  /// The standard errors of the cumulative hazard after some numbers of events of the stratum.
  ///
  /// - Parameter scores: The score influences of the input rows.
  func hazardErrors(
    _ subject: Subject, _ path: HazardPath, _ places: [Int], scores: PackedRows,
    means: SubdistributionMeans
  ) -> [Double] {
    let gradients = gradients(subject, means.weighted(point))
    // Some times together, so that one walk over the rows serves them.
    return stride(from: 0, to: places.count, by: 8).flatMap { start in
      let block = Array(places[start..<min(start + 8, places.count)])
      var influence = baselineInfluence(subject, block)
      addCoefficients(block.map { gradients[$0] }, scores: scores, to: &influence)
      let rows = clustered(influence)
      return block.indices.map { column in
        var sum = 0.0
        for row in 0..<rows.rowCount {
          let value = rows.elements[row * rows.stride + column]
          sum += value * value
        }
        return sum.squareRoot()
      }
    }
  }

  /// The influence of each input row, times its weight, on the cumulative hazard with β known; a
  /// column for each place.
  private func baselineInfluence(_ subject: Subject, _ places: [Int]) -> PackedRows {
    let factor = logFactor(subject)
    let events = windows.strata[subject.stratum]
    var values = PackedRows(rowCount: windows.eventCount, columnCount: places.count)
    let stride = values.stride
    func unit(_ event: Int) -> Double { exp(factor - point.sums.references[event]) }
    for event in events {
      let inverse = 1 / point.sums.riskSums[event]
      let value = point.terms[event].squares.zero * inverse * inverse * unit(event)
      for (column, place) in places.enumerated() where event - events.lowerBound < place {
        values.elements[event * stride + column] = -value
      }
    }
    var kept = likelihood.integrals(of: values, point.sums)
    likelihood.forEachDeath(point) { row, event, risk in
      guard events.contains(event) else { return }
      let term = point.terms[event]
      let inverse = 1 / point.sums.riskSums[event]
      let own =
        (likelihood.weights?[row] ?? 1) * term.hazard / likelihood.deathWeights[event]
        + risk * term.squares.one * inverse * inverse
      for (column, place) in places.enumerated() where event - events.lowerBound < place {
        kept.elements[row * stride + column] += own * unit(event)
      }
    }
    var influence = scattered(kept)
    if variance == .fineGray, !likelihood.windows.cells.isEmpty {
      CensoringInfluence(likelihood, point.sums, data.censoring)
        .add(.init(covariate: nil, constant: values), to: &influence)
    }
    return influence
  }

  /// The derivatives of the cumulative hazard by the coefficients, after each number of events.
  private func gradients(_ subject: Subject, _ weighted: PackedRows) -> [[Double]] {
    let (x, factor) = (stored(subject), logFactor(subject))
    let stride = weighted.stride
    var gradient = [Double](repeating: 0, count: x.count)
    var gradients = [gradient]
    for event in windows.strata[subject.stratum] {
      let unit = exp(factor - point.sums.references[event])
      for j in x.indices {
        gradient[j] +=
          unit * (point.terms[event].hazard * x[j] - weighted.elements[event * stride + j])
      }
      gradients.append(gradient)
    }
    return gradients
  }

  /// Adds what the estimates of the coefficients do to the cumulative hazard; a column for each
  /// gradient.
  private func addCoefficients(
    _ gradients: [[Double]], scores: PackedRows, to influence: inout PackedRows
  ) {
    for (column, gradient) in gradients.enumerated() {
      let direction =
        storedCovariance
        * Matrix(rowCount: gradient.count, columnCount: 1, elements: gradient)
      for row in 0..<scores.rowCount {
        var sum = 0.0
        for j in gradient.indices {
          sum += scores.elements[row * scores.stride + j] * direction.elements[j]
        }
        influence.elements[row * influence.stride + column] += sum
      }
    }
  }
}
