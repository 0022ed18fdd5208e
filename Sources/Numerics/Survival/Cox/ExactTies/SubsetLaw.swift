internal import Glibc
internal import LinearAlgebra

/// The law of a subset of d of n rows, drawn with probability in proportion to Π exp(u) over it.
///
/// The exact partial likelihood compares those who died at a time with every other subset of the
/// risk set of the same size; what it needs is the elementary symmetric function e(d) of the exp(u)
/// with its first two derivatives: the mean and the covariance of Σ x over the subset.
///
/// Recursions over rows and sizes take O(n d p²) (Gail, Lubin and Rubinstein 1981). Here e(d) is the
/// coefficient of zᵈ in Π(1 + z exp(u)), read off a circle of radius exp(λ) on which the B of the
/// Poisson-binomial law with chances 1/(1 + exp(−u − λ)) has mean d:
///
/// ```
/// log e(d) = Σ log(1 + exp(u + λ)) − dλ + log P(B = d)
/// P(B = d) = (1/N) Σ over q of exp(−idφ) Π(1 − p + p exp(iφ))          φ = 2πq/N
/// ```
///
/// The sum is exact up to P(|B − d| ≥ N), so that N grows with the standard deviation of B only,
/// and so does the decay of the terms: some ten to twenty of them count, whatever n and d. Given φ
/// the rows are independent, if with complex chances; mean and covariance are mixtures over q. That
/// takes O(n p) a circle point, and p² work once for every row of the data and not for every time.
/// No term of size above one enters the sum, so there is nothing to overflow.
struct SubsetLaw {
  /// log e(d).
  let logSum: Double
  /// d.
  private let count: Int
  /// The chance of each row on the circle.
  private let chances: [Double]
  /// The points of the upper half of the circle, in lanes of eight.
  fileprivate let points: [CirclePoints]
  /// The number of points that count.
  private let pointCount: Int

  /// Eight points: 1 − cos φ, sin φ and the complex weight of each.
  fileprivate struct CirclePoints {
    var versine = SIMD8<Double>.zero
    var sine = SIMD8<Double>.zero
    var real = SIMD8<Double>.zero
    var imaginary = SIMD8<Double>.zero
  }

  /// The law of subsets of `count` of these rows; at least one and not all.
  init(scores: [Double], count: Int) {
    precondition(count > 0 && count < scores.count)
    self.count = count
    let tilt = SubsetLaw.tilt(scores, count: count)
    var (chances, logs, variance) = (scores, 0.0, 0.0)
    for row in chances.indices {
      let value = scores[row] + tilt
      let small = exp(-abs(value))
      let chance = (value > 0 ? 1 : small) / (1 + small)
      chances[row] = chance
      variance += small / ((1 + small) * (1 + small))
      logs += max(value, 0) + log1p(small)
    }
    self.chances = chances
    let size = SubsetLaw.circleSize(variance: variance, rows: scores.count)
    var (points, pointCount) = SubsetLaw.points(size: size, variance: variance)
    var total = 0.0
    for lane in points.indices {
      SubsetLaw.multiply(&points[lane], chances)
      for place in 0..<8 where lane * 8 + place < pointCount {
        let q = lane * 8 + place
        // The angle dφ, reduced before it is rounded.
        let angle = 2 * Double.pi * Double(count * q % size) / Double(size)
        let (c, s) = (cos(angle), sin(angle))
        let (a, b) = (points[lane].real[place], points[lane].imaginary[place])
        let fold = q == 0 || 2 * q == size ? 1.0 : 2.0
        points[lane].real[place] = fold * (a * c + b * s)
        points[lane].imaginary[place] = fold * (b * c - a * s)
        total += points[lane].real[place]
      }
      for place in 0..<8 where lane * 8 + place >= pointCount {
        points[lane].real[place] = 0
        points[lane].imaginary[place] = 0
      }
    }
    for lane in points.indices {
      points[lane].real /= total
      points[lane].imaginary /= total
    }
    self.points = points
    self.pointCount = pointCount
    logSum = logs - Double(count) * tilt + log(total / Double(size))
  }

