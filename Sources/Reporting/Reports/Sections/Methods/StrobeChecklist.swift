import Analyses
import Documents

/// The items of the STROBE statement for cohort studies, with where each is on the page or that it is
/// left to the authors.
///
/// Reference: von Elm et al. (2007), doi:10.1371/journal.pmed.0040296; the items in few words of our
/// own.
struct StrobeChecklist {
  /// The tables and figures that are on the page.
  private let anchors: Set<String>

  /// Whether the page says when people were treated.
  private let hasDates: Bool

  init(_ blocks: [Block], hasDates: Bool) {
    anchors = blocks.anchors
    self.hasDates = hasDates
  }

  private static let authors = "left to the authors"

  var table: TableBlock {
    TableBlock(
      id: "tbl-strobe", title: "STROBE items for cohort studies",
      columns: [
        TableColumn(header: "Item"), TableColumn(header: "What is asked for"),
        TableColumn(header: "Where"),
      ],
      rows: items.map { TableRow(cells: [Cell($0.number), Cell($0.topic), Cell($0.place)]) },
      notes: [
        TableNote(
          .statistics,
          "What only people can write (background, interpretation, funding) is not generated.")
      ])
  }

  /// A link for each anchor that is on the page, or what is said in place of them.
  private func link(_ names: [(text: String, anchor: String)], otherwise: RichText) -> RichText {
    let found = names.filter { anchors.contains($0.anchor) }
    guard !found.isEmpty else { return otherwise }
    var text = RichText.empty
    for (place, name) in found.enumerated() {
      if place > 0 { text += ", " }
      text += [.link(RichText(name.text), url: "#\(name.anchor)")]
    }
    return text
  }

  /// The tables and figures whose anchors begin so.
  private func link(beginning prefix: String, _ text: String, otherwise: RichText) -> RichText {
    let found = anchors.filter { $0.hasPrefix(prefix) }.sorted()
    return link(
      found.enumerated().map { place, anchor in
        (found.count == 1 ? text : "\(text) \(place + 1)", anchor)
      }, otherwise: otherwise)
  }

  private var items: [(number: String, topic: String, place: RichText)] {
    let methods = RichText("Methods")
    let authors = RichText(Self.authors)
    let none: RichText = "not in this study"
    let flow = link(
      [("table", "tbl-flow"), ("diagram", "fig-flow")], otherwise: "Flow")
    return [
      ("1", "Title and abstract name the design", "title; abstract \(Self.authors)"),
      ("2", "Background", authors),
      ("3", "Objectives, decided beforehand", "protocol, with its fingerprint"),
      ("4", "Design", methods),
      (
        "5", "Setting, places, dates",
        hasDates
          ? link([("dates", "tbl-baseline")], otherwise: "dates: Baseline")
            + [.text("; setting and places \(Self.authors)")] : authors
      ),
      ("6a", "Eligibility, follow-up", methods + [.text("; ")] + flow),
      ("6b", "Matching", RichText("none")),
      ("7", "Outcomes, exposures, confounders defined", methods),
      ("8", "Sources and measurement", methods),
      ("9", "Bias", "remarks under the tables; end of the page"),
      ("10", "Study size", methods),
      ("11", "Quantitative variables: cut points", "protocol"),
      (
        "12a", "Statistical methods, confounding",
        methods
      ),
      (
        "12b", "Subgroups, interactions",
        link(
          beginning: "tbl-subgroup", "table",
          otherwise: link(
            [("by group", "tbl-response-differences"), ("by group", "tbl-landmarks")],
            otherwise: none))
      ),
      ("12c", "Missing data", methods),
      ("12d", "Loss to follow-up", methods),
      (
        "12e", "Sensitivity analyses",
        link(beginning: "tbl-sensitivity", "table", otherwise: none)
      ),
      ("13", "Participants at each stage", flow),
      (
        "14", "Characteristics, missing values, follow-up",
        link(
          [("baseline", "tbl-baseline"), ("follow-up", "tbl-durations")], otherwise: none)
      ),
      (
        "15", "Outcome events over time",
        link(
          [
            ("durations", "tbl-durations"), ("time points", "tbl-landmarks"),
            ("competing events", "tbl-competing-treated"),
            ("competing events", "tbl-competing-outcome"),
          ], otherwise: none)
      ),
      (
        "16", "Unadjusted and adjusted estimates, absolute risks",
        link(
          beginning: "tbl-model", "model",
          otherwise: link(
            [
              ("unadjusted", "tbl-response-differences"), ("time points", "tbl-landmarks"),
              ("competing events", "tbl-competing-treated"),
              ("competing events", "tbl-competing-outcome"),
            ], otherwise: none))
      ),
      (
        "17", "Other analyses",
        link(beginning: "fig-sensitivity", "figure", otherwise: none)
      ),
      ("18 to 21", "Key results, limitations, interpretation, generalisability", authors),
      ("22", "Funding and conflicts of interest", authors),
    ]
  }
}
