import Testing

/// Files of ADaM and REDCap that a formula would read wrongly without a word.
@Suite struct ExportConventionTests {
  static let timeToEvent =
    "PARAMCD,AVAL,CNSR,TRT\nOS,1,0,A\nOS,2,1,A\nOS,3,2,B\nOS,4,0,B\nPFS,1,0,A\n"
  static let repeats = """
    record_id,redcap_event_name,redcap_repeat_instance,age,lost,months
    1,baseline_arm_1,,50,0,3
    1,m6_arm_1,,51,1,5
    2,baseline_arm_1,,60,1,4
    3,baseline_arm_1,,66,0,9

    """

  @Test(arguments: ["km", "logrank", "cox", "rmst", "concordance"])
  func `a censoring flag is not the event`(_ command: String) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "AVAL,CNSR,x\n1,0,1\n2,1,2\n3,0,3\n4,1,5\n")
    let right = command == "logrank" ? "(x > 2)" : "x"
    let run = try scratch.run(command, "data.csv", "Surv(AVAL, CNSR) ~ \(right)")
    try expectRefusal(
      run, exitCode: 65, ["data.csv column 2", "0 is the event", "Surv(AVAL, CNSR == 0)"],
      in: scratch)
    let right2 = try scratch.run(command, "data.csv", "Surv(AVAL, CNSR == 0) ~ \(right)")
    #expect(right2.exitCode == 0, "\(right2.errors)")
  }

  @Test func `the reasons for censoring are one censoring`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.timeToEvent)
    let run = try scratch.run(
      "km", "data.csv", "Surv(AVAL, CNSR == 0) ~ 1", "--where", "PARAMCD == \"OS\"", "--format",
      "json")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.text.contains("\"n\": 4") && run.text.contains("\"events\": 2"))
  }

  @Test func `one endpoint of several must be chosen`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.timeToEvent)
    try expectRefusal(
      try scratch.run("km", "data.csv", "Surv(AVAL, CNSR == 0) ~ TRT"), exitCode: 65,
      ["2 endpoints", "OS (4), PFS (1)", "--where 'PARAMCD == \"OS\"'"], in: scratch)
  }

  @Test(arguments: [
    ["lm", "data.csv", "age ~ 1"], ["km", "data.csv", "Surv(months, lost) ~ 1"],
    ["cox", "data.csv", "Surv(months, lost) ~ age"],
  ])
  func `visits are not patients`(_ arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.repeats)
    try expectRefusal(
      try Program.run(arguments, in: scratch), exitCode: 65,
      [
        "the 4 rows are of 3 records", "a row is not a patient",
        "--where 'redcap_event_name == \"baseline_arm_1\"'", "cluster(record_id)",
      ], in: scratch)
    let chosen =
      arguments + ["--where", "redcap_event_name == \"baseline_arm_1\""]
    let run = try Program.run(chosen, in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test func `a cluster says which rows belong together`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.repeats)
    let run = try scratch.run(
      "cox", "data.csv", "Surv(months, lost) ~ age + cluster(record_id)")
    #expect(run.exitCode == 0, "\(run.errors)")
  }
}
