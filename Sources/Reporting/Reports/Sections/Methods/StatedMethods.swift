import Analyses
import Documents

/// The method of every kind of number in the report, as each number states its own: what has no
/// number has no method here.
struct StatedMethods {
  let results: [AnalysisResult]
  /// Whether small counts are hidden, so that some numbers have the decimals of the page.
  let isRounded: Bool

  var blocks: [Block] {
    let items = self.items
    guard !items.isEmpty else { return [] }
    return [
      .heading(level: 3, "Method of each number"), .list(items),
      .paragraph(
        RichText(
          "The file results.json holds every number at full precision\(exception), with its method, "
            + "denominators and context.")),
    ]
  }

  private var exception: String {
    isRounded ? ", but for those the rule on small counts rounds or hides" : ""
  }

  /// One item an analysis, in the order of the report: statistics of one method together.
  private var items: [RichText] {
    var order: [AnalysisResult.Analysis] = []
    var methods: [AnalysisResult.Analysis: [(method: String, statistics: [String])]] = [:]
    for row in results where row.value.printable.value != nil && !row.isReference {
      guard let method = row.commonMethod.map(Self.withoutCounts) else { continue }
      if methods[row.analysis] == nil { order.append(row.analysis) }
      let statistic = Self.words(row.statistic.rawValue)
      var own = methods[row.analysis] ?? []
      if let place = own.firstIndex(where: { $0.method == method }) {
        guard !own[place].statistics.contains(statistic) else { continue }
        own[place].statistics.append(statistic)
      } else {
        own.append((method, [statistic]))
      }
      methods[row.analysis] = own
    }
    return order.map { analysis in
      let name = Self.names[analysis.rawValue] ?? Self.words(analysis.rawValue)
      let parts = Self.joined(methods[analysis] ?? []).map {
        $0.statistics.joined(separator: ", ").capitalisedFirst + ": \($0.method)"
      }
      return RichText.strong(name.capitalisedFirst)
        + parts.reduce(RichText(".")) { $0 + RichText(" ") + RichText(message: $1) + RichText(".") }
    }
  }

  /// `median_time_to_event` → `median time to event`.
  private static func words(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }

  /// The analyses whose names are more than words with lines between them.
  private static let names = [
    "omeract_oarsi": "OMERACT-OARSI", "response_mantel_haenszel": "Response by Mantel-Haenszel",
    "rmst": "Restricted mean", "logrank": "Log-rank", "cox": "Cox models",
    "cox_unadjusted": "Cox models of one covariate", "other_rule": "The other rule of loss",
  ]

  /// A method of the same statistics that adds to another stands behind it: `t interval; in some
  /// groups, standard error robust` and not `t interval` twice.
  private static func joined(
    _ methods: [(method: String, statistics: [String])]
  ) -> [(method: String, statistics: [String])] {
    methods.compactMap { own in
      let others = methods.filter { $0.statistics == own.statistics && $0.method != own.method }
      if others.contains(where: { $0.method.hasPrefix(own.method + "; ") }) { return nil }
      guard let base = others.first(where: { own.method.hasPrefix($0.method + "; ") }) else {
        return own
      }
      let more = own.method.dropFirst(base.method.count + 2)
      return ("\(base.method); in some groups, \(more)", own.statistics)
    }
  }

  /// `jackknife over 484 patients` → `jackknife over patients`: the number differs from row to row.
  ///
  /// The bound of a rule, as in `fewer than 3 patients`, stays.
  private static func withoutCounts(_ method: String) -> String {
    var words = method.split(separator: " ", omittingEmptySubsequences: false)
    for place in words.indices.dropLast().reversed()
    where words[place].allSatisfy(\.isNumber) && !words[place].isEmpty
      && words[place + 1].hasPrefix("patient") && (place == 0 || words[place - 1] != "than")
    {
      words.remove(at: place)
    }
    return words.joined(separator: " ")
  }
}
