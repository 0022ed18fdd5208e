import Foundation
import Testing

/// A row of weight k is k rows, in every number of every command that takes frequencies.
@Suite struct FrequencyWeightTests {
  private static let counted: [(row: String, weight: Int)] = [
    ("1,1,a,3", 2), ("2,0,b,1", 3), ("3,1,a,2", 1), ("4,1,b,2.5", 4), ("4,0,a,1", 2),
    ("6,2,b,0", 2), ("7,1,a,1.5", 1), ("7,2,a,0", 3), ("9,0,b,2", 1),
  ]

  @Test(arguments: [
    ["km", "Surv(t, e == 1) ~ g", "--times", "2,5"],
    ["logrank", "Surv(t, e == 1) ~ g", "--trend"], ["rmst", "Surv(t, e == 1) ~ g", "--tau", "6"],
    ["cuminc", "Surv(t, e) ~ g", "--times", "2,5"], ["cox", "Surv(t, e == 1) ~ g"],
    ["aft", "Surv(t, e == 1) ~ g", "--distribution", "weibull"],
    ["turnbull", "Surv(t, e == 1) ~ g"], ["icph", "Surv(t, e == 1) ~ g", "--knots", "1"],
    ["finegray", "Surv(t, e) ~ g", "--cause", "1"],
    ["concordance", "Surv(t, e == 1) ~ s"], ["cox", "Surv(t, e == 1) ~ g", "--ties", "breslow"],
    ["cox", "Surv(t, e == 1) ~ s", "--concordance", "uno", "--at", "s=1", "--times", "3"],
  ])
  func `weights are rows written out`(_ words: [String]) throws {
    let scratch = try Scratch()
    try scratch.file(
      "counted.csv", "t,e,g,s,w\n" + Self.counted.map { "\($0.row),\($0.weight)\n" }.joined())
    try scratch.file(
      "rows.csv",
      "t,e,g,s\n"
        + Self.counted.flatMap { Array(repeating: $0.row + "\n", count: $0.weight) }.joined())
    let rest = Array(words.dropFirst()) + ["--format", "json", "--quiet"]
    let weighted = try parsedJSON(
      Program.run(
        [words[0], "counted.csv"] + rest + ["--weights", "w", "--weight-kind", "frequency"],
        in: scratch))
    let plain = try parsedJSON(Program.run([words[0], "rows.csv"] + rest, in: scratch))
    var differences: [String] = []
    compare(weighted, plain, at: "", &differences)
    #expect(differences.isEmpty, "\(differences)")
    #expect(try number(weighted, "n") == 19)
  }

  /// Notes where two parsed results differ by more than the rounding of sums in another order.
  private func compare(_ a: Any, _ b: Any, at path: String, _ differences: inout [String]) {
    switch (a, b) {
    case (let a as [String: Any], let b as [String: Any]):
      // What is said of the rows of the file, and of the steps to the maximum, may differ.
      let words = ["conventions", "diagnostics", "convergence", "excluded"]
      for key in Set(a.keys).union(b.keys) where !words.contains(key) {
        compare(a[key] ?? "absent", b[key] ?? "absent", at: "\(path)/\(key)", &differences)
      }
    case (let a as [Any], let b as [Any]):
      guard a.count == b.count else {
        differences.append("\(path): \(a.count) and \(b.count) elements")
        return
      }
      for place in a.indices { compare(a[place], b[place], at: "\(path)/\(place)", &differences) }
    case (let a as NSNumber, let b as NSNumber):
      let (x, y) = (a.doubleValue, b.doubleValue)
      if abs(x - y) > 1e-9 * max(1, abs(y)) { differences.append("\(path): \(x) and \(y)") }
    default:
      if "\(a)" != "\(b)" { differences.append("\(path): \(a) and \(b)") }
    }
  }
}
