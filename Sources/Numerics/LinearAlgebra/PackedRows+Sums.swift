extension PackedRows {
  /// A walk that takes in rows and, at each step, adds what it holds to a target.
  package struct Steps: Sendable {
    /// The rows taken in, step after step.
    package var rows: [Int32] = []
    /// The end of each step's stretch of `rows`.
    package var ends: [Int32] = []
    /// The target of each step.
    package var targets: [Int32] = []

    /// A walk without steps.
    package init() {}
  }

  /// Running sums of weighted rows over consecutive segments, last to first.
  ///
  /// Segment s holds the rows `starts[s] ..< starts[s + 1]`, of which the first `heads[s]` are its
  /// head. Before segment s is taken in, what is held is multiplied by `decays[s]`; zero starts
  /// afresh. `carry` enters as the sum over later segments and leaves as the sum over these too.
  /// Row s − segments.lowerBound of `sums` becomes the sum over segment s and all later ones; the
  /// same row of `headSums` the sum over the head, where that has two rows or more (it is left
  /// alone otherwise).
  package func suffixSums(
    weights: [Double], starts: [Int32], heads: [Int32], decays: [Double],
    segments: Range<Int>, carry: inout [Double], sums: inout [Double], headSums: inout [Double]
  ) {
    Kernels.suffixSums(
      elements, shape, weights: weights, starts: starts, heads: heads, decays: decays,
      segments: segments, carry: &carry, sums: &sums, headSums: &headSums)
  }

  /// Adds running sums of weighted rows along steps to `sums`.
  ///
  /// At each step: held = decay · held + Σ weight · row over the step's rows, and then
  /// sums[target] += gain · held.
  ///
  /// - Parameters:
  ///   - weights: One number for each entry of `steps.rows`.
  ///   - decays: One number a step; zero empties the walk.
  ///   - gains: One number a step.
  ///   - sums: Rows of `stride` elements, one for each target.
  package func stepSums(
    _ steps: Steps, weights: [Double], decays: [Double], gains: [Double], to sums: inout [Double]
  ) {
    Kernels.stepSums(
      elements, shape, steps, weights: weights, decays: decays, gains: gains, sums: &sums)
  }

  /// Rows `firstFactors[i] · first[index[i]] + secondFactors[i] · second[index[i]]`.
  ///
  /// Rows have `stride` elements. A second factor of zero leaves the second row unread.
  package static func combine(
    stride: Int, index: [Int32], first: [Double], firstFactors: [Double], second: [Double],
    secondFactors: [Double], into output: inout [Double]
  ) {
    Kernels.combine(
      stride: stride, index: index, first: first, firstFactors: firstFactors, second: second,
      secondFactors: secondFactors, into: &output)
  }
}
