internal import Glibc
package import LinearAlgebra

/// The log-likelihood of a proportional hazards model with interval-censored times.
///
/// With r = exp(x'β + offset), G = r Σ aₖ exposureₖ and D = r Σ aₖ eventₖ a row adds
///
///     right-censored   −G
///     exact            −G + log(r Σ aₖ bₖ(t))
///     interval         −G + log(1 − exp(−D))
///
/// times its weight. The parameters are θₖ = log aₖ, then β. With the share πₖ = aₖ eventₖ / Σ aₖ
/// eventₖ, q = D / (eᴰ − 1) and κ = q (q + D) of an interval, and q = κ = 1 of an exact time, the
/// derivatives of a row by θₖ and β are q πₖ − Gₖ and (q − G) x, and minus its second derivatives
///
///     κ z z' − diag(q πₖ − Gₖ) − …,    z = (π, x) of an interval, (π, 0) of an exact time.
package struct IntervalHazardLikelihood: Sendable {
  let data: IntervalHazardRows
  /// The covariates, row by row, centred and scaled.
  let covariates: [Double]
  let covariateCount: Int
  let offset: [Double]?
  let weights: [Double]

  /// Makes the likelihood of rows with covariates that are already centred and scaled.
  package init(
    data: IntervalHazardRows, covariates: [Double], covariateCount: Int, offset: [Double]?,
    weights: [Double]
  ) {
    self.data = data
    self.covariates = covariates
    self.covariateCount = covariateCount
    self.offset = offset
    self.weights = weights
  }

  var basisCount: Int { data.basis.count }
  /// The number of parameters.
  var order: Int { basisCount + covariateCount }

  /// Parameters: θ, minus infinity where a basis function has no weight, and β.
  package struct Parameters: Sendable, Hashable {
    package var theta: [Double]
    package var beta: [Double]

    package init(theta: [Double], beta: [Double]) {
      self.theta = theta
      self.beta = beta
    }

    var all: [Double] { theta + beta }

    func moved(_ length: Double, along step: [Double]) -> Parameters {
      Parameters(
        theta: theta.indices.map { theta[$0] + length * step[$0] },
        beta: beta.indices.map { beta[$0] + length * step[theta.count + $0] })
    }
  }

  /// A row at some parameters.
  struct RowState {
    var risk = 1.0
    /// G, q and κ, and the row's log-likelihood.
    var exposed = 0.0
    var share = 0.0
    var bend = 0.0
    var value = 0.0
    /// Σ aₖ eventₖ.
    var event = 0.0
  }

  func state(_ row: Int, _ a: [Double], _ beta: [Double]) -> RowState {
    var eta = offset?[row] ?? 0
    for j in 0..<covariateCount { eta += covariates[row * covariateCount + j] * beta[j] }
    var state = RowState()
    state.risk = exp(eta)
    let start = row * basisCount
    var lived = 0.0
    for k in 0..<basisCount { lived += a[k] * data.exposure[start + k] }
    state.exposed = lived > 0 ? state.risk * lived : 0
    state.value = -state.exposed
    guard data.kinds[row] != .right else { return state }
    for k in 0..<basisCount { state.event += a[k] * data.event[start + k] }
    if data.kinds[row] == .exact {
      state.share = 1
      state.bend = 1
      state.value += log(state.event) + eta
    } else {
      let d = state.risk * state.event
      state.share = d > 0 ? (d < 700 ? d / expm1(d) : 0) : 1
      state.bend = state.share > 0 ? state.share * (state.share + d) : 0
      state.value += d > 0.6931 ? log1p(-exp(-d)) : log(-expm1(-d))
    }
    return state
  }

  /// The log-likelihood; minus infinity where some row is impossible.
  package func value(at parameters: Parameters) -> Double {
    let a = parameters.theta.map { exp($0) }
    var sum = 0.0
    for row in weights.indices { sum += weights[row] * state(row, a, parameters.beta).value }
    return sum.isFinite ? sum : -.infinity
  }

  /// Writes the derivatives of a row by the parameters.
  private func score(_ row: Int, _ state: RowState, _ a: [Double], into target: inout [Double]) {
    let start = row * basisCount
    let factor = state.event > 0 ? state.share / state.event : 0
    for k in 0..<basisCount {
      target[k] =
        a[k] == 0
        ? 0 : a[k] * (factor * data.event[start + k] - state.risk * data.exposure[start + k])
    }
    let pull = state.share - state.exposed
    for j in 0..<covariateCount {
      target[basisCount + j] = pull * covariates[row * covariateCount + j]
    }
  }

  /// The derivatives at some parameters.
  package struct Derivatives {
    package var score: [Double]
    /// Minus the second derivatives.
    package var information: Matrix
  }

  package func derivatives(at parameters: Parameters) -> Derivatives {
    let a = parameters.theta.map { exp($0) }
    let (p, k) = (covariateCount, basisCount)
    var total = [Double](repeating: 0, count: order)
    var cross = [Double](repeating: 0, count: k * p)
    var outer = WeightedCrossProduct(order: order)
    var inner = WeightedCrossProduct(order: max(p, 1))
    var own = [Double](repeating: 0, count: order)
    let height = 2048
    for first in stride(from: 0, to: weights.count, by: height) {
      let rows = first..<min(first + height, weights.count)
      var z = PackedRows(rowCount: rows.count, columnCount: order)
      var x = PackedRows(rowCount: rows.count, columnCount: max(p, 1))
      var bends = [Double](repeating: 0, count: rows.count)
      var pulls = bends
      for row in rows {
        let place = row - first
        let state = state(row, a, parameters.beta)
        score(row, state, a, into: &own)
        let weight = weights[row]
        for j in own.indices { total[j] += weight * own[j] }
        bends[place] = weight * state.bend
        if state.bend > 0 {
          for function in 0..<k where a[function] > 0 {
            z.elements[place * z.stride + function] =
              a[function] * data.event[row * k + function] / state.event
          }
        }
        guard p > 0 else { continue }
        let isExact = data.kinds[row] == .exact
        // Of an exact time log r is linear in β, so that only G bends.
        pulls[place] = weight * (state.exposed - (isExact ? 0 : state.share))
        for j in 0..<p {
          let value = covariates[row * p + j]
          x.elements[place * x.stride + j] = value
          if !isExact { z.elements[place * z.stride + k + j] = value }
          for function in 0..<k {
            let share = isExact ? z.elements[place * z.stride + function] : 0
            cross[function * p + j] -= weight * value * (own[function] - share)
          }
        }
      }
      outer.add(z, rows: 0..<rows.count, weights: bends)
      if p > 0 { inner.add(x, rows: 0..<rows.count, weights: pulls) }
    }
    var information = outer.matrix
    let beside = inner.matrix
    for function in 0..<k {
      information[function, function] -= total[function]
      for j in 0..<p {
        information[function, k + j] += cross[function * p + j]
        information[k + j, function] += cross[function * p + j]
      }
    }
    for j in 0..<p {
      for i in 0..<p { information[k + i, k + j] += beside[i, j] }
    }
    return Derivatives(score: total, information: information)
  }

  /// The derivatives by the weights aₖ themselves, of the log-likelihood: what tells whether a
  /// function without weight should have some.
  package func slopes(at parameters: Parameters) -> [Double] {
    let a = parameters.theta.map { exp($0) }
    var slopes = [Double](repeating: 0, count: basisCount)
    for row in weights.indices {
      let state = state(row, a, parameters.beta)
      let factor = state.event > 0 ? state.share / state.event : 0
      for k in 0..<basisCount {
        let place = row * basisCount + k
        slopes[k] +=
          weights[row] * (factor * data.event[place] - state.risk * data.exposure[place])
      }
    }
    return slopes
  }

  /// Calls a function with the derivatives of every row, without its weight.
  func eachScore(at parameters: Parameters, _ body: (Int, [Double]) -> Void) {
    let a = parameters.theta.map { exp($0) }
    var own = [Double](repeating: 0, count: order)
    for row in weights.indices {
      score(row, state(row, a, parameters.beta), a, into: &own)
      body(row, own)
    }
  }
}
