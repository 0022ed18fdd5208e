/// What a run or a check has to say about one notebook, and how it leaves.
public struct NotebookSummary: Sendable {
  /// The exit codes of a notebook.
  public enum Code: Int32, Sendable, Comparable {
    /// Everything is as the cells print it now.
    case clean = 0
    /// An output, a value or a file is not.
    case stale = 1
    /// A cell failed, or a value is nowhere in its cell's output.
    case failed = 2
    /// Somebody has written in an output region.
    case edited = 3

    /// Orders codes by how much is amiss.
    public static func < (a: Code, b: Code) -> Bool { a.rawValue < b.rawValue }
  }

  /// The lines for standard error.
  public internal(set) var lines: [String] = []
  /// The exit code.
  public internal(set) var code = Code.clean

  mutating func add(_ line: String, _ code: Code = .clean) {
    lines.append(line)
    self.code = max(self.code, code)
  }

  /// Remarks, failures of cells, and values that no table has.
  mutating func addFailures(of revision: NotebookRevision) {
    let file = revision.run.notebook.file
    lines += revision.run.notebook.remarks
    for failure in revision.run.failures {
      add("\(file):\(failure.line): error: \(failure.message)", .failed)
    }
    for problem in revision.problems { add("\(problem)", .failed) }
  }
}

extension NotebookRevision.Cell {
  /// The difference between the stored output and the new one.
  func difference(in file: String) -> String {
    let line = (cell.region?.lines.lowerBound ?? cell.lines.upperBound) + 1
    return UnifiedDiff.text(
      cell.region?.text ?? "", result.shown,
      oldName: "\(file) #\(cell.id), as stored", newName: "\(file) #\(cell.id), as printed now",
      firstLine: line + 1)
  }

  /// The place of the cell and its name.
  func place(in file: String) -> String {
    "\(file):\(cell.lines.lowerBound): #\(cell.id)"
  }
}
