import Cohorts
import Tables

extension ProtocolDecoder {
  /// The table of units and its declared columns.
  func units(_ node: ProtocolNode) -> StudyProtocol.Units? {
    let known = ["file", "id", "patient", "side", "index_date", "missing", "columns"]
    guard let entries = node.mapping(known: known) else { return nil }
    let file = entries.required("file", "name the CSV file, relative to the protocol")?.text()
    let columns =
      entries["columns"]?.mapping()?.entries.compactMap { column($0.key, $0.node) } ?? []
    let id = entries["id"]?.text()
    let patient = entries["patient"]?.text()
    let side = entries["side"]?.text()
    let indexDate = entries["index_date"]?.text()
    let missing = entries["missing"]?.texts()
    // A patient with one unit may name both, so `patient` is not among these.
    checkDistinct(
      ["id", "side", "index_date"].compactMap { key in entries[key].map { (key, $0) } })
    guard let file else { return nil }
    return StudyProtocol.Units(
      file: file, id: id, patient: patient, side: side, indexDate: indexDate, missing: missing,
      columns: columns)
  }

  /// A declared column.
  func column(_ name: String, _ node: ProtocolNode) -> StudyProtocol.DeclaredColumn? {
    let known = ["type", "unit", "range", "levels", "label", "missing", "decimal"]
    guard let entries = node.mapping(known: known) else { return nil }
    let kind = entries["type"]?.choice(ColumnDeclaration.Kind.self)
    let levels = entries["levels"]?.texts()
    if let levels, let kind, kind == .number || kind == .date {
      entries["levels"]?.fail(
        "lists \(levels.count) levels of a column declared a \(kind.rawValue)",
        help: "declare it `type: category` or leave the levels out")
    }
    if let levels, Set(levels).count < levels.count {
      entries["levels"]?.fail("names a level twice")
    }
    return StudyProtocol.DeclaredColumn(
      name: name,
      declaration: ColumnDeclaration(
        type: kind, levels: levels, range: entries["range"].flatMap { $0.bounds() },
        missing: entries["missing"]?.texts() ?? [],
        decimal: entries["decimal"]?.choice(DecimalMark.self), unit: entries["unit"]?.text(),
        label: entries["label"]?.text()))
  }

  /// The strata, in the order of the protocol.
  func strata(_ node: ProtocolNode) -> [Stratifier] {
    node.mapping()?.entries.compactMap { stratum($0.key, $0.node) } ?? []
  }

  private func stratum(_ column: String, _ node: ProtocolNode) -> Stratifier? {
    if node.isNull { return Stratifier(column: column, rule: .values) }
    guard let entries = node.mapping(known: ["cuts", "groups", "classes", "label"]) else {
      return nil
    }
    let label = entries["label"]?.text()
    let rules = ["cuts", "groups", "classes"].filter { entries[$0] != nil }
    if rules.count > 1 {
      let names = rules.map { "`\($0)`" }.joined(separator: " and ")
      node.fail("has \(rules.count == 2 ? "both " : "")\(names); give one of them")
      return nil
    }
    if let classes = entries["classes"] {
      guard let name = classes.text() else { return nil }
      if let known = Stratifier.Classes.named(name) {
        return Stratifier(column: column, rule: .classes(known), label: label)
      }
      let names = Stratifier.Classes.all.map(\.name).joined(separator: ", ")
      classes.fail("is `\(name)`; expected one of \(names)")
      return nil
    }
    if let cutsNode = entries["cuts"] {
      guard let cuts = cutsNode.increasing("numbers", example: "[25, 30, 35]") else { return nil }
      return Stratifier(column: column, rule: .cuts(cuts), label: label)
    }
    if let groups = entries["groups"] {
      guard let groups = self.groups(groups) else { return nil }
      return Stratifier(column: column, rule: .groups(groups), label: label)
    }
    return Stratifier(column: column, rule: .values, label: label)
  }

  /// Named groups of levels; no level may be in two of them.
  func groups(_ node: ProtocolNode) -> [Stratifier.Group]? {
    guard let entries = node.mapping()?.entries, !entries.isEmpty else {
      node.fail("must name at least one group of levels: {autologous: [bone_marrow, adipose]}")
      return nil
    }
    let groups = entries.compactMap { key, node in
      node.texts().map { Stratifier.Group(name: key, levels: $0) }
    }
    var seen: Set<String> = []
    for level in groups.flatMap(\.levels) where !seen.insert(level).inserted {
      node.fail("puts the level `\(level)` in two groups")
    }
    return groups
  }
}
