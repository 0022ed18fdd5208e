import Analyses
import Documents

extension [GroupLevel] {
  /// The group in JSON: an object from column to level, in formula order.
  var json: JSONValue { .object(map { .init($0.variable, .string($0.level)) }) }

  /// The group on the page: `sex=1, stage=2`; everybody where the formula names no column.
  var title: String {
    isEmpty ? "Everybody" : map { "\($0.variable)=\($0.level)" }.joined(separator: ", ")
  }

  /// The levels as cells of a CSV row.
  var cells: [CSVValue] { map { .text($0.level) } }
}
