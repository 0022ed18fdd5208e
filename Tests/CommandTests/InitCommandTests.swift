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

  @Test func `a draft is refused at its TODOs and read without them`() throws {
    let scratch = try study()
    let run = try scratch.run(
      "init", "d/events.csv", "d/visits.csv", "d/units.csv", "-o", "protocol.yml")
    #expect(run.exitCode == 0 && run.signal == nil, "\(run.errors)")
    let file = scratch.folder.appendingPathComponent("protocol.yml")
    var text = try String(contentsOf: file, encoding: .utf8)
    for words in [
      "file: d/units.csv", "file: d/visits.csv", "file: d/events.csv", "id: hip_id",
      "age: {type: number, range: [40, 90]}   # observed 41 to 83", "date: visit_date",
      "index_date: injection_date", "thr: [THR]", "range: [0, 20], better: lower",
      "hoos_pain: {instrument: HOOS, subscale: pain, range: [0, 100], better: higher}",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let refused = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(refused.exitCode == 65 && refused.errors.contains("still to be decided"))
    #expect(refused.errors.split(separator: "\n").count { $0.contains("error:") } == 3)

    text = text.replacing("\"TODO WOMAC-LK, WOMAC-VAS or WOMAC-NRS?\"", with: "WOMAC-LK")
      .replacing("\"TODO ", with: "\"decided ")
    try scratch.file("protocol.yml", text)
    let read = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(!read.errors.contains("protocol.yml:"), "\(read.errors)")
    // A protocol is not replaced unasked.
    let again = try scratch.run("init", "d/units.csv", "-o", "protocol.yml")
    #expect(again.exitCode == 64 && again.errors.contains("--force"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
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
    try scratch.file("deep.yml", text.replacing("\"TODO ", with: "\"decided "))
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
