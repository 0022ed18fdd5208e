import Tables

/// The rule that makes the score of a declared scale out of the answers to its items.
///
/// The score comes on the scale as it is declared: on the raw range, or on 0–100 where the scale is
/// declared so. Unanswered items are never counted as 0: each instrument says how many may be
/// missing, and a score with too few answers is missing.
public struct ItemScoring: Sendable, Hashable {
  /// What the items of one assessment make.
  public enum Result: Sendable, Hashable {
    /// A score on the declared scale.
    case score(Double)
    /// No score, because too few items are answered.
    case missing(TooFewAnswers)
    /// No score, because the items cannot be right.
    case invalid(ItemFault)
  }

  /// Why a score is missing.
  public struct TooFewAnswers: Sendable, Hashable, CustomStringConvertible {
    /// The part of the score that lacks answers.
    public let part: String
    /// How many of its items are answered.
    public let answered: Int
    /// How many would be needed.
    public let needed: Int
    /// How many there are.
    public let items: Int

    /// One sentence for a page.
    public var description: String {
      "\(part): \(answered) of \(items) items answered, \(needed) needed"
    }
  }

  /// What is wrong with the items.
  public enum ItemFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The instrument has another number of items.
    case itemCount(found: Int, expected: Int)
    /// The item at this index, counted from 0, is not an answer.
    case outOfCoding(item: Int, value: Double, expected: String)

    /// One sentence that says what is wrong.
    public var description: String {
      switch self {
      case .itemCount(let found, let expected): "\(found) items where there are \(expected)"
      case .outOfCoding(let item, let value, let expected):
        "item \(item + 1) is \(Stratifier.text(value)), not \(expected)"
      }
    }
  }

  /// The instrument of the catalogue.
  public let instrument: Instrument
  /// The score of it.
  public let subscale: Instrument.Subscale
  /// The scale the scores come on.
  public let scale: ScoreScale
  /// The parts the score is made of, in the order of the items: itself, unless it is composed.
  let parts: [Part]
  /// What an item may be.
  let coding: ItemCoding
  /// The range of the raw score.
  let rawRange: ClosedRange<Double>

  /// A run of items that make one score.
  struct Part: Sendable, Hashable {
    let name: String
    let items: Range<Int>
    let needed: Int
    let rule: ItemRule
  }

  /// The number of items, in the order of the instrument.
  public var itemCount: Int { subscale.itemCount }

  /// Whether the rule was compared with its source; if not, `note` says what to print.
  public var isVerified: Bool { note == nil }

  /// What a page must say beside scores made by a rule that was not verified; nil otherwise.
  public var note: String? {
    guard case .table(let table) = subscale.rule, !table.isVerified else { return nil }
    return "\(instrument.id): the conversion table (\(table.source)) was not compared with the"
      + " official scoring sheet"
  }

  /// Finds the rule for a declared scale.
  ///
  /// Throws the first error of the declaration, or `itemsNotScorable` for an instrument that is not
  /// in the catalogue.
  public init(_ scale: ScoreScale) throws(ScaleProblem) {
    if let error = Instrument.problems(in: scale).first(where: { $0.severity == .error }) {
      throw error
    }
    guard let instrument = Instrument.named(scale.instrument),
      let subscale = instrument.subscale(named: scale.subscale),
      let marks = instrument.marks(of: scale, subscale)
    else {
      throw ScaleProblem(
        .error, .itemsNotScorable, key: .items,
        message: "there is no rule that makes a score of \(scale.instrument) out of its items",
        help: "give the score in a column, or name an instrument of the catalogue")
    }
    self.instrument = instrument
    self.subscale = subscale
    self.scale = scale
    rawRange = marks.range
    // A single mark is its own score, so it runs over the range of the unit it is taken in.
    if case .marks = subscale.coding, case .single = subscale.rule {
      coding = .marks(marks.range)
    } else {
      coding = subscale.coding
    }
    parts = Self.parts(of: subscale, in: instrument)
  }

  private static func parts(of subscale: Instrument.Subscale, in instrument: Instrument) -> [Part] {
    switch subscale.rule {
    case .sumOf(let names), .meanOf(let names):
      var start = 0
      return names.compactMap { instrument.subscale(named: $0) }.map { part in
        let items = start..<(start + part.itemCount)
        start = items.upperBound
        return Part(
          name: part.name, items: items, needed: part.rule.needed(of: part.itemCount),
          rule: part.rule)
      }
    default:
      let count = subscale.itemCount
      return [
        Part(
          name: subscale.name, items: 0..<count, needed: subscale.rule.needed(of: count),
          rule: subscale.rule)
      ]
    }
  }
}

extension ItemRule {
  /// How many of `count` items must be answered.
  func needed(of count: Int) -> Int {
    switch self {
    case .sum(let needed), .meanOutOfFour(let needed): needed
    case .single, .table, .pointsTimesElevenTenths, .sumOf, .meanOf: count
    }
  }
}
