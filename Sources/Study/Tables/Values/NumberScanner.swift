/// The outcome of reading a field as a number.
package struct ScannedNumber: Sendable, Equatable {
  /// The number, correctly rounded; NaN when the field is not one.
  package var value: Double
  /// Whether the field is a number.
  package var isNumber = true
  /// Whether a decimal mark was written.
  package var hasDecimalMark = false
  /// Whether it starts with a zero that a number would not need, as in `007`.
  package var hasLeadingZero = false
  /// Whether it is a whole number that no double holds exactly.
  package var isInexactInteger = false

  @inline(__always)
  init(_ value: Double) { self.value = value }

  static var notNumber: ScannedNumber {
    var scanned = ScannedNumber(.nan)
    scanned.isNumber = false
    return scanned
  }
}

/// Reads numbers: `[+-] digits [mark digits] [e [+-] digits]`, and `Inf` as R spells it.
///
/// Up to 2^53 and 22 decimal places, a number is a whole number divided or multiplied by a power of
/// ten that are both exact doubles, and one rounding gives the nearest double (Clinger, How to read
/// floating point numbers accurately, PLDI 1990). Most others of up to nineteen digits take one
/// division with remainder (`DecimalRounding`), and the rest go to the standard library.
package enum NumberScanner {
  /// Reads the bytes from `start` up to `end` as a number.
  @inline(__always)
  package static func scan(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, decimal: UInt8
  ) -> ScannedNumber {
    var index = start
    guard index < end else { return .notNumber }
    let first = bytes[index]
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { index += 1 }
    let digitsStart = index
    var mantissa: UInt64 = 0
    while index < end {
      let digit = bytes[index] &- 48
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index += 1
    }
    var digits = index - digitsStart
    var scanned = ScannedNumber(0)
    if digits > 1, bytes[digitsStart] == 48 { scanned.hasLeadingZero = true }
    var places = 0
    if index < end, bytes[index] == decimal {
      index += 1
      let fractionStart = index
      while index < end {
        let digit = bytes[index] &- 48
        if digit > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        index += 1
      }
      places = index - fractionStart
      digits += places
      scanned.hasDecimalMark = true
    }
    guard index == end, digits > 0, digits <= 19, mantissa <= 1 << 53, places <= 22 else {
      if digits == 0 { return infinity(bytes, from: start, to: end) }
      return scanRest(bytes, from: start, to: end, at: index, places: places, partly: scanned)
    }
    let magnitude = Double(mantissa)
    let value = places == 0 ? magnitude : magnitude / powersOfTen[places]
    scanned.value = isNegative ? -value : value
    return scanned
  }

  /// Numbers with an exponent or more digits than the quick way takes; `stop` is where the digits
  /// end.
  @inline(never)
  private static func scanRest(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, at stop: Int, places: Int,
    partly: ScannedNumber
  ) -> ScannedNumber {
    var scanned = partly
    var exponent = 0
    if stop < end {
      guard let found = self.exponent(bytes, from: stop, to: end) else { return .notNumber }
      exponent = found
    }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    if let mantissa = DecimalRounding.mantissa(bytes, from: start, to: stop),
      let magnitude = DecimalRounding.nearest(mantissa, places: places - exponent)
    {
      scanned.value = isNegative ? -magnitude : magnitude
    } else {
      guard let value = standardValue(bytes, from: start, to: end), value.isFinite else {
        return .notNumber
      }
      scanned.value = value
    }
    if stop == end, !scanned.hasDecimalMark {
      scanned.isInexactInteger = !isExact(bytes, from: start, to: end, as: scanned.value)
    }
    return scanned
  }

  /// The exponent written in the bytes, `e` first; nil when it is none.
  private static func exponent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end else { return nil }
    var exponent = 0
    while index < end {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      exponent = min(exponent * 10 + Int(digit), 100_000)
      index += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// What the standard library reads.
  private static func standardValue(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Double? {
    var text = ""
    text.reserveCapacity(end - start)
    for place in start..<end {
      let byte = bytes[place]
      text.unicodeScalars.append(Unicode.Scalar(byte == UInt8(ascii: ",") ? 46 : byte))
    }
    return Double(text)
  }

  /// Whether `value`, read from these digits, is exactly the whole number they write.
  private static func isExact(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, as value: Double
  ) -> Bool {
    var whole: UInt64 = 0
    for index in start..<end {
      let digit = bytes[index] &- 48
      if digit > 9 { continue }
      let (tenfold, overflows) = whole.multipliedReportingOverflow(by: 10)
      let (sum, carries) = tenfold.addingReportingOverflow(UInt64(digit))
      if overflows || carries { return false }
      whole = sum
    }
    return UInt64(exactly: value.magnitude) == whole
  }

  private static func infinity(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> ScannedNumber {
    var index = start
    let isNegative = bytes[start] == UInt8(ascii: "-")
    if isNegative || bytes[start] == UInt8(ascii: "+") { index += 1 }
    guard end - index == 3, bytes[index] == UInt8(ascii: "I"),
      bytes[index + 1] == UInt8(ascii: "n"), bytes[index + 2] == UInt8(ascii: "f")
    else { return .notNumber }
    return ScannedNumber(isNegative ? -.infinity : .infinity)
  }

  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
