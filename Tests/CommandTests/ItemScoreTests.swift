import Foundation
import Testing

/// Scores computed from items, and the rules over several scores, from the files to the endpoints.
@Suite struct ItemScoreTests {
  /// A study of hips injected on 2024-01-01 whose visits are given in months.
  private func study(
    _ header: String, _ rows: [String], scores: String, response: String,
    hips: [String] = ["h1", "h2", "h3"]
  ) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("units.csv", "hip_id,age\n" + hips.map { "\($0),60\n" }.joined())
    try scratch.file("visits.csv", "hip_id,month,\(header)\n" + rows.joined(separator: "\n") + "\n")
    try scratch.file(
      "p.yml",
      """
      protocol: 1
      title: items
      population: hips of a test
      units: {file: units.csv, id: hip_id}
      visits:
        file: visits.csv
        unit: hip_id
        month: month
        scores:
      \(scores.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
      response: {\(response), baseline: {floor: 0}, at_months: [3]}
      """)
    return scratch
  }

  /// One column of the endpoints, by hip.
  private func endpoints(_ scratch: Scratch, _ column: String) throws -> [String: String] {
    let run = try scratch.run("endpoints", "p.yml", "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let place = try #require(lines.first?.firstIndex(of: column))
    return Dictionary(
      lines.dropFirst().map { ($0[0], $0[place]) }, uniquingKeysWith: { first, _ in first })
  }

  private let womac =
    "womac_pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower, "
    + "items: [w1, w2, w3, w4, w5]}"
  private let womacHeader = "w1,w2,w3,w4,w5"

  @Test func `WOMAC pain is the sum of its items, and one may be missing`() throws {
    let scratch = try study(
      womacHeader,
      [
        "h1,0,3,3,3,3,3", "h1,3,2,2,2,2,2",  // 15 to 10: a third, a response
        "h2,0,3,3,,3,3", "h2,3,2,2,2,3,3",  // 12 of four items is 15, to 12: a fifth, none
        "h3,0,3,3,,,3", "h3,3,1,1,1,1,1",  // three items of five are no score
      ], scores: womac, response: "score: womac_pain, threshold: 30 %")
    #expect(try endpoints(scratch, "baseline") == ["h1": "15", "h2": "15", "h3": ""])
    #expect(
      try endpoints(scratch, "response_status")
        == ["h1": "responder", "h2": "non_responder", "h3": "indeterminate"])
    let check = try scratch.run("check", "p.yml")
    #expect(
      check.errors.contains(
        "computed from 5 items: 1 scores stand for some unanswered item, 1 assessments have too few"
      ),
      "\(check.errors)")
  }

  @Test func `an item that is no answer is named with file, line and column`() throws {
    let scratch = try study(
      womacHeader, ["h1,0,3,3,3,3,3", "h2,0,3,3,5,3,3", "h3,0,1,1,1,1,1.5"], scores: womac,
      response: "score: womac_pain, threshold: 30 %")
    let check = try scratch.run("check", "p.yml")
    #expect(check.exitCode == 65)
    for words in [
      "item 3 of WOMAC-LK pain must be a whole number from 0 to 4", "visits.csv:3", "found \"5\"",
      "item 5 of WOMAC-LK pain must be", "visits.csv:4", "found \"1.5\"",
    ] { #expect(check.errors.contains(words), "\(words)\n\(check.errors)") }
  }

  @Test func `another number of items is refused at its line of the protocol`() throws {
    let four = womac.replacing(", w5]", with: "]")
    let scratch = try study(
      womacHeader, ["h1,0,3,3,3,3,3"], scores: four,
      response: "score: womac_pain, threshold: 30 %")
    let check = try scratch.run("check", "p.yml")
    #expect(check.exitCode == 65)
    #expect(
      check.errors.contains("p.yml:10:") && check.errors.contains("names 4 items")
        && check.errors.contains("made of 5"), "\(check.errors)")
  }

  @Test func `HOOS pain of ten items turns round, by the mean of those answered`() throws {
    let items = (1...10).map { "p\($0)" }
    let all3 = "3,3,3,3,3,3,3,3,3,3"
    let half = "2,2,2,2,2,,,,,"
    let four = "2,2,2,2,,,,,,"
    let scratch = try study(
      items.joined(separator: ","),
      ["h1,0,\(all3)", "h1,3,\(half)", "h2,0,\(all3)", "h2,3,\(four)", "h3,0,\(all3)"],
      scores:
        "hoos_pain: {instrument: HOOS, subscale: pain, range: [0, 100], better: higher, "
        + "items: [\(items.joined(separator: ", "))]}",
      response: "score: hoos_pain, threshold: 30 %")
    // 100 − 25 · 3 = 25; 100 − 25 · 2 = 50; the deficit falls from 75 to 50, by a third.
    #expect(try endpoints(scratch, "baseline")["h1"] == "25")
    #expect(
      try endpoints(scratch, "response_status")
        == ["h1": "responder", "h2": "indeterminate", "h3": "indeterminate"])
  }

  @Test func `the original Oxford score counts twelve items from one to five`() throws {
    let items = (1...12).map { "o\($0)" }
    func row(_ answer: Int) -> String {
      [String](repeating: "\(answer)", count: 12).joined(separator: ",")
    }
    let scratch = try study(
      items.joined(separator: ","),
      ["h1,0,\(row(4))", "h1,3,\(row(3))", "h2,0,\(row(4))", "h2,3,\(row(4))", "h3,0,\(row(5))"],
      scores:
        "ohs: {instrument: OHS-old, subscale: total, range: [12, 60], better: lower, "
        + "items: [\(items.joined(separator: ", "))]}",
      response: "score: ohs, threshold: 30 %")
    // 48 to 36: the deficit from the best, 12, falls from 36 to 24, by a third.
    #expect(try endpoints(scratch, "baseline") == ["h1": "48", "h2": "48", "h3": "60"])
    #expect(
      try endpoints(scratch, "response_status")
        == ["h1": "responder", "h2": "non_responder", "h3": "indeterminate"])
  }

  private let three = """
    pain: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}
    function: {instrument: WOMAC-LK, subscale: function, range: [0, 68], better: lower}
    global: {instrument: global, subscale: global, unit: mm, range: [0, 100], better: lower}
    """

  @Test func `OMERACT-OARSI takes a great change of one or small ones of two`() throws {
    let scratch = try study(
      "pain,function,global",
      [
        "h1,0,60,34,60", "h1,3,30,34,60",  // pain falls by half and by 30 of 100
        "h2,0,60,34,60", "h2,3,45,34,45",  // pain and global by a quarter and 15: two of three
        "h3,0,60,34,60", "h3,3,45,34,60",  // pain alone by a quarter
        "h4,0,30,34,60", "h4,3,14,34,60",  // pain by more than half, but by 16 of 100 only
      ], scores: three,
      response: "score: pain, rule: omeract-oarsi, function: function, global: global",
      hips: ["h1", "h2", "h3", "h4"])
    #expect(
      try endpoints(scratch, "response_status")
        == ["h1": "responder", "h2": "responder", "h3": "non_responder", "h4": "non_responder"])
  }

  @Test func `both scores must improve, and a state must be reached`() throws {
    let rows = [
      "h1,0,60,40,0", "h1,3,40,28,0",  // 33 % and 30 %; a deficit of 40 is no state of 35
      "h2,0,60,40,0", "h2,3,30,30,0",  // 50 % and 25 %; a deficit of 30
      "h3,0,60,40,0", "h3,3,35,20,0",  // 41.7 % and 50 %; a deficit of 35
    ]
    let both = try study(
      "pain,function,global", rows, scores: three,
      response: "score: pain, rule: both, with: function, threshold: 30 %")
    #expect(
      try endpoints(both, "response_status")
        == ["h1": "responder", "h2": "non_responder", "h3": "responder"])
    let state = try study(
      "pain,function,global", rows, scores: three,
      response: "score: pain, rule: state, state: 35")
    #expect(
      try endpoints(state, "response_status")
        == ["h1": "non_responder", "h2": "responder", "h3": "responder"])
  }
}
