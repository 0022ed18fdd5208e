/// The functions of time whose weighted sum is a baseline hazard, and their integrals.
///
///     h₀(t) = Σ aₖ bₖ(t)        H₀(t) = Σ aₖ Bₖ(t)        aₖ ≥ 0,  Bₖ(t) = ∫₀ᵗ bₖ
///
/// No bₖ is ever negative, so that every choice of weights is a hazard: the maximum of the likelihood
/// needs no watch over a curve that turns down, as a spline of the log-cumulative hazard does.
public struct HazardBasis: Sendable, Hashable {
  /// The family of functions.
  public enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
    /// One function a piece, 1 on it: the hazard is constant on (c, d].
    case piecewise
    /// M-splines of order 3 (Ramsay 1988, doi:10.1214/ss/1177012761): the hazard is quadratic between
    /// knots, with a continuous derivative.
    case spline
  }

  /// The order of the M-splines.
  public static let order = 3

  /// The family of functions.
  public let shape: Shape
  /// The inner ends of the pieces, or the inner knots: between 0 and `end`, ascending.
  public let cuts: [Double]
  /// The last time of the data, beyond which nothing is said.
  public let end: Double
  /// The number of functions.
  public let count: Int

  /// Makes a basis.
  ///
  /// - Precondition: the cuts ascend between 0 and `end`.
  public init(_ shape: Shape, cuts: [Double], end: Double) {
    precondition(
      zip([0] + cuts, cuts + [end]).allSatisfy { $0 < $1 }, "cuts ascend between 0 and the end")
    self.shape = shape
    self.cuts = cuts
    self.end = end
    count = cuts.count + (shape == .piecewise ? 1 : Self.order)
  }

  /// Writes the integrals Bₖ(t) from `place` on.
  package func integrals(at time: Double, into target: inout [Double], from place: Int = 0) {
    switch shape {
    case .piecewise:
      var start = 0.0
      for piece in 0..<count {
        let stop = piece < cuts.count ? cuts[piece] : .infinity
        target[place + piece] = max(0, min(time, stop) - start)
        start = stop
      }
    case .spline:
      // The integral of an M-spline is a sum of B-splines of one order more.
      let (first, values) = splines(order: Self.order + 1, at: time)
      var sum = 0.0
      for function in (0..<count).reversed() {
        let slot = function + 1 - first
        if slot >= 0, slot < values.count { sum += values[slot] }
        target[place + function] = min(1, sum)
      }
    }
  }

  /// Writes the functions bₖ(t) from `place` on.
  ///
  /// A piece holds its right end, and the first also 0.
  package func values(at time: Double, into target: inout [Double], from place: Int = 0) {
    for function in 0..<count { target[place + function] = 0 }
    switch shape {
    case .piecewise:
      target[place + (cuts.firstIndex { time <= $0 } ?? cuts.count)] = 1
    case .spline:
      let (first, values) = splines(order: Self.order, at: time)
      let knots = knots(order: Self.order)
      for (slot, value) in values.enumerated() {
        let function = first + slot
        let width = knots[function + Self.order] - knots[function]
        target[place + function] = Double(Self.order) * value / width
      }
    }
  }

  private func knots(order: Int) -> [Double] {
    [Double](repeating: 0, count: order) + cuts + [Double](repeating: end, count: order)
  }

  /// The B-splines of an order that are not zero at a time, and the place of the first (de Boor's
  /// recursion).
  private func splines(order: Int, at time: Double) -> (first: Int, values: [Double]) {
    let knots = knots(order: order)
    let time = min(max(time, 0), end)
    let interval = order - 1 + (cuts.firstIndex { time < $0 } ?? cuts.count)
    var values = [1.0]
    for degree in 1..<max(order, 2) where degree < order {
      var next = [Double](repeating: 0, count: degree + 1)
      for (slot, value) in values.enumerated() {
        let left = knots[interval - degree + 1 + slot]
        let right = knots[interval + 1 + slot]
        let share = value / (right - left)
        next[slot] += (right - time) * share
        next[slot + 1] += (time - left) * share
      }
      values = next
    }
    return (interval - order + 1, values)
  }
}
