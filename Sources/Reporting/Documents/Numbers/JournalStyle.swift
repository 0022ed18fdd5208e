/// How a journal asks for numbers: the rules as data, with the source they were taken from and what
/// of them could not be traced to the journal's own words.
///
/// A journal changes its instructions without notice. The styles spare most of the retyping; the
/// journal's current instructions decide.
public struct JournalStyle: Sendable, Hashable {
  /// The name in the protocol and on the command line.
  public var name: Name
  /// What separates the whole part from the fraction.
  public var decimalMark: NumberStyle.DecimalMark
  /// What separates groups of three digits in whole parts of five digits or more.
  public var grouping: NumberStyle.Grouping
  /// P-values, percentages and intervals.
  public var rules: NumberRules
  /// The version of this style; it grows when a rule changes.
  public var version: Int
  /// Where the rules were read.
  public var source: String
  /// The rules that could not be traced to the journal's own words.
  public var unverified: [String]

  /// The styles.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case `default`, jama, lancet, nejm
  }

  /// The style of a name.
  public static func named(_ name: Name) -> JournalStyle {
    switch name {
    case .default: house
    case .jama: jama
    case .lancet: lancet
    case .nejm: nejm
    }
  }

  /// The marks of numbers in this style, with another decimal mark where one is asked for.
  ///
  /// A decimal comma takes narrow spaces between groups of digits, never commas.
  public func numbers(decimalMark mark: NumberStyle.DecimalMark? = nil) -> NumberStyle {
    let decimal = mark ?? decimalMark
    return NumberStyle(
      decimalMark: decimal, grouping: decimal == .comma ? .narrowSpace : grouping, rules: rules)
  }

  /// The style of this program: p-values as the New England Journal of Medicine asks for, and
  /// decimals of percentages by the denominator.
  public static let house = JournalStyle(
    name: .default, decimalMark: .point, grouping: .none, rules: NumberRules(), version: 1,
    source: "This program's own.", unverified: [])

  /// JAMA and its network.
  public static let jama = JournalStyle(
    name: .jama, decimalMark: .point, grouping: .comma,
    rules: NumberRules(
      pValues: PValueRule(dropsLeadingZero: true), percentSteps: [100, 1000], intervals: .dash),
    version: 1,
    source: "AMA Manual of Style, sections 18.7.1, 19.5, 20.8.2 and 20.9, as digested by JMIR "
      + "Publications (Guidelines for Reporting Statistics): no zero before the decimal point of P; "
      + "two decimals, three below .01 or where rounding would change significance; P<.001; "
      + "decimals of percentages by the denominator; commas in numbers above 9999; intervals with "
      + "a dash.",
    unverified: [
      "JAMA's own Instructions for Authors were not read: the rules are those of the AMA manual.",
      "The percent sign is kept in tables.",
    ])

  /// The Lancet and its family.
  public static let lancet = JournalStyle(
    name: .lancet, decimalMark: .middleDot, grouping: .thinSpace,
    rules: NumberRules(
      pValues: PValueRule(
        digits: .twoSignificant, floor: 0.0001, symbol: "p", isSpaced: false),
      percentSteps: [10_001]),
    version: 1,
    source: "The Lancet, Formatting guidelines for electronic submission of manuscripts (copy of "
      + "December 2012): decimal points in the middle of the line.",
    unverified: [
      "Two significant digits of p, down to p<0·0001.",
      "Percentages without decimals, unless more than 10 000 people are counted.",
      "Thin spaces in numbers above 9999; lower-case p without spaces around the sign; the word to "
        + "between the bounds of an interval.",
    ])

  /// The New England Journal of Medicine.
  public static let nejm = JournalStyle(
    name: .nejm, decimalMark: .point, grouping: .comma,
    rules: NumberRules(pValues: PValueRule(isSpaced: false)), version: 1,
    source: "NEJM, statistical reporting guidelines, as quoted by Aguinis, Vassar and Wayant, BMJ "
      + "Evidence-Based Medicine 2021;26:39-42, doi 10.1136/bmjebm-2019-111264: p-values larger "
      + "than 0.01 to two decimals, between 0.01 and 0.001 to three, smaller ones as p<0.001, with "
      + "the zero before the point.",
    unverified: [
      "Commas in numbers above 9999; no spaces around the sign of P; the word to between bounds.",
      "Decimals of percentages are this program's own.",
    ])
}
