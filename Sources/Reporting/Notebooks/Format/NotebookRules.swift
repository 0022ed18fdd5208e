/// What the cells and values of a notebook must be to each other.
struct NotebookRules {
  private let cells: [NotebookCell]
  private let values: [InlineValue]
  /// What a person must mend.
  private(set) var problems: [(line: Int, message: String)] = []

  init(_ cells: [NotebookCell], _ values: [InlineValue]) {
    self.cells = cells
    self.values = values
    checkNames()
    checkDependencies()
    checkProvenance()
    checkValues()
  }

  private mutating func checkNames() {
    var first: [String: Int] = [:]
    var files: [String: String] = [:]
    for cell in cells where !cell.id.isEmpty {
      if let line = first[cell.id] {
        problems.append(
          (cell.lines.lowerBound, "the id #\(cell.id) is already that of the cell in line \(line)"))
      } else {
        first[cell.id] = cell.lines.lowerBound
      }
      guard let file = cell.options.protocolFile else { continue }
      if let other = files.updateValue(cell.id, forKey: file) {
        problems.append((cell.lines.lowerBound, "`\(file)` is already given by the cell #\(other)"))
      }
    }
  }

  /// What a cell needs stands above it, so that no cell can need itself.
  private mutating func checkDependencies() {
    let all = Set(cells.map(\.id))
    var earlier: Set<String> = []
    for cell in cells {
      for name in cell.options.dependencies where !earlier.contains(name) {
        let line = cell.lines.lowerBound
        if name == cell.id {
          problems.append((line, "#\(cell.id) depends on itself: a cycle"))
        } else if let circle = circle(from: cell.id, through: name) {
          problems.append((line, "a cycle of depends: \(circle)"))
        } else if all.contains(name) {
          problems.append(
            (line, "#\(cell.id) depends on #\(name), which stands below it; cells run downwards"))
        } else {
          problems.append((line, "#\(cell.id) depends on #\(name), and there is no such cell"))
        }
      }
      earlier.insert(cell.id)
    }
  }

  /// The provenance speaks of all cells, and so stands below them: no output can depend on it.
  private mutating func checkProvenance() {
    for (place, cell) in cells.enumerated() where cell.commands.contains(where: \.isProvenance) {
      let line = cell.lines.lowerBound
      if cell.commands.count > 1 {
        problems.append((line, "`provenance` is a cell of its own, without other commands"))
      }
      if let below = cells[(place + 1)...].first {
        problems.append(
          (
            line,
            "the provenance speaks of all cells and is the last; #\(below.id), in line "
              + "\(below.lines.lowerBound), stands below it"
          ))
      }
      let given = Set(cell.options.written.map { $0.prefix { $0 != "=" } })
      for name in ["expect", "depends", "keep"] where given.contains(Substring(name)) {
        problems.append((line, "`\(name)` means nothing to the provenance"))
      }
    }
  }

  private func circle(from start: String, through name: String) -> String? {
    let needs = Dictionary(cells.map { ($0.id, $0.options.dependencies) }) { first, _ in first }
    var paths = [[start, name]]
    var seen: Set<String> = []
    while let path = paths.popLast() {
      guard let last = path.last, seen.insert(last).inserted else { continue }
      for next in needs[last] ?? [] {
        if next == start { return (path + [next]).map { "#" + $0 }.joined(separator: " → ") }
        paths.append(path + [next])
      }
    }
    return nil
  }

  private mutating func checkValues() {
    for value in values {
      guard let cell = cells.first(where: { $0.id == value.cell }) else {
        problems.append((value.line, "a value of #\(value.cell), and there is no such cell"))
        continue
      }
      if cell.options.protocolFile != nil {
        problems.append((value.line, "#\(value.cell) is a protocol and prints nothing"))
      }
    }
  }
}
