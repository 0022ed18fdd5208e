/// The steps by which masses climb to the maximum of the likelihood.
extension IntervalMasses {
  /// One step of the EM algorithm.
  ///
  /// It shares each row out among its intervals in proportion to their masses (self-consistency:
  /// Turnbull 1976) and never lowers the likelihood.
  mutating func shareOut(_ likelihood: IntervalLikelihood) {
    var next = masses
    var total = 0.0
    for interval in next.indices {
      next[interval] *= gradient[interval]
      total += next[interval]
    }
    for interval in next.indices { next[interval] /= total }
    self = IntervalMasses(next, likelihood)
  }

  /// One step of the iterative convex minorant algorithm.
  ///
  /// In terms of the distribution function F at the borders between intervals, the log-likelihood
  /// is replaced by a quadratic with its gradient and the diagonal of its second derivatives; that
  /// is maximised among rising F by weighted isotonic regression. Unlike EM the step can empty an
  /// interval, and can put mass on an empty one. (Groeneboom and Wellner 1992; with the line search
  /// of Jongbloed 1998, J. Comput. Graph. Stat. 7, 310-321.)
  ///
  /// - Returns: whether the likelihood grew.
  mutating func climbByMinorant(_ likelihood: IntervalLikelihood) -> Bool {
    let count = masses.count
    guard count > 1 else { return false }
    var curvature = [Double](repeating: 0, count: count + 1)
    for row in likelihood.first.indices {
      let own = likelihood.weights[row] / (probabilities[row] * probabilities[row])
      curvature[Int(likelihood.first[row])] += own
      curvature[Int(likelihood.end[row])] += own
    }
    var regression = IsotonicRegression(capacity: count - 1)
    var sum = 0.0
    for border in 1..<count {
      sum += masses[border - 1]
      regression.append(
        weight: curvature[border],
        product: curvature[border] * sum + gradient[border - 1] - gradient[border])
    }
    var direction = [Double](repeating: 0, count: count)
    var last = 0.0
    var interval = 0
    for block in regression.blocks {
      let height = min(1, max(0, block.product / block.weight))
      direction[interval] = height - last
      last = height
      interval += block.count
    }
    direction[interval] = 1 - last
    for interval in direction.indices { direction[interval] -= masses[interval] }
    return search(along: direction, longest: 1, likelihood)
  }

  /// A step towards the empty intervals that promise most.
  ///
  /// One in every stretch of them gains mass, that with the largest derivative (Wang 2007, J. R.
  /// Stat. Soc. B 69, 185-198).
  ///
  /// - Returns: whether the likelihood grew.
  mutating func climbToPeaks(_ likelihood: IntervalLikelihood) -> Bool {
    let total = likelihood.totalWeight
    var peaks: [Int] = []
    var best: Int?
    for interval in masses.indices {
      if masses[interval] > 0 {
        if let best { peaks.append(best) }
        best = nil
      } else if gradient[interval] > total, gradient[interval] > best.map({ gradient[$0] }) ?? 0 {
        best = interval
      }
    }
    if let best { peaks.append(best) }
    guard !peaks.isEmpty else { return false }
    let promise = peaks.reduce(0) { $0 + gradient[$1] - total }
    var direction = masses.map { -$0 }
    for peak in peaks { direction[peak] += (gradient[peak] - total) / promise }
    let moved = likelihood.probabilities(direction)
    var slope = 0.0
    var bend = 0.0
    for row in moved.indices {
      let ratio = moved[row] / probabilities[row]
      slope += likelihood.weights[row] * ratio
      bend += likelihood.weights[row] * ratio * ratio
    }
    return search(along: direction, longest: min(0.5, slope / bend), likelihood)
  }
}

/// Weighted isotonic regression, by pooling adjacent violators, one value at a time.
private struct IsotonicRegression {
  struct Block {
    var weight: Double
    /// The sum of weight times value.
    var product: Double
    var count: Int
  }

  private(set) var blocks: [Block] = []

  init(capacity: Int) { blocks.reserveCapacity(capacity) }

  mutating func append(weight: Double, product: Double) {
    var block = Block(weight: weight, product: product, count: 1)
    // Cross-multiplied: the mean of the block before is at least that of this one.
    while let before = blocks.last,
      before.product * block.weight >= block.product * before.weight
    {
      block.weight += before.weight
      block.product += before.product
      block.count += before.count
      blocks.removeLast()
    }
    blocks.append(block)
  }
}
