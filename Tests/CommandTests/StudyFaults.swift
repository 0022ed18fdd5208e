import Foundation
import Testing

/// A small study with visits, in a folder of its own, with something changed in its files.
struct SmallStudy {
  let scratch: Scratch

  static let units = """
    hip,patient,side,injected,sex,arm
    H01,P01,left,2021-01-10,female,adipose
    H02,P01,right,2021-02-10,female,adipose
    H03,P02,left,2021-03-01,male,marrow
    H04,P03,right,2021-03-15,female,marrow
    H05,P04,left,2021-04-01,male,adipose
    H06,P05,right,2021-05-01,female,marrow

    """
  static let visits = """
    hip,seen,pain,vas,nsaid
    H01,2021-01-10,12,60,no
    H01,2021-04-10,6,30,no
    H01,2021-07-10,6,28,no
    H01,2022-01-10,7,35,no
    H01,2022-07-10,11,55,no
    H02,2021-02-09,14,70,no
    H02,2021-05-10,13,66,no
    H02,2021-08-10,12,61,yes
    H03,2021-02-20,10,50,no
    H03,2021-06-01,5,25,no
    H03,2021-09-01,6,30,no
    H04,2021-03-15,16,81,no
    H04,2021-06-15,8,44,no
    H04,2021-09-15,9,45,no
    H04,2022-03-15,15,77,no
    H05,2021-03-30,11,55,no
    H05,2021-07-01,4,20,no
    H06,2021-04-30,13,65,no
    H06,2021-08-01,6,33,no
    H06,2021-11-01,12,60,no
    H06,2022-05-01,13,64,no

    """
  static let events = """
    hip,day,what
    H02,2021-12-01,THR
    H03,2021-12-24,death
    H04,2022-05-05,booster

    """
  static let plan = """
    protocol: 1
    title: A small study
    population: hips of a small study
    data_lock: 2022-12-31
    units:
      file: units.csv
      id: hip
      patient: patient
      side: side
      index_date: injected
      columns:
        sex: {type: category}
    visits:
      file: visits.csv
      unit: hip
      date: seen
      scores:
        pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
        vas: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}
      rescue: nsaid
    events:
      file: events.csv
      unit: hip
      date: day
      kind: what
      kinds: {thr: [THR], booster: [booster], death: [death]}
    response: {score: pain, threshold: 30 %, at_months: [3, 6, 12]}
    loss: {threshold: 30 %}
    strata:
      sex: {}

    """

  /// Writes the four files, each text after its replacements, all of which must fit.
  init(
    units: [(String, String)] = [], visits: [(String, String)] = [],
    events: [(String, String)] = [], plan: [(String, String)] = []
  ) throws {
    scratch = try Scratch([
      ("units.csv", Self.units, units), ("visits.csv", Self.visits, visits),
      ("events.csv", Self.events, events), ("protocol.yml", Self.plan, plan),
    ])
  }

  /// The place of a text in a file, as messages give it: `visits.csv:3` or `protocol.yml:5:3`.
  func place(_ text: String, in file: String = "protocol.yml") throws -> String {
    let whole = try String(
      contentsOf: scratch.folder.appendingPathComponent(file), encoding: .utf8)
    let range = try #require(whole.firstRange(of: text), "\(file) does not hold \(text)")
    let before = whole[..<range.lowerBound]
    let line = before.count { $0 == "\n" } + 1
    guard file == "protocol.yml" else { return "\(file):\(line)" }
    return "\(file):\(line):\(before.reversed().prefix { $0 != "\n" }.count + 1)"
  }

