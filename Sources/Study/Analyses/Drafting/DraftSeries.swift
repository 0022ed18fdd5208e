import Cohorts

/// Numbered columns that belong together: the items of a questionnaire, or a score once per visit.
struct DraftSeries {
  /// What the names have in common: `womac_pain`.
  let stem: String
  /// The columns with their numbers, in increasing order.
  let columns: [(name: String, number: Double)]

  var names: [String] { columns.map(\.name) }

  /// Whether the numbers count 1, 2, 3 as items do.
  var countsFromOne: Bool {
    columns.enumerated().allSatisfy { $0.element.number == Double($0.offset + 1) }
  }

  /// The series among the columns of numbers of a table; two columns or more each.
  static func all(in table: DraftTable) -> [DraftSeries] {
    var found: [(stem: String, columns: [(name: String, number: Double)])] = []
    for name in table.numbers {
      guard let (stem, number) = parts(of: name), !stem.isEmpty else { continue }
      if let place = found.firstIndex(where: { $0.stem == stem }) {
        if !found[place].columns.contains(where: { $0.number == number }) {
          found[place].columns.append((name, number))
        }
      } else {
        found.append((stem, [(name, number)]))
      }
    }
    return found.filter { $0.columns.count > 1 }.map { series in
      DraftSeries(stem: series.stem, columns: series.columns.sorted { $0.number < $1.number })
    }
  }

  /// `womac_pain_12m` is `womac_pain` at 12; `vas_baseline` and `vas_pre` are `vas` at 0.
  static func parts(of name: String) -> (stem: String, number: Double)? {
    func trimmed(_ text: Substring) -> String {
      var text = text
      while let last = text.last, "_-. ".contains(last) { text = text.dropLast() }
      return String(text)
    }
    let lower = name.lowercased()
    for word in ["baseline", "preop", "pre", "bl"] where lower.hasSuffix(word) {
      let rest = name.dropLast(word.count)
      if let last = rest.last, "_-. ".contains(last) { return (trimmed(rest), 0) }
    }
    var rest = name[...]
    for unit in ["months", "month", "mo", "m"] where rest.lowercased().hasSuffix(unit) {
      let before = rest.dropLast(unit.count)
      if trimmed(before).last?.isNumber ?? false {
        rest = trimmed(before)[...]
        break
      }
    }
    let digits = String(rest.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    guard !digits.isEmpty, digits.count <= 3, let number = Double(digits) else { return nil }
    var stem = trimmed(rest.dropLast(digits.count))
    for prefix in ["_m", "_month", " m", ".m"] where stem.lowercased().hasSuffix(prefix) {
      stem = trimmed(stem.dropLast(prefix.count))
    }
    return (stem, number)
  }

  /// Whether the columns look like one score per visit: named as a score, and no run of items.
  var isWideVisits: Bool {
    DraftScore.isNamed(stem) && !countsFromOne && columns.count > 1
  }

  /// The subscale whose items these are, by their number and what they are called.
  func items(in table: DraftTable) -> (name: String, instrument: Instrument, subscale: String)? {
    guard countsFromOne else { return nil }
    let most = names.compactMap { table.observed($0)?.upperBound }.max() ?? 0
    let lower = DraftWords.folded(stem)
    let ids =
      lower.hasPrefix("hoos")
      ? ["HOOS", "HOOS-12", "HOOS-JR", "HOOS-PS"]
      : lower.hasPrefix("ohs") || lower.contains("oxford")
        ? [most > 4 ? "OHS-old" : "OHS"]
        : lower.hasPrefix("womac") || lower == "w"
          ? [most <= 4 ? "WOMAC-LK" : most <= 10 ? "WOMAC-NRS" : "WOMAC-VAS"] : []
    for id in ids {
      guard let instrument = Instrument.named(id) else { continue }
      let fitting = instrument.subscales.filter { $0.itemCount == columns.count }
      let named = DraftScore.part(of: stem)
      guard let subscale = fitting.first(where: { $0.name == named }) ?? fitting.first else {
        continue
      }
      let taken = table.names.contains("\(instrument.family.lowercased())_\(subscale.name)")
      let name = "\(instrument.family.lowercased())_\(subscale.name)"
      return (taken ? "\(name)_from_items" : name, instrument, subscale.name)
    }
    return nil
  }
}
