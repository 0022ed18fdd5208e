internal import Distributions
import Glibc

/// Fisher's exact test of independence: the probability, among the tables of the same margins, of
/// those no more probable than the one seen.
///
/// A table x has the probability Πrᵢ!Πcⱼ!/(N!Πxᵢⱼ!) when rows and columns are independent. The tables are
/// counted one by one where there are not too many, and else drawn: the columns' labels are shuffled
/// and P is (1 + tables drawn that are no more probable)/(1 + tables drawn), which cannot be 0. A
/// table counts as no more probable when it is by less than one part in 10⁷, as in R.
///
/// References: Fisher (1934), Statistical Methods for Research Workers; Freeman and Halton (1951),
/// doi:10.1093/biomet/38.1-2.141; the drawn P of Phipson and Smyth (2010),
/// doi:10.2202/1544-6115.1585. Tested against R's `fisher.test`.
public struct FisherExactTest: Sendable, Hashable {
  /// How the tables were gone through.
  public enum Means: Sendable, Hashable {
    /// Every table.
    case enumeration
    /// Tables drawn at random, as many as given.
    case draws(Int)
  }

  /// The probability; NaN where there is nothing to test.
  public let pValue: Double
  /// How it was found.
  public let means: Means

  /// The most tables that are counted one by one.
  static let mostTables = 2_000_000
  /// The most tables that are drawn, and the most labels shuffled for them.
  static let mostDraws = 20_000
  static let mostShuffles = 100_000_000

  /// Tests a table.
  ///
  /// - Parameter seed: where the draws begin.
  public init(_ table: ContingencyTable, seed: UInt64 = 1) {
    guard table.isTestable else {
      (pValue, means) = (.nan, .enumeration)
      return
    }
    // The recursion takes columns one by one: few and long ones are the fewest steps.
    let transposed = table.columnTotals.count > table.rowTotals.count
    let counts =
      transposed
      ? table.columnTotals.indices.map { column in table.counts.map { $0[column] } } : table.counts
    var search = TableSearch(
      counts, rowTotals: transposed ? table.columnTotals : table.rowTotals,
      columnTotals: transposed ? table.rowTotals : table.columnTotals)
    if let exact = search.enumerated(most: Self.mostTables) {
      (pValue, means) = (exact, .enumeration)
    } else {
      let draws = max(1_999, min(Self.mostDraws, Self.mostShuffles / table.total) - 1)
      (pValue, means) = (search.drawn(draws, seed: seed), .draws(draws))
    }
  }
}

/// The tables of given margins.
private struct TableSearch {
  let rowTotals: [Int]
  let columnTotals: [Int]
  /// The logarithms of the factorials.
  let factorials: [Double]
  /// −Σ log xᵢⱼ! of the table seen, with the tolerance.
  let seen: Double
  /// log of Πrᵢ!Πcⱼ!/N!.
  let constant: Double
  private var remaining: [Int]
  private var tables = 0
  private var sum = 0.0

  init(_ counts: [[Int]], rowTotals: [Int], columnTotals: [Int]) {
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
    let total = rowTotals.reduce(0, +)
    let factorials = (0...total).map { logGamma(Double($0) + 1) }
    self.factorials = factorials
    seen = -counts.joined().reduce(0) { $0 + factorials[$1] } + 1e-7
    constant =
      (rowTotals + columnTotals).reduce(0) { $0 + factorials[$1] } - factorials[total]
    remaining = rowTotals
  }

  /// P by counting every table; nil when there are more than `most`.
  mutating func enumerated(most: Int) -> Double? {
    guard column(0, past: 0, most) else { return nil }
    return min(1, sum)
  }

  /// Fills the columns from one on; false when there are too many tables.
  private mutating func column(_ place: Int, past: Double, _ most: Int) -> Bool {
    if place == columnTotals.count - 1 {
      tables += 1
      let weight = remaining.reduce(past) { $0 - factorials[$1] }
      if weight <= seen { sum += exp(constant + weight) }
      return tables <= most
    }
    var rest = 0
    let after = remaining.indices.reversed().map { row in
      defer { rest += remaining[row] }
      return rest
    }.reversed()
    return cell(place, row: 0, left: columnTotals[place], Array(after), past: past, most)
  }

  /// Fills a column from one row on; `after` is what the rows below can take.
  private mutating func cell(
    _ place: Int, row: Int, left: Int, _ after: [Int], past: Double, _ most: Int
  ) -> Bool {
    if row == remaining.count { return column(place + 1, past: past, most) }
    let room = remaining[row]
    for count in max(0, left - after[row])...min(room, left) {
      remaining[row] = room - count
      let isInTime = cell(
        place, row: row + 1, left: left - count, after, past: past - factorials[count], most)
      remaining[row] = room
      if !isInTime { return false }
    }
    return true
  }

  /// P by shuffling the labels of the columns.
  func drawn(_ draws: Int, seed: UInt64) -> Double {
    var labels = columnTotals.enumerated().flatMap {
      Array(repeating: $0.offset, count: $0.element)
    }
    var sequence = DrawSequence(seed: seed, stream: 0, replicate: 0)
    var cells = [Int](repeating: 0, count: rowTotals.count * columnTotals.count)
    var extreme = 0
    for _ in 0..<draws {
      for place in stride(from: labels.count - 1, to: 0, by: -1) {
        labels.swapAt(place, sequence.index(below: place + 1))
      }
      for place in cells.indices { cells[place] = 0 }
      var place = 0
      for (row, count) in rowTotals.enumerated() {
        for _ in 0..<count {
          cells[row * columnTotals.count + labels[place]] += 1
          place += 1
        }
      }
      if -cells.reduce(0, { $0 + factorials[$1] }) <= seen { extreme += 1 }
    }
    return Double(extreme + 1) / Double(draws + 1)
  }
}