  /// Expects check, endpoints and report to refuse the study with these words, writing nothing.
  func expectRefused(
    _ words: [String], exitCode: Int32 = 65, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try scratch.contents()
    let check = try scratch.run("check", "protocol.yml")
    #expect(check.signal == nil && check.exitCode == exitCode, sourceLocation: sourceLocation)
    let endpoints = try scratch.run("endpoints", "protocol.yml", "-o", "out.csv")
    let report = try scratch.run("report", "protocol.yml", "-o", "out")
    try expectRefusal(endpoints, exitCode: exitCode, words, sourceLocation: sourceLocation)
    try expectRefusal(report, exitCode: exitCode, words, sourceLocation: sourceLocation)
    for word in words {
      #expect(
        check.errors.contains(word), "\(word) is not in: \(check.errors)",
        sourceLocation: sourceLocation)
    }
    #expect(try scratch.contents() == before, sourceLocation: sourceLocation)
  }

  /// Expects check, endpoints and report to take the study, and check to say these words.
  func expectTaken(
    _ words: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let check = try scratch.run("check", "protocol.yml")
    let runs = [
      check, try scratch.run("endpoints", "protocol.yml", "-o", "out.csv"),
      try scratch.run("report", "protocol.yml", "-o", "out"),
    ]
    for run in runs {
      #expect(
        run.exitCode == 0 && run.signal == nil, "\(run.errors)", sourceLocation: sourceLocation)
    }
    for word in words {
      #expect(
        check.errors.contains(word), "\(word) is not in: \(check.errors)",
        sourceLocation: sourceLocation)
    }
  }
}

/// One thing wrong with the files of a study, and what must be said about it.
struct StudyFault: Sendable, CustomStringConvertible {
  let description: String
  var units: [(String, String)] = []
  var visits: [(String, String)] = []
  var events: [(String, String)] = []
  var plan: [(String, String)] = []
  let words: [String]

  static let units: [StudyFault] = [
    .init(
      description: "missing id", units: [("H05,P04", ",P04")],
      words: ["units.csv:6 \"hip\"", "no identifier", "help: "]),
    .init(
      description: "duplicate id", units: [("H05,P04", "H04,P04")],
      words: ["units.csv:6 \"hip\"", "found \"H04\"", "on line 5 already", "help: "]),
    .init(
      description: "missing patient", units: [("H05,P04", "H05,")],
      words: ["units.csv:6 \"patient\"", "names no patient", "help: "]),
    .init(
      description: "missing injection", units: [("2021-04-01", "")],
      words: ["units.csv:6 \"injected\"", "no date of its index injection", "help: "]),
    .init(
      description: "no such day", units: [("2021-04-01", "2021-13-01")],
      words: ["units.csv:6 column 4 \"injected\"", "found \"2021-13-01\"", "YYYY-MM-DD", "help: "]),
    .init(
      description: "injection in the future", units: [("2021-04-01", "2023-04-01")],
      words: [
        "units.csv:6 \"injected\"", "found \"2023-04-01\"", "after the data lock, 2022-12-31",
        "help: ",
      ]),
  ]