  /// λ such that the chances add up to about d; any λ gives the same law, this one without
  /// cancellation.
  ///
  /// Newton's method within bounds that come from p ≤ exp(u + λ) and 1 − p ≤ exp(−u − λ).
  private static func tilt(_ scores: [Double], count: Int) -> Double {
    func logSum(_ sign: Double) -> Double {
      let greatest = scores.reduce(-Double.infinity) { max($0, sign * $1) }
      return greatest + log(scores.reduce(0) { $0 + exp(sign * $1 - greatest) })
    }
    var low = log(Double(count)) - logSum(1)
    var high = logSum(-1) - log(Double(scores.count - count))
    var tilt = 2 * count > scores.count ? high : low
    for _ in 0..<200 {
      var (mean, variance) = (0.0, 0.0)
      for score in scores {
        let small = exp(-abs(score + tilt))
        let inverse = 1 / (1 + small)
        mean += (score + tilt > 0 ? 1 : small) * inverse
        variance += small * inverse * inverse
      }
      let missing = Double(count) - mean
      guard abs(missing) > 0.01 * variance.squareRoot() + 1e-3, high - low > 1e-9 else { break }
      if missing > 0 { low = tilt } else { high = tilt }
      let next = tilt + missing / variance
      tilt = next > low && next < high ? next : low + (high - low) / 2
    }
    return tilt
  }

  /// N, from Bennett's bound of the tails of B, at 1e-17.
  private static func circleSize(variance: Double, rows: Int) -> Int {
    let variance = max(variance, 1e-3)
    var size = 6
    while size <= rows {
      let ratio = Double(size - 1) / variance
      if variance * ((1 + ratio) * log1p(ratio) - ratio) > 39 { return size }
      size += max(1, size / 16)
    }
    return rows + 1
  }

  /// The points at which Π(1 − p + p exp(iφ)), at most exp(−v(1 − cos φ)), is not negligible.
  private static func points(size: Int, variance: Double) -> ([CirclePoints], Int) {
    var points: [CirclePoints] = []
    var count = 0
    while 2 * count <= size {
      let half = sin(Double.pi * Double(count) / Double(size))
      let versine = 2 * half * half
      guard variance * versine < 44 else { break }
      if count % 8 == 0 { points.append(CirclePoints()) }
      points[count / 8].versine[count % 8] = versine
      points[count / 8].sine[count % 8] = sin(2 * Double.pi * Double(count) / Double(size))
      count += 1
    }
    return (points, count)
  }

  /// Sets the weights of eight points to Π(1 − p + p exp(iφ)).
  private static func multiply(_ points: inout CirclePoints, _ chances: [Double]) {
    var real = SIMD8<Double>(repeating: 1)
    var imaginary = SIMD8<Double>.zero
    let (versine, sine) = (points.versine, points.sine)
    for chance in chances {
      let a = 1 - chance * versine
      let b = chance * sine
      let (before, across) = (real * a, imaginary * b)
      imaginary = real * b + imaginary * a
      real = before - across
    }
    points.real = real
    points.imaginary = imaginary
  }
}

extension SubsetLaw {
  /// Mean and covariance of Σ x over the subset.
  ///
  /// The covariance is Σ over rows of v x x' + Σ over roots of s u u'.
  struct Moments {
    /// The mean.
    var mean: [Double]
    /// v, for each row.
    var variances: [Double]
    /// The vectors u.
    var roots: PackedRows
    /// The factors s, of either sign.
    var signs: [Double]
  }

