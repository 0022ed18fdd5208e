/// UTF-16, in either byte order.
struct WideEncoding {
  let isLittleEndian: Bool
  let hasMark: Bool

  var name: String { isLittleEndian ? "UTF-16 (little-endian)" : "UTF-16 (big-endian)" }

  /// UTF-16 by its byte-order mark, or where nearly every other byte of the beginning is zero.
  static func detected(in bytes: Span<UInt8>, survey: ByteSurvey) -> WideEncoding? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF, bytes[1] == 0xFE {
      return WideEncoding(isLittleEndian: true, hasMark: true)
    }
    if bytes[0] == 0xFE, bytes[1] == 0xFF {
      return WideEncoding(isLittleEndian: false, hasMark: true)
    }
    guard survey.zeroCount > 0 else { return nil }
    let looked = min(bytes.count, 4096) / 2
    var zeros = (even: 0, odd: 0)
    for unit in 0..<looked {
      if bytes[2 * unit] == 0 { zeros.even += 1 }
      if bytes[2 * unit + 1] == 0 { zeros.odd += 1 }
    }
    if zeros.odd * 10 >= looked * 7, zeros.even == 0 {
      return WideEncoding(isLittleEndian: true, hasMark: false)
    }
    if zeros.even * 10 >= looked * 7, zeros.odd == 0 {
      return WideEncoding(isLittleEndian: false, hasMark: false)
    }
    return nil
  }

  /// The text as UTF-8; halves of pairs that stand alone become U+FFFD.
  func decoded(_ bytes: Span<UInt8>) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = hasMark ? 2 : 0
    while index + 1 < bytes.count {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(isLittleEndian ? second << 8 | first : first << 8 | second)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

/// Windows-1252 as UTF-8; the five bytes it leaves undefined become U+FFFD.
func windows1252Decoded(_ bytes: Span<UInt8>) -> [UInt8] {
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count + bytes.count / 16)
  for index in bytes.indices {
    let byte = bytes[index]
    if byte < 0x80 {
      text.append(byte)
    } else {
      let scalar =
        byte < 0xA0
        ? windows1252Upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
  return text
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252.
private let windows1252Upper: [Unicode.Scalar] = [
  "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
  "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}",
  "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
  "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
]
