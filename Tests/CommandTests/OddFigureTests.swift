import Foundation
import Testing

/// The figures of reports whose names or numbers are out of the ordinary.
@Suite struct OddFigureTests {
  /// Arms whose names are of one length in a script that file names do not take.
  @Test func armsOfOtherScriptsHaveFiguresOfTheirOwn() throws {
    let scratch = try Scratch()
    let arms = ["placebo", "骨髄甲", "骨髄乙"]
    let rows = (0..<120).map { row in
      "\(row + 1),\(30 + row * 37 % 901),\(row % 2),\(arms[row % 3]),\(40 + row * 7 % 31)\n"
    }
    try scratch.file("units.csv", "id,t,e,g,x\n" + rows.joined())
    try scratch.file(
      "protocol.yml",
      """
      protocol: 1
      title: names
      population: hips, all treated
      units: {file: units.csv, id: id}
      outcome: {time: t, event: e, unit: days, label: loss of benefit, instrument: WOMAC pain,
        threshold: below 30 %, origin: injection, competing: {}}
      survival: {landmarks_months: [6, 12]}
      comparison: {exposure: g, arms: {placebo: [placebo], 骨髄甲: [骨髄甲], 骨髄乙: [骨髄乙]},
        reference: placebo, adjust_for: [x]}
      """)
    let run = try scratch.run("report", "protocol.yml", "-o", "report", "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
    let overlaps = try scratch.contents().filter { $0.contains("overlap-") && $0.hasSuffix(".svg") }
    #expect(overlaps.count == 2, "\(overlaps)")
  }

  /// Of one hip the median is a day, with nothing to say how sure it is.
  @Test func aMedianWithoutLimitsHasNone() throws {
    let scratch = try Scratch()
    let made = try scratch.run(
      "simulate", "--patients", "1", "--seed", "7", "--clean", "-o", "one")
    #expect(made.exitCode == 0, "\(made.errors)")
    let run = try scratch.run("report", "one/protocol.yml", "-o", "report", "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
    let figure = scratch.folder.appendingPathComponent("report/figures/sensitivity-median.csv")
    let text = try String(contentsOf: figure, encoding: .utf8)
    #expect(
      text.contains("As pre-specified,0,estimate,1,1,2.89") && !text.contains("Inf"), "\(text)")
  }
}
