/// A patient-reported instrument of hip cohorts, with its version: what its scores run over, which
/// end is good, and what becomes of unanswered items.
///
/// The catalogue holds scoring arithmetic and nothing of the questionnaires: no item is worded here.
/// Trials often leave out which version they used, and totals of one instrument have been reported
/// on scales from 0–10 to 0–2400 (Copsey 2019, PMC6373321), so the version is part of the name.
public struct Instrument: Sendable, Hashable, Identifiable {
  /// The name a protocol uses, version included, such as `WOMAC-LK`.
  public let id: String
  /// The instruments it is a version of, such as `WOMAC`.
  public let family: String
  /// The version in words.
  public let version: String
  /// The name in full.
  public let name: String
  /// Other spellings that mean the same version.
  public let aliases: [String]
  /// The scores it yields, in the usual order.
  public let subscales: [Subscale]
  /// The subscale meant when none is named, though there are others; nil when one must be named.
  public let usualSubscale: String?
  /// The time the questions look back on; nil where the version does not fix it.
  public let recall: String?
  /// Whether a licence or fee is needed to use the questionnaire.
  public let isProprietary: Bool
  /// The terms of use, in one sentence.
  public let licence: String
  /// Where the ranges and rules come from.
  public let source: String

  /// One score of an instrument.
  public struct Subscale: Sendable, Hashable {
    /// A range of scores, with the unit of the marks where there is one.
    public struct Marks: Sendable, Hashable {
      /// The unit, such as `mm`; nil for points.
      public let unit: String?
      /// The best and the worst score, whichever is smaller first.
      public let range: ClosedRange<Double>
    }

    /// The name a protocol uses, such as `pain`.
    public let name: String
    /// Other names of the same subscale.
    public let aliases: [String]
    /// The number of items.
    public let itemCount: Int
    /// What an item may be.
    public let coding: ItemCoding
    /// The raw ranges; more than one where the marks can be taken in several units.
    public let marks: [Marks]
    /// Which end is good; nil where both directions are published, so that it must be declared.
    public let better: ScoreScale.Direction?
    /// How items make a score.
    public let rule: ItemRule

    /// The raw range, in the first unit.
    public var range: ClosedRange<Double> { marks.first?.range ?? 0...100 }

    /// Whether a range means nothing without the unit of its marks.
    var hasUnits: Bool { marks.contains { $0.unit != nil } }

    /// What is done about unanswered items, in words.
    public var missingItems: String { rule.missingItems(of: itemCount) }
  }

  /// The subscale of this name or alias; the only one, or the usual one, when no name is given.
  public func subscale(named name: String?) -> Subscale? {
    guard let name = name ?? usualSubscale else {
      return subscales.count == 1 ? subscales.first : nil
    }
    let wanted = Self.folded(name)
    return subscales.first { subscale in
      ([subscale.name] + subscale.aliases).contains { Self.folded($0) == wanted }
    }
  }

  /// The names of the subscales, for a message.
  var subscaleList: String { subscales.map { "`\($0.name)`" }.joined(separator: ", ") }

  /// A name without case, spaces and punctuation, so that `womac_lk` is `WOMAC-LK`.
  static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
