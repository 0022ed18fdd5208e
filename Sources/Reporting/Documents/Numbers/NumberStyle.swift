/// How numbers are spelled: the marks of a locale or a journal, and how many digits.
///
/// A number is rounded half away from zero on its shortest decimal form, zero never has a sign, and
/// a value that rounds to zero is printed as zero. Comparisons belong before the formatting: nothing
/// here decides anything about a number except its spelling.
public struct NumberStyle: Sendable, Hashable {
  /// What separates the whole part from the fraction.
  public var decimalMark: DecimalMark
  /// How a negative number begins.
  public var minus: MinusSign
  /// What separates groups of three digits in whole parts of five digits or more.
  public var grouping: Grouping
  /// Numbers at least this large are printed as a power of ten.
  public var scientificFrom: Double
  /// What the house style decides besides the marks.
  public var rules: NumberRules

  /// What separates the whole part from the fraction.
  public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
    /// A point: 0.84.
    case point = "."
    /// A comma: 0,84.
    case comma = ","
    /// A raised point: 0·84.
    case middleDot = "\u{00B7}"
  }

  /// How a negative number begins.
  public enum MinusSign: String, Sendable, Hashable, CaseIterable {
    /// The minus sign U+2212, for people.
    case typographic = "\u{2212}"
    /// The hyphen of programming languages, for machines.
    case hyphen = "-"
  }

  /// What separates groups of three digits.
  public enum Grouping: String, Sendable, Hashable, CaseIterable {
    /// Nothing: 12345.
    case none = ""
    /// A narrow space that does not break, U+202F.
    case narrowSpace = "\u{202F}"
    /// A thin space, U+2009, as The Lancet prints it.
    case thinSpace = "\u{2009}"
    /// A comma: 12,345. Unwise beside a decimal comma.
    case comma = ","
  }

  /// Creates a style.
  public init(
    decimalMark: DecimalMark = .point, minus: MinusSign = .typographic, grouping: Grouping = .none,
    scientificFrom: Double = 1e15, rules: NumberRules = NumberRules()
  ) {
    self.decimalMark = decimalMark
    self.minus = minus
    self.grouping = grouping
    self.scientificFrom = scientificFrom
    self.rules = rules
  }

  /// Decimal point, minus sign, no grouping.
  public static let point = NumberStyle()
  /// Decimal comma, minus sign, narrow spaces between groups.
  public static let comma = NumberStyle(decimalMark: .comma, grouping: .narrowSpace)
  /// Raised decimal point, as The Lancet prints it.
  public static let middleDot = NumberStyle(decimalMark: .middleDot)
  /// Decimal point and hyphen, for files that machines read.
  public static let machine = NumberStyle(minus: .hyphen)

  /// A number with a fixed count of decimals; an undefined one by its sign.
  public func text(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return PrintableValue(value).text(self, decimals: decimals) }
    guard value.magnitude < scientificFrom else { return scientific(value, decimals: decimals) }
    return text(DecimalExpansion(value).rounded(toPlaces: decimals), decimals: decimals)
  }

  /// A number with a count of significant digits, never as a power of ten unless it is huge or
  /// smaller than a millionth.
  public func text(_ value: Double, significant: Int) -> String {
    guard value.isFinite else { return PrintableValue(value).text(self, decimals: 0) }
    let rounded = DecimalExpansion(value).rounded(toSignificant: significant)
    let isTiny = !rounded.digits.isEmpty && rounded.exponent < -6
    if isTiny || value.magnitude >= scientificFrom {
      return scientific(value, decimals: max(0, significant - 1))
    }
    return text(rounded, decimals: max(0, significant - 1 - rounded.exponent))
  }

  /// Two spelled bounds as an interval: `0.52 to 0.97`, or with a dash where the style asks for it
  /// and neither bound could be misread beside one.
  public func interval(_ lower: String, _ upper: String) -> String {
    func isPlain(_ bound: String) -> Bool {
      bound.unicodeScalars.first.map { ("0"..."9").contains($0) || $0 == "." } ?? false
    }
    let takesDash = rules.intervals == .dash && isPlain(lower) && isPlain(upper)
    return lower + (takesDash ? "\u{2013}" : " to ") + upper
  }

  /// A share that was chosen, not counted, such as a confidence level: `95%`, `97.5%`.
  public func percentage(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return text(tenths, decimals: tenths == tenths.rounded() ? 0 : 1) + "%"
  }

  /// A whole number.
  public func text(_ count: Int) -> String {
    let digits = count.magnitude.description.utf8.map { $0 - UInt8(ascii: "0") }
    return (count < 0 ? minus.rawValue : "") + grouped(digits)
  }

  /// A rounded number with a fixed count of decimals.
  package func text(_ rounded: DecimalExpansion, decimals: Int) -> String {
    var result = rounded.isNegative ? minus.rawValue : ""
    result += grouped(rounded.integerDigits)
    if decimals > 0 {
      result += decimalMark.rawValue
      for digit in rounded.fractionDigits(decimals) { result += String(digit) }
    }
    return result
  }

  private func grouped(_ digits: [UInt8]) -> String {
    let groups = grouping != .none && digits.count > 4
    var result = ""
    for (position, digit) in digits.enumerated() {
      if groups, position > 0, (digits.count - position).isMultiple(of: 3) {
        result += grouping.rawValue
      }
      result += String(digit)
    }
    return result
  }

  private func scientific(_ value: Double, decimals: Int) -> String {
    var mantissa = DecimalExpansion(value).rounded(toSignificant: decimals + 1)
    let power = mantissa.exponent
    mantissa.exponent = 0
    let head = text(mantissa, decimals: decimals)
    guard minus == .typographic else { return head + "e" + String(power) }
    let raised = String(power).map { NumberStyle.raised[$0] ?? String($0) }.joined()
    return head + "\u{00D7}10" + raised
  }

  private static let raised: [Character: String] = [
    "0": "\u{2070}", "1": "\u{00B9}", "2": "\u{00B2}", "3": "\u{00B3}", "4": "\u{2074}",
    "5": "\u{2075}", "6": "\u{2076}", "7": "\u{2077}", "8": "\u{2078}", "9": "\u{2079}",
    "-": "\u{207B}",
  ]
}
