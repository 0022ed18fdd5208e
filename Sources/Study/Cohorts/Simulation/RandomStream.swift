/// A stream of random numbers that depends on nothing but its seed and its key.
///
/// The generator is xoshiro256** (Blackman and Vigna, ACM Trans. Math. Softw. 2021;47:36). Its state
/// is filled by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from a hash of the seed and the key.
/// Streams are keyed by the patient's number, so that patient 17 is the same whether a hundred
/// patients are simulated or a million, in whatever order.
package struct RandomStream: RandomNumberGenerator {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Makes the stream of a seed and a key such as (patient, hip, part of the model).
  package init(seed: UInt64, key: Int...) {
    var hash = SplitMix(state: seed)
    for part in key { hash = SplitMix(state: hash.next() ^ UInt64(bitPattern: Int64(part))) }
    self.init(state: (hash.next(), hash.next(), hash.next(), hash.next()))
  }

  /// Makes a generator in a given state, which must not be all zero.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    let scrambled = state.1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }
}

/// SplitMix64: spreads a small seed over many bits.
package struct SplitMix {
  package var state: UInt64

  /// Makes a generator.
  package init(state: UInt64) { self.state = state }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
