import Foundation
import Testing

@Suite struct CheckCommandTests {
  @Test(arguments: StudyFault.units + StudyFault.visits + StudyFault.events)
  func `a fault of the files is named with its place`(_ fault: StudyFault) throws {
    let study = try SmallStudy(
      units: fault.units, visits: fault.visits, events: fault.events, plan: fault.plan)
    try study.expectRefused(fault.words)
  }

  @Test func `the study as it is has no fault`() throws {
    let study = try SmallStudy()
    let before = try study.scratch.contents()
    let run = try study.scratch.run("check", "protocol.yml")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("protocol.yml: 6 units, 21 visits, 3 events; 0 errors, "))
    #expect(try study.scratch.contents() == before)
    try study.expectTaken()
  }

  @Test func `faults of three files and of the protocol are all told in one run`() throws {
    let study = try SmallStudy(
      units: [("H05,P04", "H04,P04")],
      visits: [("2021-07-01,4", "2021-07-01,mild"), ("H06,2021-08-01", "H66,2021-08-01")],
      events: [("2021-12-24", "2021-13-24"), ("THR", "TRH")],
      plan: [
        ("patient: patient\n", "patient: pateint\n"), ("rescue: nsaid", "rescue: nsaids"),
        (
          "  sex: {}\n",
          """
            sx: {}
            arm: {groups: {fat: [adipos], bone: [marrow]}}
          models:
            loss: {formula: "sex + bmi", cluster: clinic}
          comparison:
            exposure: sex
            arms: {women: [female], men: [males]}
            adjust_for: [arm, weight]
          eligibility:
            - {name: adults, where: "age >= 18"}

          """
        ),
      ])
    try study.expectRefused([
      try study.place("pateint") + ": error: `units.patient`: units.csv has no column `pateint`",
      "did you mean `patient`?",
      try study.place("nsaids") + ": error: `visits.rescue`: visits.csv has no column `nsaids`",
      try study.place("sx:") + ": error: `strata.sx`: units.csv has no column `sx`",
      try study.place("adipos]") + ": error: units.csv: `arm` has no level `adipos`",
      try study.place("\"sex + bmi")
        + ": error: `models.loss.formula`: units.csv has no column `bmi`",
      try study.place("clinic") + ": error: `models.loss.cluster`",
      try study.place("males") + ": error: units.csv: `sex` has no level `males`",
      try study.place("weight]") + ": error: `comparison.adjust_for[2]`",
      try study.place("\"age >=") + ": error: eligibility step `adults`: no column `age`",
      "units.csv:6 \"hip\"", "visits.csv:18 column 3 \"pain\"", "found \"H66\"",
      "events.csv:3 column 2 \"day\"", "found \"TRH\"",
    ])
  }

  @Test(arguments: [
    ("side: side", "units.csv"), ("index_date: injected", "units.csv"),
    ("unit: hip", "visits.csv"), ("date: seen", "visits.csv"), ("date: day", "events.csv"),
    ("kind: what", "events.csv"), ("id: hip", "units.csv"),
  ])
  func `a column that a file lacks is named with the line of the protocol`(
    _ entry: String, file: String
  ) throws {
    let (key, column) = (entry.split(separator: ":")[0], String(entry.split(separator: " ")[1]))
    let study = try SmallStudy(plan: [("  \(entry)\n", "  \(key): \(column)x\n")])
    try study.expectRefused([
      try study.place("\(column)x") + ": error: ",
      "\(file) has no column `\(column)x`; did you mean `\(column)`?", "help: the columns are ",
    ])
  }

  @Test func `a score without a column, and columns that say a score twice`() throws {
    var study = try SmallStudy(plan: [
      ("    pain: {", "    womac: {"), ("score: pain", "score: womac"),
    ])
    try study.expectRefused([
      try study.place("womac: {")
        + ": error: `visits.scores.womac`: visits.csv has no column `womac`"
    ])
    study = try SmallStudy(plan: [
      ("rescue: nsaid", "rescue: nsaid\n  columns: {vas: {type: number}}"),
      ("[0, 20], better: lower", "[0, 20], better: lower, items: [a, b]"),
    ])
    try study.expectRefused([
      "`visits.columns.vas` declares a column that the score `vas` reads already",
      try study.place("[a, b]") + ": error: `visits.scores.pain.items` names 2 items",
      "made of 5",
    ])
  }

  @Test func `a file that is missing, a folder or a link out of the folder`() throws {
    let study = try SmallStudy(plan: [("file: visits.csv", "file: visit.csv")])
    try study.expectRefused(
      [
        try study.place("visit.csv") + ": error: `visits.file` names `visit.csv`", "no such file",
        "help: ",
      ], exitCode: 66)
    try FileManager.default.createDirectory(
      at: study.scratch.folder.appendingPathComponent("visit.csv"),
      withIntermediateDirectories: false)
    try study.expectRefused([try study.place("visit.csv"), "which is a folder"], exitCode: 66)
    let linked = try SmallStudy()
    let outside = try Scratch()
    let events = linked.scratch.folder.appendingPathComponent("events.csv")
    try FileManager.default.removeItem(at: events)
    try FileManager.default.createSymbolicLink(
      at: events, withDestinationURL: try outside.file("events.csv", SmallStudy.events))
    try linked.expectRefused([try linked.place("events.csv"), "leads out of the protocol's folder"])
  }

  @Test func `an empty table of visits is refused, one of events without rows is not`() throws {
    let study = try SmallStudy()
    try study.scratch.file("visits.csv", "")
    try study.expectRefused(["visits.csv", "is empty", "help: "])
    try study.scratch.file("visits.csv", "hip,seen,pain,vas,nsaid\n")
    try study.expectRefused(["visits.csv:1", "header but no rows"])
    try study.scratch.file("visits.csv", SmallStudy.visits)
    try study.scratch.file("events.csv", "hip,day,what\n")
    try study.expectTaken()
  }

  @Test func `what is doubtful is a warning, told once`() throws {
    try SmallStudy(units: [("H02,P01,right", "H02,P01,left")]).expectTaken([
      "units.csv:3 \"side\"", "same patient and side as line 2", "help: ",
    ])
    try SmallStudy(units: [("H02,P01,right", "H02,P01,")]).expectTaken([
      "units.csv:3 \"side\"", "has no side",
    ])
    try SmallStudy(plan: [("  side: side\n", "")]).expectTaken(["`units.side`"])
    try SmallStudy(
      visits: [("H03,2021-09-01", "H03,2022-01-05")],
      plan: [("loss: {", "after_death: drop\nloss: {")]
    ).expectTaken(["visits.csv:12 \"seen\"", "after the death", "it is dropped"])
    let study = try SmallStudy(visits: [(",60,no", ",6,no"), (",30,no", ",3,no")])
    try study.expectTaken(["visits.csv:2 \"vas\"", "marks in cm among marks in mm"])
    let run = try study.scratch.run("check", "protocol.yml", "--format", "json")
    let value = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    let problems = try #require(value["problems"] as? [[String: Any]])
    let messages = problems.compactMap { $0["message"] as? String }
    #expect(Set(messages).count == messages.count, "a warning is told twice")
    #expect(value["errors"] as? Int == 0)
    #expect(
      value["warnings"] as? Int == problems.count { $0["severity"] as? String == "warning" })
    #expect(
      (value["tables"] as? [[String: Any]])?.compactMap { $0["rows"] as? Int } == [6, 21, 3])
    let cm = try #require(problems.first { ($0["message"] as? String)?.contains("cm") ?? false })
    #expect(cm["line"] as? Int == 2 && cm["column"] as? String == "vas")
    #expect(try study.scratch.run("check", "protocol.yml", "--strict").exitCode == 2)
  }

  @Test func `a planned follow-up that is dated before the injection is told, and flagged`() throws
  {
    let study = try SmallStudy(plan: [("  rescue: nsaid", "  rescue: nsaid\n  planned_month: plan")]
    )
    let rows = SmallStudy.visits.split(separator: "\n").map { row in
      row.hasPrefix("hip,")
        ? row + ",plan"
        : row.hasPrefix("H01,2021-04-10")
          ? row.replacing("2021-04-10", with: "2020-04-10") + ",3" : row + ","
    }
    try study.scratch.file("visits.csv", rows.joined(separator: "\n") + "\n")
    try study.expectTaken([
      "visits.csv:3 \"seen\"", "found \"2020-04-10\"",
      "not after the injection of 2021-01-10, and `plan` says month 3",
      "help: correct `seen`, or write 0 in `plan`",
    ])
    let endpoints = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out.csv"), encoding: .utf8)
    #expect(endpoints.contains("label_mismatch@-9"), "\(endpoints)")
    let page = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
    #expect(page.contains("it counts as a visit before the injection"))
  }

  @Test func `what is doubtful in the protocol is told by every command`() throws {
    let study = try SmallStudy(plan: [("instrument: WOMAC-LK", "instrument: My own score")])
    for command in [["check"], ["endpoints"], ["report", "-o", "out"]] {
      let run = try Program.run(
        [command[0], "protocol.yml"] + command.dropFirst(), in: study.scratch)
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(run.errors.contains("warning: \(try study.place("My own score"))"), "\(run.errors)")
    }
  }

  @Test(arguments: ["visits.csv", "events.csv"])
  func `months no life can hold are refused`(_ file: String) throws {
    for month in ["1e300", "-1e308", "99999999"] {
      let study = try SmallStudy(
        plan: [("date: seen", "month: seen"), ("date: day", "month: day")])
      func months(_ text: String, _ odd: String?) -> String {
        text.split(separator: "\n").enumerated().map { line, row in
          var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          if line > 0 { cells[1] = line == 2 ? odd ?? "2" : "\(line)" }
          return cells.joined(separator: ",") + "\n"
        }.joined()
      }
      try study.scratch.file(
        "visits.csv", months(SmallStudy.visits, file == "visits.csv" ? month : nil))
      try study.scratch.file(
        "events.csv", months(SmallStudy.events, file == "events.csv" ? month : nil))
      try study.expectRefused(["\(file):3", "more than two hundred years", "help: "])
    }
  }

  @Test func `units without a date of injection are told, whatever their patients have`() throws {
    let study = try SmallStudy(
      units: [("2021-02-10", "")], events: [("H02,", "H01,"), ("H03,", "H02,")])
    try study.expectRefused(["units.csv:3 \"injected\"", "no date of its index injection"])
  }

  private static let scoreless = SmallStudy.visits.split(separator: "\n").enumerated().map {
    line, row in
    var cells = row.split(separator: ",").map(String.init)
    if line > 0 { cells[2] = "" }
    return cells.joined(separator: ",") + "\n"
  }.joined()

  @Test(arguments: ["no response", "no score", "one hip", "below the floor"])
  func `cohorts of which little can be said are reported all the same`(_ kind: String) throws {
    let study: SmallStudy
    var status = "non_responder"
    switch kind {
    case "no response":
      study = try SmallStudy(plan: [("threshold: 30 %, at", "threshold: 100 %, at")])
    case "no score":
      study = try SmallStudy()
      try study.scratch.file("visits.csv", Self.scoreless)
      status = "indeterminate"
    case "one hip":
      study = try SmallStudy()
      func first(_ text: String, _ name: String) -> String {
        text.split(separator: "\n").enumerated().filter { $0 == 0 || $1.hasPrefix(name) }
          .map { $1 + "\n" }.joined()
      }
      try study.scratch.file("units.csv", first(SmallStudy.units, "H01"))
      try study.scratch.file("visits.csv", first(SmallStudy.visits, "H01"))
      try study.scratch.file("events.csv", first(SmallStudy.events, "H01"))
      status = "responder"
    default:
      study = try SmallStudy(plan: [
        ("threshold: 30 %, at", "threshold: 30 %, baseline: {floor: 90}, at")
      ])
      status = "indeterminate"
    }
    try study.expectTaken(
      kind == "one hip" ? [] : ["Nobody is known to have responded"])
    let table = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out.csv"), encoding: .utf8)
    for row in table.split(separator: "\n").dropFirst() {
      #expect(row.contains(",\(status),"), "\(row)")
    }
    let page = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
    if kind != "one hip" { #expect(page.contains("Nobody is known to have responded")) }
    #expect(page.firstMatch(of: /\b(nan|NaN|inf)\b/) == nil)
  }
}
