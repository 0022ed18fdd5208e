import Analyses
import Documents

/// The files the numbers come from, with the fingerprints of their bytes, and the program's version.
struct InputsBlock {
  let provenance: Provenance
  let numbers: NumberStyle

  /// The files, one item each, and the version.
  var block: Block { .list(provenance.inputs.map(input) + [version]) }

  private var version: RichText { "\(strong: "Made by"): cohort \(provenance.version)" }

  private func input(_ file: Provenance.Input) -> RichText {
    var size = ""
    if let rows = file.rows, let columns = file.columns {
      size =
        ", \(numbers.text(rows)) row\(rows == 1 ? "" : "s"), "
        + "\(numbers.text(columns)) column\(columns == 1 ? "" : "s")"
    }
    let role = file.rows == nil ? "Protocol" : "Data"
    return "\(strong: role): \(file.name)\(size), SHA-256 \(code: file.sha256)"
  }
}
