import Formulas
import Outcomes
import Statistics
import Tables

/// Whether the intervals of each subject follow each other and end with its only event.
enum SubjectCheck {
  static func check(
    _ causes: CompetingCauses, _ subjects: Grouping, frame: ModelFrame, table: Table
  ) throws {
    let (outcomes, codes) = (causes.outcomes, subjects.codes)
    var rows = codes.indices.sorted {
      (codes[$0], outcomes.time[$0], $0) < (codes[$1], outcomes.time[$1], $1)
    }[...]
    var faults: [String] = []
    func line(_ row: Int) -> Int { table.lines[frame.rows.map { Int($0[row]) } ?? row] }
    while let row = rows.popFirst(), let next = rows.first, faults.count < 5 {
      guard codes[row] == codes[next] else { continue }
      if causes.codes[row] != 0 {
        faults.append(
          "lines \(line(row)) and \(line(next)): a row of the subject follows its event")
      } else if let entry = outcomes.entry, entry[next] != outcomes.time[row] {
        faults.append(
          "lines \(line(row)) and \(line(next)): one interval of the subject ends at "
            + "\(outcomes.time[row]) and the next starts at \(entry[next])")
      } else if outcomes.entry == nil {
        faults.append(
          "lines \(line(row)) and \(line(next)): a subject with several rows needs "
            + "Surv(start, stop, cause)")
      }
    }
    guard faults.isEmpty else { throw StudyError(reasons: faults) }
  }
}
