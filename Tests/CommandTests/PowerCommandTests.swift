import Foundation
import Testing

/// The plans of studies, as a person at the terminal asks for them.
@Suite struct PowerCommandTests {
  /// A command in JSON, as the object that comes back.
  private func plan(_ line: String) throws -> [String: Any] {
    let run = try Program.shell("\"$cohort\" power \(line) --format json")
    try #require(run.exitCode == 0, "\(line): \(run.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any], "\(run.text)")
  }

  private func rows(_ line: String) throws -> [[String: Any]] {
    try #require(try plan(line)["rows"] as? [[String: Any]])
  }

  private func number(_ row: [String: Any], _ key: String) -> Double {
    (row[key] as? NSNumber)?.doubleValue ?? .nan
  }

  /// R: power.prop.test(p1 = .4, p2 = .6, power = .9), power.t.test(delta = 5, sd = 10, power = .9).
  @Test func numbersOfR() throws {
    let two = try #require(try rows("proportions --control 0.4 --treated 0.6 --power 0.9").first)
    #expect(abs(number(two, "n_control_unrounded") - 129.2529) < 1e-3)
    #expect(number(two, "n_control") == 130 && number(two, "n_total") == 260)
    let means = try #require(try rows("means --difference 5 --sd 10 --power 0.9").first)
    #expect(abs(number(means, "n_control_unrounded") - 85.03128) < 1e-4)
    #expect(number(means, "n_control") == 86)
  }

