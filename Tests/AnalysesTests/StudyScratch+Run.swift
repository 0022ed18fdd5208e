import Analyses
import ReferenceTables

extension StudyScratch {
  /// The results of the study.
  func run() throws -> StudyResults {
    try reading { try StudyRunner.run(protocolFile: $0, version: "test") }
  }

  /// A protocol with two arms of `source`, with the lines of a comparison and any others.
  static func protocolText(comparison: String, others: String = "") -> String {
    """
    protocol: 1
    title: A study
    population: hips
    units: {file: units.csv, columns: {centre: {type: category},
      source: {type: category, levels: [own, jelly]}}}
    outcome: {time: t, event: e, unit: months, label: loss, instrument: WOMAC pain,
      threshold: below 30 %, origin: injection, competing: {}}
    survival: {landmarks_months: [6, 12]}
    comparison: {exposure: source, arms: {own: [own], jelly: [jelly]}, \(comparison)}
    \(others)
    """
  }

  /// Rows with times that no arm, centre or age settles: `source,centre,age,t,e`.
  ///
  /// - Parameter row: what makes a row of its number, given its source, age, time and event.
  static func csv(
    _ count: Int, _ row: (Int) -> (source: String, centre: String, age: Int, event: Int)
  ) -> String {
    let lines = (0..<count).map { index in
      let (source, centre, age, event) = row(index)
      return "\(source),\(centre),\(age),\(1 + (index * 37) % 29),\(event)"
    }
    return (["source,centre,age,t,e"] + lines).joined(separator: "\n") + "\n"
  }
}
