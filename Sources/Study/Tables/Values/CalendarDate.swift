/// Days since 1970-01-01 and ISO 8601 calendar dates, in the proleptic Gregorian calendar.
public enum CalendarDate {
  /// The day of a year, month and day, or nil when there is no such day.
  public static func day(year: Int, month: Int, day: Int) -> Int32? {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= length(ofMonth: month, in: year)
    else { return nil }
    return Int32(daysBefore(year: year, month: month) + day - 1)
  }

  /// The day written as `YYYY-MM-DD`, or nil when the text is nothing of the kind.
  public static func day(_ text: String) -> Int32? {
    let bytes = Array(text.utf8)
    return scan(bytes.span, from: 0, to: bytes.count)
  }

  /// The date of a day as `YYYY-MM-DD`.
  public static func text(_ day: Int32) -> String {
    let (year, month, dayOfMonth) = parts(day)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number.magnitude)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return (year < 0 ? "-" : "") + padded(year, 4) + "-" + padded(month, 2) + "-"
      + padded(dayOfMonth, 2)
  }

  /// The year, month and day of the month of a day.
  public static func parts(_ day: Int32) -> (year: Int, month: Int, day: Int) {
    // Years are counted from March, so that the leap day is the last of its year.
    let shifted = Int(day) + 719_468
    let era = shifted >= 0 ? shifted / 146_097 : (shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The day written in the bytes from `start` up to `end`, or nil.
  @inline(__always)
  package static func scan(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int32? {
    guard hasShape(bytes, from: start, to: end) else { return nil }
    @inline(__always) func digit(_ offset: Int) -> Int { Int(bytes[start + offset] &- 48) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    return day(year: year, month: digit(5) * 10 + digit(6), day: digit(8) * 10 + digit(9))
  }

  /// Whether the bytes are digits and hyphens as in `YYYY-MM-DD`.
  @inline(__always)
  static func hasShape(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard end - start == 10 else { return false }
    for offset in 0..<10 {
      let byte = bytes[start + offset]
      if offset == 4 || offset == 7 {
        if byte != UInt8(ascii: "-") { return false }
      } else if byte &- 48 > 9 {
        return false
      }
    }
    return true
  }

  @inline(__always)
  private static func daysBefore(year: Int, month: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  @inline(__always)
  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
