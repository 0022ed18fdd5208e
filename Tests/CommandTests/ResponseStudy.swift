import Foundation

/// A cohort made up so that something about its response is extreme.
struct ResponseStudy {
  /// The hips; two follow one another in each patient where `hipsPerPatient` is 2.
  var count = 40
  var hipsPerPatient = 1
  /// The pain of a hip before the injection, of 20; nil for a missing baseline.
  var baseline: (Int) -> Int? = { _ in 12 }
  /// Its pain at 3, 6 and 12 months; nil for a visit that did not take place.
  var pain: (Int, Int) -> Int? = { hip, _ in hip % 3 == 0 ? 11 : 5 }
  var grade: (Int) -> Int = { 2 + $0 % 2 }
  var arm: (Int) -> String = { $0 % 4 < 2 ? "own" : "donor" }
  var strata = "  kl_grade: {}\n"
  var comparison = """
    comparison:
      exposure: arm
      arms: {autologous: [own], donated: [donor]}
      reference: autologous
      adjust_for: [age]

    """
  var scores = """
        pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}

    """
  var response = "{score: pain, threshold: 30 %, at_months: [3, 6, 12]}"

  /// Writes the files and reports them.
  func report(in scratch: Scratch) throws -> (run: Program.Run, page: String, ResponseResults) {
    var units = "hip,patient,age,kl_grade,arm\n"
    var visits = "hip,month,pain\n"
    for hip in 0..<count {
      units += "h\(hip),p\(hip / hipsPerPatient),\(50 + hip % 20),\(grade(hip)),\(arm(hip))\n"
      if let baseline = baseline(hip) { visits += "h\(hip),-0.5,\(baseline)\n" }
      for month in [3, 6, 12] {
        if let pain = pain(hip, month) { visits += "h\(hip),\(month),\(pain)\n" }
      }
    }
    try scratch.file("units.csv", units)
    try scratch.file("visits.csv", visits)
    try scratch.file(
      "protocol.yml",
      """
      protocol: 1
      title: A made-up cohort
      population: made-up hips
      units:
        file: units.csv
        id: hip
        patient: patient
        columns:
          age: {type: number}
          kl_grade: {type: ordinal, levels: [2, 3, 4]}
          arm: {type: category, levels: [own, donor]}
      visits:
        file: visits.csv
        unit: hip
        month: month
        scores:
      \(scores)response: \(response)
      loss: {threshold: 30 %}
      strata:
      \(strata)\(comparison)
      """)
    let run = try scratch.run("report", "protocol.yml", "-o", "out")
    let out = scratch.folder.appendingPathComponent("out")
    return (
      run, try String(contentsOf: out.appendingPathComponent("report.md"), encoding: .utf8),
      try .load(out.appendingPathComponent("results.json"))
    )
  }
}
