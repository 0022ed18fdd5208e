import Foundation
import Testing

@Suite struct InitCommandTests {
  private func study() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file(
      "d/units.csv",
      "hip_id,patient_id,side,injection_date,age,sex,bmi\n"
        + "h1,p1,left,2024-01-10,41,female,22\nh2,p1,right,2024-02-10,41,female,31\n"
        + "h3,p2,left,2024-03-10,83,male,27\n")
    try scratch.file(
      "d/visits.csv",
      "hip_id,visit_date,womac_pain,hoos_pain\nh1,2024-01-09,12,40\nh1,2024-04-10,6,70\n"
        + "h2,2024-02-01,14,35\n")
    try scratch.file("d/events.csv", "hip_id,event_date,event\nh1,2025-01-09,THR\n")
    return scratch
  }

  @Test func `a draft is refused at its questions and read without them`() throws {
    let scratch = try study()
    let run = try scratch.run(
      "init", "d/events.csv", "d/visits.csv", "d/units.csv", "-o", "protocol.yml")
    #expect(run.exitCode == 0 && run.signal == nil, "\(run.errors)")
    let file = scratch.folder.appendingPathComponent("protocol.yml")
    var text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("# observed 41 to 83"))
    for words in [
      "file: d/units.csv", "file: d/visits.csv", "file: d/events.csv", "id: hip_id",
      "age: {type: number, range: [40, 90]}", "date: visit_date",
      "index_date: injection_date", "thr: [THR]", "range: [0, 20], better: lower",
      "hoos_pain: {instrument: HOOS, subscale: pain, range: [0, 100], better: higher}",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let refused = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(refused.exitCode == 65 && refused.errors.contains("still to be decided"))
    #expect(refused.errors.split(separator: "\n").count { $0.contains("error:") } == 3)

    text = text.replacing("\"DECIDE: WOMAC-LK or WOMAC-NRS or WOMAC-VAS?\"", with: "WOMAC-LK")
      .replacing("\"DECIDE: ", with: "\"decided ")
    try scratch.file("protocol.yml", text)
    let read = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(!read.errors.contains("protocol.yml:"), "\(read.errors)")
    // A protocol is not replaced unasked.
    let again = try scratch.run("init", "d/units.csv", "-o", "protocol.yml")
    #expect(again.exitCode == 64 && again.errors.contains("--force"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// A clinic's export: local words, other columns' names in each file, a decimal comma.
  private func clinic() throws -> Scratch {
    let scratch = try Scratch()
    var units = "ID cadera;ID paciente;Fecha de inyección;Edad;IMC;Kellgren-Lawrence;Fuente\n"
    var visits = "visita_id;Cadera;Fecha de visita;EVA dolor cm;peso\n"
    for hip in 1...8 {
      let source = hip.isMultiple(of: 2) ? "médula ósea" : "adiposo"
      units +=
        "C\(hip);P\((hip + 1) / 2);2022-01-1\(hip);\(50 + hip);2\(hip),5;\(2 + hip % 2);\(source)\n"
      for (place, day) in ["2022-01-05", "2022-04-20", "2022-07-20", "2023-01-20"].enumerated() {
        let score = place == 0 ? "6,5" : "\(2 + place),\(hip)"
        visits += "\(hip * 10 + place);C\(hip);\(day);\(score);7\(hip),2\n"
      }
    }
    try scratch.file("datos/caderas.csv", units)
    try scratch.file("datos/visitas.csv", visits)
    try scratch.file(
      "datos/eventos.csv",
      "Cadera;Fecha;Evento\nC1;2023-02-01;prótesis total\nC2;2023-02-02;Fallecimiento\n"
        + "C3;2022-09-01;Hüft-TEP\nC4;2022-09-01;infiltración de corticoides\n"
        + "C5;2022-10-01;se mudó\n")
    return scratch
  }

  @Test func `local words are recognised, and what is not is asked`() throws {
    let scratch = try clinic()
    let run = try scratch.run(
      "init", "datos/visitas.csv", "datos/eventos.csv", "datos/caderas.csv", "-o",
      "otro/nuevo/protocol.yml")
    #expect(run.exitCode == 0, "\(run.errors)")
    for words in [
      "units: ../../datos/caderas.csv, 8 rows, one for each `ID cadera`",
      "visits: ../../datos/visitas.csv, 32 rows, of `Cadera`, scores EVA dolor cm",
      "events: ../../datos/eventos.csv, 5 rows, of `Cadera`, named by `Evento`",
      "then run: cohort check otro/nuevo/protocol.yml",
    ] { #expect(run.errors.contains(words), "\(words)\n\(run.errors)") }
    let file = scratch.folder.appendingPathComponent("otro/nuevo/protocol.yml")
    var text = try String(contentsOf: file, encoding: .utf8)
    for words in [
      "patient: ID paciente", "index_date: \"Fecha de inyección\"", "unit: Cadera",
      "{instrument: VAS, subscale: pain, unit: cm, range: [0, 10], better: lower}",
      "thr: [\"Hüft-TEP\", \"prótesis total\"]", "death: [Fallecimiento]",
      "injection: [\"infiltración de corticoides\"]", "DECIDE: [\"se mudó\"]",
      "IMC: {classes: who}", "# data_lock: 2023-02-02",
      "{name: Kellgren-Lawrence grade II or III, where: \"`Kellgren-Lawrence` in [2, 3]\"}",
      "#   arms: {adiposo: [adiposo], \"médula ósea\": [\"médula ósea\"]}",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }

    let asked = try scratch.run("check", "otro/nuevo/protocol.yml")
    #expect(asked.exitCode == 65)
    #expect(
      asked.errors.contains("`events.kinds` has words still to be decided: `se mudó`")
        && asked.errors.contains("one of thr, booster, injection, death, withdrawal"),
      "\(asked.errors)")

    text = text.replacing("\"DECIDE: ", with: "\"decided ").replacing(
      "DECIDE: [", with: "withdrawal: [")
    try scratch.file("otro/nuevo/protocol.yml", text)
    let clean = try scratch.run("check", "otro/nuevo/protocol.yml")
    #expect(clean.exitCode == 0, "\(clean.errors)")
    // What the draft only suggests is right too.
    let suggested = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isCode =
        line.hasPrefix("#   ")
        || ["# eligibility:", "# models:", "# comparison:", "# data_lock:"].contains {
          line.hasPrefix($0)
        }
      return isCode ? String(line.dropFirst(2)) : String(line)
    }.joined(separator: "\n")
    #expect(suggested != text)
    try scratch.file("otro/nuevo/protocol.yml", suggested)
    let whole = try scratch.run("check", "otro/nuevo/protocol.yml")
    #expect(whole.exitCode == 0, "\(whole.errors)")
  }

  @Test func `one column per visit asks for a long table and shows it`() throws {
    let scratch = try Scratch()
    try scratch.file(
      "wide.csv",
      "hip_id,injection_date,womac_pain_pre,womac_pain_3m,womac_pain_12m\n"
        + "007,2022-01-01,14,6,8\n008,2022-01-02,13,5,9\n")
    let run = try scratch.run("init", "wide.csv")
    #expect(
      run.errors.contains("womac_pain_pre, womac_pain_3m, womac_pain_12m hold one visit each"))
    #expect(
      run.text.contains("#   hip_id,month,womac_pain\n#   007,0,14\n#   007,3,6\n"), "\(run.text)")
    #expect(run.text.contains("file: \"DECIDE: the long table, such as visits.csv\""))
  }

  @Test func `identifiers that lost their zeros, and a second table of scores, are told`() throws {
    let scratch = try study()
    try scratch.file(
      "d/units.csv",
      "hip_id,injection_date,age\n001,2024-01-10,41\n002,2024-02-10,41\n010,2024-03-10,83\n")
    try scratch.file(
      "d/visits.csv",
      "hip_id,visit_date,vas_mm\n1,2024-01-09,60\n1,2024-04-10,30\n2,2024-02-01,70\n")
    try scratch.file(
      "d/hoos.csv", "hip_id,visit_date,hoos_pain\n001,2024-01-09,40\n002,2024-02-01,35\n")
    let run = try scratch.run("init", "d/units.csv", "d/visits.csv", "d/hoos.csv")
    for text in [run.errors, run.text] {
      #expect(text.contains("`hip_id` is `001` in d/units.csv and `1` in d/visits.csv"), "\(text)")
      #expect(text.contains("d/hoos.csv holds scores too"), "\(text)")
    }
  }

  @Test func `a survival-ready table gets an outcome`() throws {
    let scratch = try Scratch()
    try scratch.file("a.csv", "patient,months,event,arm\n1,3,0,a\n2,5,1,b\n3,6,1,a\n4,9,0,b\n")
    let run = try scratch.run("init", "a.csv", "-o", "deep.yml")
    #expect(run.exitCode == 0, "\(run.errors)")
    let file = scratch.folder.appendingPathComponent("deep.yml")
    let text = try String(contentsOf: file, encoding: .utf8)
    for words in ["time: months", "event: event", "unit: months", "arm: {}"] {
      #expect(text.contains(words), "\(text)")
    }
    try scratch.file(
      "deep.yml",
      text.replacing("\"DECIDE: ", with: "\"decided ").replacing("loss of benefit", with: "relapse")
    )
    let report = try scratch.run("report", "deep.yml", "-o", "out")
    #expect(report.exitCode == 0, "\(report.errors)")
  }

  @Test(arguments: [
    "x\n1\n2\n", "größe: cm,\"a#b\",\"[c]\",yes,\"q\"\"q\"\n1,2,3,4,5\n2,3,\"u: v\",1,z\n",
    "id,all\n1,\n2,\n", "id,a\n",
  ])
  func `odd files give a draft that is YAML, or an error`(_ data: String) throws {
    let scratch = try Scratch()
    try scratch.file("odd file.csv", data)
    let run = try scratch.run("init", "odd file.csv", "-o", "p.yml")
    #expect(run.signal == nil && [0, 65].contains(run.exitCode), "\(run.errors)")
    guard run.exitCode == 0 else { return }
    let report = try scratch.run("report", "p.yml", "-o", "out")
    #expect(report.exitCode == 65 && report.errors.contains("still to be decided"))
    for words in ["not YAML", "more than once", "must be", "no key"] {
      #expect(!report.errors.contains(words), "\(report.errors)")
    }
  }
}
