/// How a stored output stands to what its cell prints now.
package enum CellState: String, Sendable, Hashable {
  /// The same output, made from the same inputs.
  case clean
  /// There is no stored output yet.
  case missing
  /// The output is another.
  case changed
  /// The output is the same, though its inputs are others.
  case inputsChanged = "inputs changed"
  /// Somebody has written in the region.
  case edited = "edited by hand"

  /// Compares.
  package init(of cell: NotebookCell, result: CellResult) {
    guard let region = cell.region else {
      self = .missing
      return
    }
    if region.isEdited {
      self = .edited
    } else if !Self.isSame(region.text, result.shown, by: cell.options) {
      self = .changed
    } else {
      self = region.fingerprints.inputs == result.inputs ? .clean : .inputsChanged
    }
  }

  /// Whether two outputs are the same as far as the cell's options ask.
  package static func isSame(_ old: String, _ new: String, by options: CellOptions) -> Bool {
    if old.utf8.elementsEqual(new.utf8) { return true }
    switch options.check {
    case .exact: return false
    case .numeric: return NumericComparison(tolerance: options.tolerance).isSame(old, new)
    case .none: return true
    }
  }
}