  static let visits: [StudyFault] = [
    .init(
      description: "unknown hip", visits: [("H05,2021-07-01", "HO5,2021-07-01")],
      words: [
        "visits.csv:18 \"hip\"", "found \"HO5\"", "no row of the table of units",
        "did you mean `H05`?",
      ]),
    .init(
      description: "no hip", visits: [("H05,2021-07-01", ",2021-07-01")],
      words: ["visits.csv:18 \"hip\"", "names no unit", "help: "]),
    .init(
      description: "German date", visits: [("2021-07-01", "01.07.2021")],
      words: ["visits.csv:18 column 2 \"seen\"", "found \"01.07.2021\"", "YYYY-MM-DD", "help: "]),
    .init(
      description: "date in words", visits: [("2021-07-01", "summer")],
      words: ["visits.csv:18 column 2 \"seen\"", "found \"summer\"", "YYYY-MM-DD"]),
    .init(
      description: "no date", visits: [("2021-07-01", "")],
      words: ["visits.csv:18 \"seen\"", "does not say when", "help: "]),
    .init(
      description: "after the data lock", visits: [("2021-07-01", "2023-07-01")],
      words: ["visits.csv:18 \"seen\"", "found \"2023-07-01\"", "data lock, 2022-12-31"]),
    .init(
      description: "after today", visits: [("2021-07-01", "9021-07-01")],
      plan: [("data_lock: 2022-12-31\n", "")],
      words: ["visits.csv:18 \"seen\"", "found \"9021-07-01\"", "after today"]),
    .init(
      description: "long before the injection", visits: [("H05,2021-03-30", "H05,2001-03-30")],
      words: ["visits.csv:17 \"seen\"", "found \"2001-03-30\"", "more than ten years before"]),
    .init(
      description: "score in words", visits: [("2021-07-01,4", "2021-07-01,mild")],
      words: ["visits.csv:18 column 3 \"pain\"", "found \"mild\"", "expected a number", "help: "]),
    .init(
      description: "score out of range", visits: [("2021-07-01,4", "2021-07-01,24")],
      words: ["visits.csv:18 \"pain\"", "found \"24\"", "0–20", "help: "]),
    .init(
      description: "another word than yes or no", visits: [("4,20,no", "4,20,perhaps")],
      words: ["visits.csv:18 \"nsaid\"", "found \"perhaps\"", "neither yes nor no", "help: "]),
    .init(
      description: "conflicting rows",
      visits: [("H05,2021-07-01,4,20,no\n", "H05,2021-07-01,4,20,no\nH05,2021-07-01,9,20,no\n")],
      words: [
        "visits.csv:19 \"pain\"", "found \"9\"", "of the same day on line 18: 4",
        "`duplicates: worst`",
      ]),
    .init(
      description: "visit after death", visits: [("H03,2021-09-01", "H03,2022-01-05")],
      words: [
        "visits.csv:12 \"seen\"", "found \"2022-01-05\"", "after the death", "`after_death: drop`",
      ]),
  ]

  static let events: [StudyFault] = [
    .init(
      description: "unknown hip", events: [("H04,", "H4,")],
      words: ["events.csv:4 \"hip\"", "found \"H4\"", "did you mean `H04`?"]),
    .init(
      description: "unknown event", events: [("THR", "TRH")],
      words: ["events.csv:2 \"what\"", "found \"TRH\"", "did you mean `THR`?"]),
    .init(
      description: "event without a name", events: [("THR", "")],
      words: ["events.csv:2 \"what\"", "not named", "help: "]),
    .init(
      description: "death before the injection", events: [("2021-12-24", "2021-02-01")],
      words: ["events.csv:3 \"day\"", "found \"2021-02-01\"", "before its injection", "help: "]),
    .init(
      description: "two deaths of one hip",
      events: [("H03,2021-12-24,death\n", "H03,2021-12-24,death\nH03,2021-12-27,death\n")],
      words: ["events.csv:4 \"day\"", "found \"2021-12-27\"", "on line 3 already", "another day"]),
    .init(
      description: "two deaths of one patient",
      events: [("H03,2021-12-24,death\n", "H01,2022-11-24,death\nH02,2022-11-27,death\n")],
      words: ["events.csv:4 \"day\"", "found \"2022-11-27\"", "another day by line 3", "help: "]),
    .init(
      description: "repeat on the day of the injection", events: [("2022-05-05", "2021-03-15")],
      words: ["events.csv:4 \"day\"", "found \"2021-03-15\"", "on the day of the index injection"]),
    .init(
      description: "replacement on the day of the injection",
      events: [("2021-12-01", "2021-02-10")],
      words: ["events.csv:2 \"day\"", "found \"2021-02-10\"", "on or before the day", "help: "]),
    .init(
      description: "replacement before the injection", events: [("2021-12-01", "2020-02-10")],
      words: ["events.csv:2 \"day\"", "found \"2020-02-10\"", "on or before the day", "help: "]),
    .init(
      description: "event after the death", events: [("H04,2022-05-05", "H03,2022-05-05")],
      words: ["events.csv:4 \"day\"", "found \"2022-05-05\"", "after its death", "help: "]),
  ]
}
