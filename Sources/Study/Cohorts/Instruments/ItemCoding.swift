/// What the answer to an item may be, as a number in a file.
public enum ItemCoding: Sendable, Hashable {
  /// A whole number of this range, such as 0–4 on a Likert item.
  case whole(ClosedRange<Int>)
  /// A mark anywhere on this range, such as 0–100 mm on a visual analogue item.
  case marks(ClosedRange<Double>)
  /// The points of the ticked answer, item by item.
  case points([[Int]])

  /// Whether `value` can be the answer to the item at `index`, counted from 0.
  public func allows(_ value: Double, item index: Int) -> Bool {
    switch self {
    case .whole(let range):
      guard let whole = Int(exactly: value) else { return false }
      return range.contains(whole)
    case .marks(let range): return range.contains(value)
    case .points(let points):
      guard let whole = Int(exactly: value), points.indices.contains(index) else { return false }
      return points[index].contains(whole)
    }
  }

  /// What the item at `index` may be, in words.
  public func description(item index: Int) -> String {
    switch self {
    case .whole(let range): return "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .marks(let range):
      let bounds = [range.lowerBound, range.upperBound].map(Stratifier.text)
      return "a mark from \(bounds[0]) to \(bounds[1])"
    case .points(let points):
      guard points.indices.contains(index) else { return "one of \(points.count) items" }
      return "one of " + points[index].map { "\($0)" }.joined(separator: ", ")
    }
  }
}

/// How the items of a subscale make its score.
public enum ItemRule: Sendable, Hashable {
  /// The single item is the score.
  case single
  /// The mean of the answered items times the number of items.
  case sum(minimumAnswered: Int)
  /// 100 − 100 · mean / 4 over the answered items, 100 being no problem.
  case meanOutOfFour(minimumAnswered: Int)
  /// The sum of the items looked up in a table; every item is needed.
  case table(ConversionTable)
  /// The sum of the points times 1.1, at most 100; every item is needed.
  case pointsTimesElevenTenths
  /// The sum of other subscales, each by its own rule; every one is needed.
  case sumOf([String])
  /// The mean of other subscales, each by its own rule; every one is needed.
  case meanOf([String])

  /// What is done about unanswered items, in words.
  func missingItems(of count: Int) -> String {
    switch self {
    case .single: "no score without the mark"
    case .sum(let needed), .meanOutOfFour(let needed):
      needed == count
        ? "no score unless all \(count) items are answered"
        : "a missing item takes the mean of the answered ones; no score with fewer than \(needed) of"
          + " \(count) answered"
    case .table, .pointsTimesElevenTenths: "no score unless all \(count) items are answered"
    case .sumOf(let parts), .meanOf(let parts):
      "needs the scores of " + parts.joined(separator: ", ") + ", each by its own rule"
    }
  }
}

/// A published table from the sum of the items to a score of 0–100, 100 being no problem.
public struct ConversionTable: Sendable, Hashable {
  /// The scores of the sums 0, 1, 2 and so on, in thousandths, so that a reversed table is exact.
  let thousandths: [Int]
  /// Where the table comes from.
  public let source: String
  /// Whether the table was compared with its source; if not, say so beside every score.
  public let isVerified: Bool

  /// The score of a sum of items, in the direction asked for; nil outside the table.
  public func score(ofSum sum: Int, better: ScoreScale.Direction) -> Double? {
    guard thousandths.indices.contains(sum) else { return nil }
    let score = thousandths[sum]
    return Double(better == .higher ? score : 100_000 - score) / 1000
  }

  /// HOOS-PS, 5 items: the table of its users' guide (Davis 2008; koos.nu, 2016).
  public static let hoosPS = ConversionTable(
    thousandths: [
      100_000, 95_400, 91_200, 87_300, 83_600, 80_000, 76_600, 73_100, 69_600, 66_100, 62_300,
      58_300, 53_900, 49_200, 44_100, 38_400, 32_100, 25_200, 17_600, 9_200, 0,
    ], source: "HOOS-PS users' guide, table 1a (Davis 2008)", isVerified: true)

  /// HOOS, JR., 6 items: recalled from Lyman 2016 and not compared with the official sheet.
  public static let hoosJR = ConversionTable(
    thousandths: [
      100_000, 92_340, 85_257, 80_550, 76_776, 73_472, 70_426, 67_516, 64_664, 61_815, 58_930,
      55_985, 52_965, 49_858, 46_652, 43_335, 39_902, 36_363, 32_735, 29_009, 25_103, 20_805,
      15_633, 8_104, 0,
    ], source: "HOOS, JR. (Lyman 2016), as recalled", isVerified: false)
}
