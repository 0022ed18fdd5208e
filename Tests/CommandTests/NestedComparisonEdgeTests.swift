import Testing

/// A level that is never at risk has no coefficient, and takes no part in a comparison of models.
@Suite struct NestedComparisonEdgeTests {
  /// Pairs of rows of one patient; the one row of level `c` is censored before the first event.
  private static var rows: String {
    var lines = ["id,t,e,g,k,x,d"]
    for row in 0..<80 {
      let wave = Double((row * 37) % 101) / 101
      let time = 1 + 20 * wave + (row % 3 == 0 ? 2 : 0) + 0.01 * Double(row)
      let level = row % 2 == 0 ? "a" : "b"
      lines.append(
        "\(row / 2),\(time),\(row % 5 == 0 ? 0 : 1),\(row % 4 < 2 ? "a" : "b"),"
          + "\(row % 7 < 3 ? "p" : "q"),\(Double((row * 53) % 19) / 10),\(level)")
    }
    lines.append("99,0.001,0,a,p,0.5,c")
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `a coefficient that cannot be estimated is no direction`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.rows)
    func wald(_ condition: String) throws -> [Double] {
      let run = try scratch.run(
        "cox", "data.csv", "Surv(t, e) ~ g*k + x + d + cluster(id)", "--against",
        "Surv(t, e) ~ g + k + x + d + cluster(id)", "--where", condition, "--format", "json")
      #expect(run.exitCode == 0, "\(run.errors)")
      let json = try parsedJSON(run)
      return [try number(json, "comparison/statistic"), try number(json, "comparison/p_value")]
    }
    let (all, without) = (try wald("t > 0"), try wald("d != \"c\""))
    #expect(without[0] > 1e-6)
    for (a, b) in zip(all, without) { #expect(abs(a - b) <= 1e-9 * abs(b), "\(a) \(b)") }
  }
}
