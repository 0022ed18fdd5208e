import ReferenceTables
import Tables
import Testing

@Suite("Numbers and dates in text")
struct ValueTests {
  static func scan(_ text: String, decimal: UInt8 = UInt8(ascii: ".")) -> ScannedNumber {
    let bytes = Array("<\(text)>".utf8)
    return NumberScanner.scan(bytes.span, from: 1, to: bytes.count - 1, decimal: decimal)
  }

  @Test(
    "A number is the double nearest to its decimal",
    arguments: try ReferenceTable.load("tables/numbers").rows("decimal"))
  func nearest(row: ReferenceTable.Row) {
    let scanned = Self.scan(row.term)
    #expect(scanned.isNumber)
    #expect(scanned.value.bitPattern == row.value.bitPattern)
    let comma = Self.scan(
      String(row.term.map { $0 == "." ? "," : $0 }), decimal: UInt8(ascii: ","))
    #expect(comma.value.bitPattern == row.value.bitPattern)
  }

  @Test("A hundred thousand random decimals are what the standard library reads")
  func likeStandardLibrary() {
    var generator = SeededGenerator(state: 5)
    for _ in 0..<100_000 {
      let text = RandomDecimal.text(using: &generator)
      let scanned = Self.scan(text)
      #expect(scanned.isNumber && scanned.value.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(
    "Text that is no number",
    arguments: [
      "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1.2.3", "1,2", "--1", "1 2", "0x1F", "nan",
      "NaN",
      "inf", "Infinity", "In", "Infx", "1e999", "12%", "<5", "1_000", "\u{661}", "1d5", "1f",
    ])
  func notNumbers(text: String) {
    #expect(!Self.scan(text).isNumber)
  }

  @Test("Infinity as R spells it")
  func infinities() {
    #expect(Self.scan("Inf").value == .infinity)
    #expect(Self.scan("+Inf").value == .infinity)
    #expect(Self.scan("-Inf").value == -.infinity)
  }

  @Test("Zeros before a number are noticed, and zero itself is none")
  func leadingZeros() {
    for text in ["007", "-01", "00", "00.5", "01e2"] { #expect(Self.scan(text).hasLeadingZero) }
    for text in ["0", "0.5", "-0.5", "0e5", "10", "-0"] { #expect(!Self.scan(text).hasLeadingZero) }
  }

  @Test("Whole numbers that no double holds are noticed")
  func inexactIntegers() {
    for text in ["9007199254740993", "-9007199254740993", "12345678901234567890123"] {
      #expect(Self.scan(text).isInexactInteger)
    }
    for text in ["9007199254740992", "9007199254740994", "9007199254740993.0", "1e300"] {
      #expect(!Self.scan(text).isInexactInteger)
    }
  }

  @Test(
    "Days and dates", arguments: try ReferenceTable.load("tables/days").rows("day"))
  func days(row: ReferenceTable.Row) {
    #expect(CalendarDate.day(row.term) == Int32(row.value))
    #expect(CalendarDate.text(Int32(row.value)) == row.term)
  }

  @Test(
    "Days that the calendar does not have, and other spellings",
    arguments: [
      "2023-02-29", "1900-02-29", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00",
      "2024-1-1",
      "2024/01/01", "20240101", "2024-01-01T", " 2024-01-01", "",
    ])
  func noDays(text: String) {
    #expect(CalendarDate.day(text) == nil)
  }
}

/// Decimals of all shapes and sizes.
enum RandomDecimal {
  static func text(using generator: inout SeededGenerator) -> String {
    var text = Bool.random(using: &generator) ? "" : "-"
    let digits = Int.random(in: 1...22, using: &generator)
    let place = Int.random(in: 0...digits, using: &generator)
    for index in 0..<digits {
      if index == place { text += "." }
      text += String(Int.random(in: 0...9, using: &generator))
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      text +=
        "e\(Int.random(in: Bool.random(using: &generator) ? -330...280 : -40...25, using: &generator))"
    }
    return text
  }
}
