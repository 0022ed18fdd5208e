/// The decimal digits of a finite number, as its shortest round-trip form spells them.
///
/// Rounding is done on these digits, half away from zero, so it does what a reader of the number
/// expects and does it on every platform alike: 2.675 is printed as 2.68 although the binary value
/// lies a little below.
package struct DecimalExpansion: Sendable, Hashable {
  /// Whether the number is below zero; never true of zero.
  package var isNegative: Bool
  /// The significant digits, 0 to 9, without leading or trailing zeros; empty for zero.
  package var digits: [UInt8]
  /// The power of ten of the first digit: 123 has 2, 0.05 has -2, and zero has 0.
  package var exponent: Int

  /// The digits of a number.
  ///
  /// - Precondition: The number is finite.
  package init(_ value: Double) {
    precondition(value.isFinite, "only a finite number has digits")
    digits = []
    var pointPosition: Int? = nil
    var scale = 0
    var sawExponent = false
    var exponentIsNegative = false
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "e"): sawExponent = true
      case UInt8(ascii: "-"): exponentIsNegative = true
      case UInt8(ascii: "+"): continue
      case UInt8(ascii: "."): pointPosition = digits.count
      default:
        let digit = byte - UInt8(ascii: "0")
        if sawExponent { scale = 10 * scale + Int(digit) } else { digits.append(digit) }
      }
    }
    exponent = (pointPosition ?? digits.count) - 1 + (exponentIsNegative ? -scale : scale)
    isNegative = value < 0
    normalise()
  }

  private mutating func normalise() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  /// The number rounded half away from zero to some places after the decimal mark.
  package func rounded(toPlaces places: Int) -> DecimalExpansion {
    rounded(keeping: exponent + 1 + places)
  }

  /// The number rounded half away from zero to some significant digits.
  package func rounded(toSignificant count: Int) -> DecimalExpansion {
    rounded(keeping: max(1, count))
  }

  private func rounded(keeping count: Int) -> DecimalExpansion {
    guard count < digits.count else { return self }
    var result = self
    guard count >= 0 else {
      result.digits = []
      result.normalise()
      return result
    }
    let roundsUp = digits[count] >= 5
    result.digits.removeLast(digits.count - count)
    if roundsUp { result.increment() }
    result.normalise()
    return result
  }

  private mutating func increment() {
    var position = digits.count - 1
    while position >= 0 {
      if digits[position] < 9 {
        digits[position] += 1
        return
      }
      digits[position] = 0
      position -= 1
    }
    digits.insert(1, at: 0)
    exponent += 1
  }

  /// The digits before the decimal mark, at least one.
  package var integerDigits: [UInt8] {
    guard exponent >= 0, !digits.isEmpty else { return [0] }
    return (0...exponent).map { $0 < digits.count ? digits[$0] : 0 }
  }

  /// The digits after the decimal mark, filled with zeros to a length.
  package func fractionDigits(_ places: Int) -> [UInt8] {
    guard places > 0 else { return [] }
    return (0..<places).map { place in
      let position = exponent + 1 + place
      return position >= 0 && position < digits.count ? digits[position] : 0
    }
  }
}
