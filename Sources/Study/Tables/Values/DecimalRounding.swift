/// The doubles nearest to decimals of up to nineteen digits.
enum DecimalRounding {
  /// The double nearest to `mantissa / 10^places` for 0 to 27 places, or to
  /// `mantissa * 10^-places` for a few negative ones; nil where neither is certain.
  ///
  /// With `10^q = 5^q 2^q` and `5^27 < 2^63`, one division of 128 by 64 bits gives at least 63 bits
  /// of the quotient, and its remainder tells whether anything follows. Kept as the lowest bit, that
  /// is all the conversion to 53 bits needs to round to nearest, ties to even.
  static func nearest(_ mantissa: UInt64, places: Int) -> Double? {
    guard mantissa > 0 else { return 0 }
    guard places > 0 else {
      guard places < 0 else { return Double(mantissa) }
      return mantissa <= 1 << 53 && places >= -22
        ? Double(mantissa) * NumberScanner.powersOfTen[-places] : nil
    }
    guard places < powersOfFive.count else { return nil }
    let shift = mantissa.leadingZeroBitCount
    let divisorShift = powersOfFive[places].leadingZeroBitCount
    let numerator = mantissa << UInt64(shift)
    let denominator = powersOfFive[places] << UInt64(divisorShift)
    let (quotient, remainder) = denominator.dividingFullWidth((numerator >> 1, numerator << 63))
    let significand = Double(quotient | (remainder == 0 ? 0 : 1))
    return significand
      * Double(sign: .plus, exponent: divisorShift - shift - places - 63, significand: 1)
  }

  /// The digits of `bytes` from `start` up to `end` as one number, without signs and marks; nil
  /// when there are more than nineteen after the zeros in front.
  static func mantissa(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64? {
    var mantissa: UInt64 = 0
    var digits = 0
    for index in start..<end {
      let digit = bytes[index] &- 48
      if digit > 9 || (digit == 0 && digits == 0) { continue }
      digits += 1
      if digits > 19 { return nil }
      mantissa = mantissa &* 10 &+ UInt64(digit)
    }
    return mantissa
  }

  private static let powersOfFive: [UInt64] = {
    var powers: [UInt64] = [1]
    while powers.count < 28 { powers.append(powers[powers.count - 1] * 5) }
    return powers
  }()
}
