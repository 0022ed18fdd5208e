/// How p-values are printed.
///
/// The rule of the numbers' house style, unless it says otherwise that of the New England Journal of
/// Medicine: above 0.01 with two decimals, from 0.001 to 0.01 with three, below 0.001 as `<0.001` and
/// above 0.99 as `>0.99`. Bounds are compared with the unrounded value, and `0.000` is never printed.
public struct PValueStyle: Sendable, Hashable {
  /// The marks of the number, with the rule of the house style.
  public var numbers: NumberStyle
  /// Whether the zero before the decimal mark is left out even where the house style keeps it.
  public var dropsLeadingZero: Bool
  /// A level that rounding may not blur, in place of the house style's: a p-value on one side of it
  /// gains decimals, up to four, while its rounded form equals the level.
  public var guardedLevel: Double?

  /// Creates a style.
  public init(
    numbers: NumberStyle = .point, dropsLeadingZero: Bool = false, guardedLevel: Double? = nil
  ) {
    self.numbers = numbers
    self.dropsLeadingZero = dropsLeadingZero
    self.guardedLevel = guardedLevel
  }

  private var rule: PValueRule { numbers.rules.pValues }

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
  ///
  /// - Parameter symbol: The symbol in place of the house style's.
  public func equation(_ p: Double, symbol: String? = nil) -> String {
    let symbol = symbol ?? rule.symbol
    let (relation, number) = parts(p)
    guard (0.0...1.0).contains(p) else { return symbol + " " + number }
    let space = rule.isSpaced ? " " : ""
    return symbol + space + (relation.isEmpty ? "=" : relation) + space + number
  }

  private func parts(_ p: Double) -> (relation: String, number: String) {
    guard (0.0...1.0).contains(p) else { return ("", UndefinedValue.notEstimable.text(numbers)) }
    if p < rule.floor {
      let floor = DecimalExpansion(rule.floor)
      return ("<", spelled(floor, decimals: -floor.exponent))
    }
    if p > 0.99 { return (">", spelled(DecimalExpansion(0.99), decimals: 2)) }
    let decimals = decimals(for: p)
    return ("", spelled(DecimalExpansion(p).rounded(toPlaces: decimals), decimals: decimals))
  }

  private func decimals(for p: Double) -> Int {
    var decimals =
      switch rule.digits {
      case .twoOrThreeDecimals: p > 0.01 ? 2 : 3
      case .twoSignificant: max(2, 1 - DecimalExpansion(p).rounded(toSignificant: 2).exponent)
      }
    guard let level = guardedLevel ?? rule.guardedLevel, p != level else { return decimals }
    let exact = DecimalExpansion(level)
    while decimals < 4, DecimalExpansion(p).rounded(toPlaces: decimals) == exact { decimals += 1 }
    return decimals
  }

  private func spelled(_ value: DecimalExpansion, decimals: Int) -> String {
    let text = numbers.text(value, decimals: decimals)
    let drops = dropsLeadingZero || rule.dropsLeadingZero
    return drops && text.hasPrefix("0") ? String(text.dropFirst()) : text
  }
}
