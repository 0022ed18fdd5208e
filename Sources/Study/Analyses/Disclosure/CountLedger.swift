import Cohorts

/// Every count of a study once, however many rows tell it, and what can be computed between them.
///
/// Within a group, counts of one kind at one time, or of one part by name, that have one value are one
/// cell, so that hiding it once hides it everywhere it is told. Two that agree by chance are then
/// hidden together, which hides more than is needed and never less.
package struct CountLedger {
  /// What a cell counts; counts of different kinds are different cells even where they agree.
  package enum Kind: Sendable, Hashable {
    /// The units of a group, or those of them that were analysed.
    case size
    /// Those who had what the number is about.
    case events
    /// Those still at risk.
    case atRisk
    /// Any other part: a class, those missing, those left out.
    case part
  }

  /// A cell, by its place.
  package typealias Cell = Int

  private struct Identity: Hashable {
    let group: Set<GroupLevel>
    let kind: Kind
    let moment: String?
    let value: Int
  }

  /// Makes an empty ledger.
  package init() {}

  /// The value of each cell.
  package private(set) var values: [Int] = []
  /// The kind of each cell.
  private(set) var kinds: [Kind] = []
  /// The sums between cells.
  private(set) var lines: [CountLine] = []
  /// Cells one of which holds the units of another.
  private(set) var nests: [CountNest] = []
  /// The cells of one quantity by group, such as the events by month 12 in each arm.
  private(set) var quantities: [String: [Set<GroupLevel>: Cell]] = [:]
  private var cells: [Identity: Cell] = [:]
  private var told: [Cell: Int] = [:]
  /// The cells that are told elsewhere.
  private(set) var pinned: Set<Cell> = []
  private var firstMoments: [Identity: String?] = [:]
  private var known: Set<CountLine> = []

  /// The cell of a count.
  ///
  /// - Parameters:
  ///   - moment: The time at which it counts; nil where it does not depend on one.
  ///   - quantity: What it counts, in words that are the same in every group; sums over the levels of
  ///     a variable are found by it.
  @discardableResult
  package mutating func cell(
    _ value: Int, _ kind: Kind, in group: some Sequence<GroupLevel>, at moment: String? = nil,
    as quantity: String? = nil
  ) -> Cell {
    let identity = Identity(group: Set(group), kind: kind, moment: moment, value: value)
    let cell =
      cells[identity]
      ?? {
        values.append(value)
        kinds.append(kind)
        cells[identity] = values.count - 1
        let timeless = Identity(group: identity.group, kind: kind, moment: nil, value: value)
        if firstMoments[timeless] == nil { firstMoments[timeless] = .some(moment) }
        return values.count - 1
      }()
    if let quantity, quantities[quantity]?[identity.group] == nil {
      quantities[quantity, default: [:]][identity.group] = cell
      told[cell, default: 0] += 1
    }
    return cell
  }

  /// The time of the first cell of a group with a value; nil for one that depends on none.
  func moment(_ value: Int, _ kind: Kind, in group: some Sequence<GroupLevel>) -> String? {
    firstMoments[Identity(group: Set(group), kind: kind, moment: nil, value: value)] ?? nil
  }

  /// Notes that parts make up a whole, with a rest that no row tells; nothing where they exceed it.
  package mutating func sum(_ whole: Cell, of parts: [Cell]) {
    // A zero is always shown and adds nothing; a whole of one part is that part.
    let line = CountLine(whole: whole, parts: parts.filter { values[$0] > 0 }.sorted())
    guard values[whole] > 0, line.parts != [whole], line.rest(values) >= 0,
      known.insert(line).inserted
    else { return }
    lines.append(line)
  }

  /// Notes that of some cells one holds the units of another, the one to be kept first.
  package mutating func nest(_ cells: [Cell]) {
    let cells = cells.filter { values[$0] > 0 }
    if cells.count > 1 { nests.append(CountNest(cells: cells)) }
  }

  /// What is hidden first, where one of several will do: what the fewest rows tell, a part rather than
  /// the events or the number that estimates rest on, and of those the smallest.
  func rank(_ cell: Cell) -> (Int, Int, Int) {
    let weight =
      switch kinds[cell] {
      case .size: 10
      case .events: 5
      case .part, .atRisk: 1
      }
    return (weight * (told[cell] ?? 0), values[cell], cell)
  }

  /// The cells of a line, the whole last.
  func cells(of line: Int) -> [Cell] { lines[line].parts + [lines[line].whole] }

  /// The lines each cell stands in, by their places.
  var linesOfCells: [[Int]] {
    var found = [[Int]](repeating: [], count: values.count)
    for (place, line) in lines.enumerated() {
      for cell in line.parts + [line.whole] { found[cell].append(place) }
    }
    return found
  }

  /// The sums as equations: a whole, its parts, and what they leave of it.
  package var equations: [(whole: Cell, parts: [Cell], rest: Int)] {
    lines.map { ($0.whole, $0.parts, $0.rest(values)) }
  }

  /// Notes that a cell is told elsewhere, as the rows of an input file are, so that hiding it would
  /// hide nothing.
  mutating func pin(_ cell: Cell) { pinned.insert(cell) }

  /// Notes the sums of every quantity over the levels of each variable.
  package mutating func sumOverLevels() {
    for name in quantities.keys.sorted() {
      guard let byGroup = quantities[name] else { continue }
      var parts: [Set<GroupLevel>: [String: [Cell]]] = [:]
      for (group, cell) in byGroup {
        for level in group {
          parts[group.subtracting([level]), default: [:]][level.variable, default: []].append(cell)
        }
      }
      // In the order of the cells, so that the same cohort is always told in the same way.
      for (group, byVariable) in parts.sorted(by: {
        (byGroup[$0.key] ?? 0) < (byGroup[$1.key] ?? 0)
      }) {
        guard let whole = byGroup[group] else { continue }
        for (_, cells) in byVariable.sorted(by: { $0.key < $1.key }) { sum(whole, of: cells) }
      }
    }
  }
}

/// Counts each of which holds the units of another, or nearly so: the treated and the analysed, those
/// at risk at one time and at the next.
///
/// The difference of two of them is a count too, so that of two that differ by fewer than the least
/// number that is shown one is hidden.
struct CountNest: Sendable, Hashable {
  /// The cells, the one to be kept first.
  let cells: [CountLedger.Cell]
}
