/// The random numbers of one replicate, which depend on nothing but a seed, a stream and the
/// replicate's number.
///
/// SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195), begun at a place hashed from
/// the three.
package struct DrawSequence {
  private var state: UInt64

  /// Makes the sequence of a replicate.
  package init(seed: UInt64, stream: Int, replicate: Int) {
    state = seed
    state = next() ^ UInt64(bitPattern: Int64(stream))
    state = next() ^ UInt64(bitPattern: Int64(replicate))
    state = next()
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number strictly between 0 and 1, one of 2⁵² equally likely and equally spaced ones.
  package mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number from 0 up to, but not including, `count`, each as likely as any other (Lemire 2019,
  /// doi:10.1145/3230636).
  mutating func index(below count: Int) -> Int {
    let count = UInt64(count)
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let uneven = (0 &- count) % count
      while product.low < uneven { product = next().multipliedFullWidth(by: count) }
    }
    return Int(product.high)
  }
}
