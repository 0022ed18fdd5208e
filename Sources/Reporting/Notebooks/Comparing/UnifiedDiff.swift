/// The difference of two texts in the form `diff -u` has.
package enum UnifiedDiff {
  /// Unchanged lines shown around a change.
  private static let context = 3
  /// Beyond this many pairs of lines everything between the common ends counts as changed.
  private static let largest = 4_000_000

  private struct Step {
    let mark: Character
    let text: Substring
    /// How many lines of each text stand before it.
    let old: Int
    let new: Int
  }

  /// Compares lines; empty when they are the same.
  ///
  /// - Parameters:
  ///   - oldName: What the old text is called.
  ///   - newName: What the new text is called.
  ///   - firstLine: The number of the old text's first line.
  package static func text(
    _ old: String, _ new: String, oldName: String, newName: String, firstLine: Int = 1
  ) -> String {
    let steps = steps(OutputRegion.lines(of: old), OutputRegion.lines(of: new))
    let changed = steps.indices.filter { steps[$0].mark != " " }
    guard !changed.isEmpty else { return "" }
    var lines = ["--- \(oldName)", "+++ \(newName)"]
    var start = changed[0]
    var end = changed[0]
    for place in changed.dropFirst() + [Int.max] {
      if place != .max, place - end <= 2 * context {
        end = place
        continue
      }
      let hunk = steps[max(0, start - context)...min(steps.count - 1, end + context)]
      lines.append(header(hunk, firstLine))
      lines += hunk.map { "\($0.mark)\($0.text)" }
      (start, end) = (place, place)
    }
    return lines.joined(separator: "\n")
  }

  private static func header(_ hunk: ArraySlice<Step>, _ firstLine: Int) -> String {
    let old = hunk.count { $0.mark != "+" }
    let new = hunk.count { $0.mark != "-" }
    let first = hunk.first.map { ($0.old, $0.new) } ?? (0, 0)
    return "@@ -\(first.0 + firstLine),\(old) +\(first.1 + firstLine),\(new) @@"
  }

  private static func steps(_ old: [Substring], _ new: [Substring]) -> [Step] {
    func same(_ a: Substring, _ b: Substring) -> Bool { a.utf8.elementsEqual(b.utf8) }
    var head = 0
    while head < min(old.count, new.count), same(old[head], new[head]) { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      same(old[old.count - 1 - tail], new[new.count - 1 - tail])
    { tail += 1 }
    let (a, b) = (Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
    // lengths[i][j]: the longest common subsequence of a[i...] and b[j...].
    let width = b.count + 1
    let isSmall = a.count * b.count <= largest
    var lengths = [Int32](repeating: 0, count: isSmall ? (a.count + 1) * width : 0)
    if isSmall {
      for i in a.indices.reversed() {
        for j in b.indices.reversed() {
          lengths[i * width + j] =
            same(a[i], b[j])
            ? lengths[(i + 1) * width + j + 1] + 1
            : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
        }
      }
    }
    var steps = old[..<head].enumerated().map { Step(mark: " ", text: $1, old: $0, new: $0) }
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let place = (old: head + i, new: head + j)
      if isSmall, i < a.count, j < b.count, same(a[i], b[j]) {
        steps.append(Step(mark: " ", text: a[i], old: place.old, new: place.new))
        (i, j) = (i + 1, j + 1)
      } else if i < a.count,
        j == b.count || !isSmall || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]
      {
        steps.append(Step(mark: "-", text: a[i], old: place.old, new: place.new))
        i += 1
      } else {
        steps.append(Step(mark: "+", text: b[j], old: place.old, new: place.new))
        j += 1
      }
    }
    for offset in 0..<tail {
      let place = (old: old.count - tail + offset, new: new.count - tail + offset)
      steps.append(Step(mark: " ", text: old[place.old], old: place.old, new: place.new))
    }
    return steps
  }
}