  /// The moments of some covariates; `rows` are those the scores belong to.
  func moments(_ x: PackedRows, rows: [Int32]) -> Moments {
    let (order, stride) = (x.columnCount, x.stride)
    let center = center(x, rows: rows)
    var moments = Moments(
      mean: [Double](repeating: 0, count: order),
      variances: [Double](repeating: 0, count: rows.count),
      roots: PackedRows(rowCount: 2 * pointCount + 3, columnCount: order),
      signs: [Double](repeating: 0, count: 2 * pointCount + 3))
    var sums: [[SIMD8<Double>]] = []
    for lane in points {
      sums.append(lane.sums(x, rows: rows, chances, center: center, into: &moments.variances))
    }
    for j in 0..<order {
      var mean = 0.0
      for (lane, sum) in zip(points, sums) {
        mean += (lane.real * sum[2 * j] - lane.imaginary * sum[2 * j + 1]).sum()
      }
      moments.mean[j] = mean
    }
    for q in 0..<pointCount {
      let (lane, place) = (points[q / 8], q % 8)
      let (a, b) = (lane.real[place], lane.imaginary[place])
      let size = hypot(a, b)
      // Half the angle of the weight turns the square of a complex vector into that of two real
      // ones.
      let turn = atan2(b, a) / 2
      let (c, s) = (cos(turn), sin(turn))
      moments.signs[2 * q] = size
      moments.signs[2 * q + 1] = -size
      for j in 0..<order {
        let real = sums[q / 8][2 * j][place] - moments.mean[j]
        let imaginary = sums[q / 8][2 * j + 1][place]
        moments.roots.elements[2 * q * stride + j] = real * c - imaginary * s
        moments.roots.elements[(2 * q + 1) * stride + j] = real * s + imaginary * c
      }
    }
    addCenter(center, x, rows: rows, to: &moments)
    for j in 0..<order { moments.mean[j] += center[j] * Double(count) }
    return moments
  }

  /// The mean of the covariates with weights p(1 − p).
  private func center(_ x: PackedRows, rows: [Int32]) -> [Double] {
    var center = [Double](repeating: 0, count: x.columnCount)
    var weight = 0.0
    for (place, row) in rows.enumerated() {
      let v = chances[place] * (1 - chances[place])
      weight += v
      for j in center.indices { center[j] += v * x.elements[Int(row) * x.stride + j] }
    }
    for j in center.indices { center[j] = weight > 0 ? center[j] / weight : 0 }
    return center
  }

  /// Turns Σ v (x − m)(x − m)' into Σ v x x' and three more roots.
  private func addCenter(
    _ center: [Double], _ x: PackedRows, rows: [Int32], to moments: inout Moments
  ) {
    let stride = x.stride
    var total = 0.0
    var sum = [Double](repeating: 0, count: center.count)
    for (place, row) in rows.enumerated() {
      let v = moments.variances[place]
      total += v
      for j in center.indices { sum[j] += v * x.elements[Int(row) * stride + j] }
    }
    let first = 2 * pointCount
    for (place, sign) in [-total, -0.5, 0.5].enumerated() {
      moments.signs[first + place] = sign
      for j in center.indices {
        let rest = sum[j] - total * center[j]
        moments.roots.elements[(first + place) * stride + j] =
          place == 0 ? center[j] : place == 1 ? rest + center[j] : rest - center[j]
      }
    }
  }
}

extension SubsetLaw.CirclePoints {
  /// p exp(iφ) / (1 − p + p exp(iφ)).
  @inline(__always)
  fileprivate func tilted(_ chance: Double) -> (real: SIMD8<Double>, imaginary: SIMD8<Double>) {
    let a = 1 - chance * versine
    let b = chance * sine
    let cosine = 1 - versine
    let scale = chance / (a * a + b * b)
    let straight = cosine * a + sine * b
    let across = sine * a - cosine * b
    return (scale * straight, scale * across)
  }

  /// Σ over rows of the complex chance times x − m, real and imaginary parts by turns; adds to the
  /// variances what these points contribute.
  fileprivate func sums(
    _ x: PackedRows, rows: [Int32], _ chances: [Double], center: [Double],
    into variances: inout [Double]
  ) -> [SIMD8<Double>] {
    var sums = [SIMD8<Double>](repeating: .zero, count: 2 * center.count)
    for (place, row) in rows.enumerated() {
      let (p, i) = tilted(chances[place])
      let straight = real * (p * (1 - p) + i * i)
      let across = imaginary * (i * (1 - 2 * p))
      variances[place] += (straight - across).sum()
      let start = Int(row) * x.stride
      for j in center.indices {
        let value = x.elements[start + j] - center[j]
        sums[2 * j] += p * value
        sums[2 * j + 1] += i * value
      }
    }
    return sums
  }
}