  /// Schoenfeld: (1.960 + 1.282)²·4/log(0.6)² = 161.1 events, two arms of equal size.
  @Test func eventsOfSchoenfeld() throws {
    let row = try #require(
      try rows(
        "survival --hazard-ratio 0.6 --median 14 --accrual 24 --follow-up 12 --power 0.9"
          + " --simulate 200 --seed 3"
      ).first)
    #expect(number(row, "events_required") == 162)
    #expect(number(row, "events_expected") >= 161.06)
    #expect(number(row, "power_achieved") >= 0.9 && number(row, "power_achieved") < 0.905)
    #expect(number(row, "power_simulated_low") < 0.9 && number(row, "power_simulated_high") > 0.87)
  }

  @Test(
    arguments: [
      ("proportions --control 0.4", "treated", "0.55"),
      ("proportions --control 0.4 --method exact", "treated", "0.65"),
      ("proportions --control 0.6 --margin 0.15 --ratio 2", "treated", "0.62"),
      ("means --sd 18 --correlation 0.5 --icc 0.4 --hips-per-patient 1.2", "difference", "6"),
      ("means --sd 18 --analysis one-sample --loss-to-follow-up 0.1", "difference", "6"),
      (
        "survival --median 14 --accrual 24 --follow-up 12 --dropout-rate 0.01", "hazard-ratio",
        "0.65"
      ),
    ])
  func `each of three can be solved for`(_ start: String, _ effect: String, _ value: String) throws
  {
    let sized = try #require(try rows("\(start) --\(effect) \(value) --power 0.85").first)
    let total = number(sized, "n_total")
    #expect(number(sized, "power_achieved") >= 0.85)
    let powered = try #require(
      try rows("\(start) --\(effect) \(value) --n \(Int(total))").first)
    #expect(number(powered, "power_achieved") >= number(sized, "power_achieved") - 1e-12)
    let found = try #require(try rows("\(start) --n \(Int(total)) --power 0.85").first)
    let key = effect.replacing("-", with: "_")
    #expect(abs(number(found, "power_achieved") - 0.85) < 1e-9)
    #expect(number(found, "n_total") == total)
    // What is detectable with at least as many hips is at most as far from no effect.
    let wanted = try #require(Double(value))
    let reached = number(found, key)
    #expect(effect == "hazard-ratio" ? reached >= wanted : reached <= wanted + 1e-12)
  }

  @Test func severalValuesGiveARowEach() throws {
    let run = try Program.shell(
      "\"$cohort\" power proportions --control 0.4,0.45 --treated 0.55,0.6,0.65 --power 0.9 "
        + "--format csv --quiet")
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines[0].hasPrefix("control,treated,difference,power,n_control_unrounded,"))
    #expect(lines[1].hasPrefix("0.4,0.55,") && lines[6].hasPrefix("0.45,0.65,"))
    #expect(run.errors.isEmpty)
  }

  @Test func patientsWithBothHipsAndLossInflate() throws {
    let start = "proportions --control 0.4 --treated 0.6 --power 0.9"
    let plain = try #require(try rows(start).first)
    let row = try #require(
      try rows("\(start) --icc 0.3 --hips-per-patient 1.3 --loss-to-follow-up 0.15").first)
    #expect(number(row, "n_independent_control") == number(plain, "n_control"))
    let needed = 130 * (1 + 0.3 * 0.6 / 1.3) / 0.85
    #expect(number(row, "n_control") == needed.rounded(.up))
    #expect(number(row, "patients") == (number(row, "n_total") / 1.3).rounded(.up))
  }

  @Test func precisionOfOneCohort() throws {
    let row = try #require(try rows("precision --proportion 0.6 --half-width 0.1").first)
    #expect(number(row, "n_total") == 89)
    let sure = try #require(
      try rows("precision --proportion 0.6 --half-width 0.1 --assurance 0.9").first)
    #expect(number(sure, "chance_of_half_width") >= 0.9)
    #expect(number(sure, "n_total") >= 89)
    for curve in ["--median 14 --half-width 3", "--survival 0.5 --at 12 --half-width 0.1"] {
      let start = "precision \(curve) --accrual 24 --follow-up 12"
      let sized = try #require(try rows(start).first)
      let n = Int(number(sized, "n_total"))
      let back = try #require(
        try rows(start.replacing(/--half-width [0-9.]+/, with: "--n \(n)")).first)
      #expect(number(back, "half_width") <= number(sized, "half_width"))
    }
  }

  /// The page names what is solved, what is assumed and where the formula is from.
  @Test func thePageIsHonest() throws {
    let start = "\"$cohort\" power proportions --control 0.4 --treated 0.6 --power 0.9"
    let bare = try Program.shell(start)
    #expect(
      bare.text.contains("does not name its instrument, threshold, time point and population"))
    for words in [
      "Solved for: the hips to be treated in each arm", "score test", "α is 0.05, on two sides",
      "Fleiss", "assumptions, not findings", "260",
    ] { #expect(bare.text.contains(words), "\(words)") }
    let outcome = "a fall of at least 30 % in WOMAC-LK pain at 6 months in hips of KL II-III"
    let named = try Program.shell("\(start) --outcome '\(outcome)' --arms 'own cells,donor jelly'")
    #expect(named.text.contains(outcome) && named.text.contains("130 own cells, 130 donor jelly"))
    #expect(!named.text.contains("Caution"), "\(named.text)")
    let partly = try Program.shell("\(start) --outcome 'improvement in our patients'")
    #expect(partly.text.contains("The words of --outcome do not seem to name its instrument"))
    #expect(try Program.shell("\(start) --strict").exitCode == 2)
  }

  /// What no number of hips can show has a state, and never a number.
  @Test(
    arguments: [
      "proportions --control 0.5 --treated 0.5000001 --power 0.9",
      "proportions --control 0.5 --treated 0.51 --power 0.9 --method exact",
      "proportions --control 0.99 --n 20 --power 0.9",
      "proportions --control 0.5 --treated 0.7 --n 100000 --method fisher",
      "precision --median 14 --accrual 2 --follow-up 6 --half-width 2",
      "precision --proportion 0.5 --half-width 0.000001",
    ])
  func `what is not reached says so`(_ line: String) throws {
    let plan = try plan(line)
    let rows = try #require(plan["rows"] as? [[String: Any]])
    #expect(rows.contains { row in row.contains { $0.key.hasSuffix("_state") } }, "\(rows)")
    let page = try Program.shell("\"$cohort\" power \(line)")
    #expect(page.text.contains("NR: "))
    for word in ["nan", "inf", "NaN", "∞"] {
      #expect(!page.text.components(separatedBy: CharacterSet.letters.inverted).contains(word))
    }
  }

  @Test(
    arguments: [
      ("proportions --control 1.2 --treated 0.5 --power 0.9", ["--control 1.2", "0 to 1"]),
      ("proportions --control -0.1 --treated 0.5 --power 0.9", ["--control -0.1", "0 to 1"]),
      ("proportions --control 0.4 --treated 0.4 --power 0.9", ["not there", "--margin"]),
      ("proportions --control 0.6 --treated 0.4 --margin 0.1 --power 0.9", ["margin of 0.1"]),
      ("proportions --control 0.4 --treated 0.6", ["more than one", "--n and --power"]),
      ("proportions --control 0.4 --treated 0.6 --n 100 --power 0.8", ["nothing is unknown"]),
      ("proportions --control 0.4 --treated 0.6 --power 1", ["--power 1", "between 0 and 1"]),
      ("proportions --control 0.4 --treated 0.6 --power 0.9 --alpha 0", ["--alpha 0"]),
      ("proportions --control 0.4 --treated 0.6 --n 10.5", ["--n 10.5", "whole number"]),
      ("proportions --control 0.4 --treated 0.6 --n 1", ["--n 1"]),
      ("proportions --control 0.4 --treated 0.6 --n 2 --ratio 9", ["an arm is empty"]),
      ("proportions --control 0.4 --treated 0.6 --power 0.9 --ratio -1", ["--ratio -1"]),
      ("proportions --control 0.4 --treated 0.6 --power 0.9 --icc 0.3", ["go together"]),
      (
        "proportions --control 0.4 --treated 0.6 --power 0.9 --icc 0.3 --hips-per-patient 3",
        ["nobody has more hips"]
      ),
      ("proportions --control 0.4 --treated 0.6 --power 0.9 --loss-to-follow-up 1", ["share"]),
      (
        "proportions --control 0.4 --treated 0.6 --power 0.9 --margin 0.1 --method fisher",
        ["--margin goes with"]
      ),
      ("proportions --control 0.4 --treated 0.6 --power 0.9 --arms one", ["--arms one"]),
      ("means --difference 0 --sd 10 --power 0.9", ["--difference is 0"]),
      ("means --difference 5 --sd 0 --power 0.9", ["--sd 0"]),
      ("means --difference 5 --sd 10 --power 0.9 --correlation 1", ["--correlation 1"]),
      ("means --difference 5 --sd 10 --power 0.9 --analysis ancova", ["needs --correlation"]),
      ("survival --hazard-ratio 1 --median 14 --accrual 24 --follow-up 12 --power 0.9", ["is 1"]),
      ("survival --hazard-ratio -1 --median 14 --accrual 24 --follow-up 12 --power 0.9", ["ratio"]),
      ("survival --hazard-ratio 0.6 --median -14 --accrual 24 --follow-up 12 --power 0.9", ["-14"]),
      ("survival --hazard-ratio 0.6 --median 14 --accrual -2 --follow-up 12 --power 0.9", ["-2"]),
      ("survival --hazard-ratio 0.6 --median 14 --accrual 0 --follow-up 0 --power 0.9", ["both 0"]),
      ("survival --hazard-ratio 0.6 --accrual 24 --follow-up 12 --power 0.9", ["--median"]),
      ("survival --hazard-ratio 0.6 --median 14 --follow-up 12 --power 0.9", ["--accrual"]),
      (
        "survival --hazard-ratio 0.6 --median 14 --accrual 24 --follow-up 12 --power 0.9 "
          + "--method lachin-foulkes --shape 2", ["--shape"]
      ),
      ("precision --proportion 0.6", ["--half-width", "--n"]),
      ("precision --proportion 0.6 --half-width 0.1 --n 50", ["nothing is unknown"]),
      ("precision --half-width 0.1", ["--proportion"]),
    ])
  func `a question without an answer is refused`(_ line: String, _ words: [String]) throws {
    try expectRefusal(
      try Program.shell("\"$cohort\" power \(line)"), exitCode: 64, ["error: "] + words)
  }
}
