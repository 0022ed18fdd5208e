extension Span<UInt8> {
  /// The eight bytes from `offset` on as one little-endian word; all eight must exist.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// Tests on eight bytes at once.
///
/// In the masks returned, the lowest set bit is the top bit of the first matching byte; bits above
/// it may be set wrongly, and so only the first match counts.
enum Word {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let tops: UInt64 = 0x8080_8080_8080_8080

  /// A mask of the bytes equal to the byte repeated in `pattern`.
  @inline(__always)
  static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return (difference &- ones) & ~difference & tops
  }

  /// A mask of the bytes below a space.
  @inline(__always)
  static func control(_ word: UInt64) -> UInt64 {
    (word &- (ones &* 0x20)) & ~word & tops
  }

  /// The position, from 0 to 7, of the first match in a mask that is not zero.
  @inline(__always)
  static func first(_ mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}
