/// How p-values are printed.
///
/// Above 0.01 with two decimals, from 0.001 to 0.01 with three, below 0.001 as `<0.001` and above
/// 0.99 as `>0.99`: the house rule of the New England Journal of Medicine. Bounds are compared with
/// the unrounded value, and `0.000` is never printed.
public struct PValueStyle: Sendable, Hashable {
  /// The marks of the number.
  public var numbers: NumberStyle
  /// Whether the zero before the decimal mark is left out, as JAMA and the APA ask.
  public var dropsLeadingZero: Bool
  /// A level that rounding may not blur: a p-value on one side of it gains decimals, up to four,
  /// while its rounded form equals the level.
  public var guardedLevel: Double?

  /// Creates a style.
  public init(
    numbers: NumberStyle = .point, dropsLeadingZero: Bool = false, guardedLevel: Double? = nil
  ) {
    self.numbers = numbers
    self.dropsLeadingZero = dropsLeadingZero
    self.guardedLevel = guardedLevel
  }

  /// The p-value for a cell: `0.03`, `<0.001`.
  public func text(_ p: Double) -> String {
    let (relation, number) = parts(p)
    return relation + number
  }

  /// A p-value that may be undefined.
  public func text(_ p: PrintableValue) -> String {
    switch p {
    case .number(let value): text(value)
    case .undefined(let reason): reason.text(numbers)
    }
  }

  /// The p-value for a sentence: `P = 0.03`, `P < 0.001`.
  public func equation(_ p: Double, symbol: String = "P") -> String {
    let (relation, number) = parts(p)
    guard (0.0...1.0).contains(p) else { return symbol + " " + number }
    return symbol + " " + (relation.isEmpty ? "=" : relation) + " " + number
  }

  private func parts(_ p: Double) -> (relation: String, number: String) {
    guard (0.0...1.0).contains(p) else { return ("", UndefinedValue.notEstimable.text(numbers)) }
    if p < 0.001 { return ("<", spelled(0.001, decimals: 3)) }
    if p > 0.99 { return (">", spelled(0.99, decimals: 2)) }
    return ("", spelled(p, decimals: decimals(for: p)))
  }

  private func decimals(for p: Double) -> Int {
    var decimals = p > 0.01 ? 2 : 3
    guard let level = guardedLevel, p != level else { return decimals }
    let exact = DecimalExpansion(level)
    while decimals < 4, DecimalExpansion(p).rounded(toPlaces: decimals) == exact { decimals += 1 }
    return decimals
  }

  private func spelled(_ value: Double, decimals: Int) -> String {
    let text = numbers.text(value, decimals: decimals)
    return dropsLeadingZero && text.hasPrefix("0") ? String(text.dropFirst()) : text
  }
}
