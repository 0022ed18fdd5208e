import Foundation
import LinearAlgebra
import ReferenceTables
import Statistics

/// The input of a reference case: `<path>-data.csv` with a response, perhaps weights and an offset,
/// and the columns of the design.
struct RegressionCase {
  let response: [Double]
  let weights: [Double]?
  let design: Design
  let table: ReferenceTable

  struct Unusable: Error { let reason: String }

  /// Loads a case; without an intercept unless the first column is called so or `x0`.
  static func load(_ path: String) throws -> RegressionCase {
    let url = ReferenceTable.url(path + "-data.csv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    guard let header = lines.first, lines.count > 1 else { throw Unusable(reason: path) }
    let names = header.split(separator: ",").map(String.init)
    var columns = [[Double]](repeating: [], count: names.count)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",")
      guard cells.count == names.count else { throw Unusable(reason: "\(path): \(line)") }
      for (k, cell) in cells.enumerated() {
        guard let value = Double(cell) else { throw Unusable(reason: "\(path): \(cell)") }
        columns[k].append(value)
      }
    }
    func special(_ name: String) -> [Double]? { names.firstIndex(of: name).map { columns[$0] } }
    guard let response = special(".y") ?? special("y") else { throw Unusable(reason: path) }
    let kept = names.indices.filter { ![".y", "y", ".weights", ".offset"].contains(names[$0]) }
    let first = kept.first.map { names[$0] }
    return RegressionCase(
      response: response, weights: special(".weights"),
      design: design(
        kept.map { columns[$0] }, names: kept.map { names[$0] },
        hasIntercept: first == "(Intercept)" || first == "x0", offset: special(".offset")),
      table: try ReferenceTable.load(path))
  }

  /// A design of plain columns, each its own term.
  static func design(
    _ columns: [[Double]], names: [String], hasIntercept: Bool, offset: [Double]? = nil
  ) -> Design {
    let first = hasIntercept ? 1 : 0
    return Design(
      matrix: Matrix(
        rowCount: columns.first?.count ?? 0, columnCount: columns.count,
        elements: columns.flatMap(\.self)),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: (first..<max(first, names.count)).map {
        Design.Term(label: names[$0], columns: $0..<$0 + 1)
      },
      hasIntercept: hasIntercept, offset: offset)
  }
}

/// Deterministic pseudo-random numbers for property tests.
struct Noise {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  /// A number in (0, 1).
  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / 9_007_199_254_740_992
  }

  /// A standard normal number, as a sum of twelve uniform ones.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}
