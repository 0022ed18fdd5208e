/// The name a user probably meant when the one given is not known.
public enum NameSuggestion {
  /// The candidate nearest to `name`, or nil when none is near.
  ///
  /// Near means a few insertions, deletions, replacements or swaps of neighbouring characters: one
  /// for every three characters of the name, at least one and at most three. Case, and the choice
  /// among space, dot, hyphen and underscore, do not count. Of equally near names the first is
  /// taken; failing all, a single candidate that begins with the name.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    let allowed = min(3, max(1, wanted.count / 3))
    var best: (name: String, distance: Int)?
    var beginning: [String] = []
    for candidate in candidates {
      let other = folded(candidate)
      guard other.count <= longest else { continue }
      if wanted.count >= 3, other.starts(with: wanted) { beginning.append(candidate) }
      guard abs(other.count - wanted.count) <= allowed else { continue }
      let distance = editDistance(wanted, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name ?? (beginning.count == 1 ? beginning[0] : nil)
  }

  /// Longer names are not compared: the distance takes time with the product of the lengths.
  private static let longest = 200

  private static func folded(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.map { scalar in
      switch scalar {
      case " ", ".", "-": "_"
      default: scalar
      }
    }
  }

  /// The optimal string alignment distance: a swap of neighbours counts once.
  private static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 1..<(first.count + 1) {
      var current = [row]
      for column in 1..<(second.count + 1) {
        let same = first[row - 1] == second[column - 1]
        var distance = min(
          last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          distance = min(distance, beforeLast[column - 2] + 1)
        }
        current.append(distance)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
