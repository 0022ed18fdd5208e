import Analyses
import Documents

extension [GroupLevel] {
  /// The group in JSON: an object from column to level, in formula order.
  var json: JSONValue { .object(map { .init($0.variable, .string($0.level)) }) }

  /// The group on the page: `sex=1, stage=2`; everybody where the formula names no column.
  var title: String {
    isEmpty ? "Everybody" : map(Self.title).joined(separator: ", ")
  }

  /// A level on the page; that of a comparison such as `bmi >= 30` is yes or no.
  private static func title(_ level: GroupLevel) -> String {
    let isComparison = level.variable.contains { "<>=!".contains($0) }
    guard isComparison, let answer = ["0": "no", "1": "yes"][level.level] else {
      return "\(level.variable)=\(level.level)"
    }
    return "\(level.variable): \(answer)"
  }

  /// The levels as cells of a CSV row.
  var cells: [CSVValue] { map { .text($0.level) } }
}
