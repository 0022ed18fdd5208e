package import LinearAlgebra

/// A walk through the event times in blocks, with the sums of covariates over their risk sets.
///
/// Blocks go from the last event to the first and hold some hundreds of events or rows, so that
/// what is made from one stays in cache. Their bounds depend on the data alone.
package struct RiskMeans {
  private let likelihood: PartialLikelihood
  private let point: PartialLikelihood.Point
  /// With delayed entry, the sums of all events.
  private let allSums: PackedRows?
  /// The event at which the walk ends.
  private let first: Int
  private var carry: [Double]
  /// The sums of w exp(η − c) x over the risk set of each event of the block.
  package private(set) var riskSums: PackedRows
  /// The same over the deaths, where an event has two or more.
  package private(set) var deathSums: PackedRows
  /// The events of the block.
  package private(set) var events: Range<Int>
  /// The rows that `makeRoots` makes; those past `rootEvents.count` are void.
  package private(set) var roots: PackedRows
  /// The event each row of `roots` belongs to.
  package private(set) var rootEvents: [Int] = []

  /// One block: events, and the kept rows of their segments.
  package struct Block {
    package let events: Range<Int>
    package let rows: Range<Int>
  }

  private static let eventLimit = 256
  private static let rowLimit = 1_024

  package init(_ likelihood: PartialLikelihood, _ point: PartialLikelihood.Point) {
    self.init(
      likelihood, point, events: 0..<likelihood.windows.eventCount,
      carry: [Double](repeating: 0, count: likelihood.covariates.stride),
      allSums: RiskMeans.allSums(likelihood, point))
  }

  /// A walk through some of the event times.
  ///
  /// - Parameters:
  ///   - carry: The sum over the rows of later events of the last one's stratum.
  ///   - allSums: With delayed entry, the sums of all events.
  init(
    _ likelihood: PartialLikelihood, _ point: PartialLikelihood.Point, events range: Range<Int>,
    carry: [Double], allSums: PackedRows?
  ) {
    self.likelihood = likelihood
    self.point = point
    self.carry = carry
    self.allSums = allSums
    let order = likelihood.order
    riskSums = PackedRows(rowCount: RiskMeans.eventLimit, columnCount: order)
    deathSums = riskSums
    roots = PackedRows(rowCount: 2 * RiskMeans.eventLimit, columnCount: order)
    first = range.lowerBound
    events = range.upperBound..<range.upperBound
  }

  /// With delayed entry, the sums of w exp(η − c) x over the risk set of every event.
  static func allSums(
    _ likelihood: PartialLikelihood, _ point: PartialLikelihood.Point
  ) -> PackedRows? {
    guard let intervals = likelihood.windows.intervals, let walk = point.sums.walk else {
      return nil
    }
    var sums = PackedRows(
      rowCount: likelihood.windows.eventCount, columnCount: likelihood.order)
    likelihood.covariates.stepSums(
      intervals.steps, weights: walk.weights, decays: walk.decays, gains: walk.gains,
      to: &sums.elements)
    return sums
  }

  /// Moves to the block before; `nil` when there is none.
  package mutating func next() -> Block? {
    let windows = likelihood.windows
    guard events.lowerBound > first else { return nil }
    let end = events.lowerBound
    var start = end - 1
    while start > first, end - start < RiskMeans.eventLimit,
      Int(windows.starts[end]) - Int(windows.starts[start]) < RiskMeans.rowLimit
    {
      start -= 1
    }
    events = start..<end
    fill()
    return Block(
      events: events, rows: Int(windows.starts[start])..<Int(windows.starts[end]))
  }

  private mutating func fill() {
    let windows = likelihood.windows
    let decays =
      allSums == nil ? point.sums.decays : [Double](repeating: 0, count: events.upperBound)
    likelihood.covariates.suffixSums(
      weights: point.sums.risks, starts: windows.starts, heads: windows.deaths, decays: decays,
      segments: events, carry: &carry, sums: &riskSums.elements, headSums: &deathSums.elements)
    if likelihood.deathCounts != nil { fillSingleDeaths() }
    guard let allSums else { return }
    let stride = allSums.stride
    riskSums.elements.replaceSubrange(
      0..<events.count * stride,
      with: allSums.elements[events.lowerBound * stride..<events.upperBound * stride])
  }

  /// The sums over the deaths at events where one row stands for several.
  private mutating func fillSingleDeaths() {
    let stride = deathSums.stride
    for event in events where likelihood.windows.deaths[event] == 1 {
      let row = Int(likelihood.windows.starts[event])
      let to = (event - events.lowerBound) * stride
      for j in 0..<stride {
        deathSums.elements[to + j] =
          point.sums.risks[row] * likelihood.covariates.elements[row * stride + j]
      }
    }
  }

  /// Fills `roots` with rows u such that Σ u u' = Σ over the block's events of Σⱼ m x̄ⱼ x̄ⱼ'.
  ///
  /// One row an event without tied deaths. Tied deaths give the 2 × 2 form c₀aa' − c₁(ab' + ba') +
  /// c₂bb' in a = S₁/S₀ and b = D₁/S₀, whose Cholesky factor gives two rows.
  package mutating func makeRoots(_ terms: [TieTerms]) {
    var index: [Int32] = []
    var first: [Double] = []
    var second: [Double] = []
    rootEvents.removeAll(keepingCapacity: true)
    for event in events {
      let place = Int32(event - events.lowerBound)
      let inverse = 1 / point.sums.riskSums[event]
      let squares = terms[event].squares
      guard squares.zero > 0 else { continue }
      let root = squares.zero.squareRoot()
      index.append(place)
      rootEvents.append(event)
      first.append(root * inverse)
      second.append(-squares.one / root * inverse)
      guard squares.one > 0 else { continue }
      let rest = squares.two - squares.one * squares.one / squares.zero
      index.append(place)
      rootEvents.append(event)
      first.append(0)
      second.append(max(rest, 0).squareRoot() * inverse)
    }
    PackedRows.combine(
      stride: roots.stride, index: index, first: riskSums.elements, firstFactors: first,
      second: deathSums.elements, secondFactors: second, into: &roots.elements)
  }

  /// Subtracts Σ over the block's events of Σⱼ m x̄ⱼ, times a factor for each event.
  package func subtractSums(
    _ terms: [TieTerms], factors: [Double]? = nil, from score: inout [Double]
  ) {
    let whole = events.map { -(factors?[$0] ?? 1) * terms[$0].hazard }
    riskSums.addSum(of: 0..<events.count, weights: whole, to: &score)
    guard events.contains(where: { terms[$0].deathHazard > 0 }) else { return }
    let part = events.map { (factors?[$0] ?? 1) * terms[$0].deathHazard }
    deathSums.addSum(of: 0..<events.count, weights: part, to: &score)
  }
}
