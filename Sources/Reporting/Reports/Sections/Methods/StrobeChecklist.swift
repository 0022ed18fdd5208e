import Analyses
import Cohorts
import Documents

/// The items of the STROBE statement for cohort studies, with where each is on the page or that it is
/// left to the authors.
///
/// Reference: von Elm et al. (2007), doi:10.1371/journal.pmed.0040296; the items in few words of our
/// own.
struct StrobeChecklist {
  /// The tables and figures that are on the page, in its order, with what each is called in a link.
  private let places: [(anchor: String, name: String)]
  private let context: ReportContext
  /// The title of the report, which may name the design.
  private let title: String

  init(_ blocks: [Block], context: ReportContext) {
    places = Self.places(in: blocks)
    self.context = context
    title = context.study.title
  }

  /// The tables and figures of blocks, folded ones too.
  private static func places(in blocks: [Block]) -> [(anchor: String, name: String)] {
    blocks.flatMap { block -> [(anchor: String, name: String)] in
      switch block {
      case .table(let table): [(table.anchor, name(table.title.plainText))]
      case .figure(let figure): [(figure.anchor, name(figure.title.plainText))]
      case .folded(_, let blocks): places(in: blocks)
      case .heading, .paragraph, .list, .code, .note: []
      }
    }
  }

  /// A title up to its days or counts; of a model its name.
  private static func name(_ title: String) -> String {
    if let model = title.firstRange(of: "model “"),
      let end = title[model.upperBound...].firstIndex(of: "”")
    {
      return String(title[model.lowerBound...end])
    }
    let plain = title.firstRange(of: " (").map { String(title[..<$0.lowerBound]) } ?? title
    // `..., adjusted, 384 hips, 144 events` without its counts.
    return plain.split(separator: ", ").prefix { !($0.first?.isNumber ?? false) }
      .joined(separator: ", ")
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

  /// A link for each anchor that is on the page.
  private func links(_ names: [(text: String, anchor: String)]) -> [RichText] {
    names.filter { name in places.contains { $0.anchor == name.anchor } }.map(Self.link)
  }

  /// The tables and figures whose anchors begin so, by their own names; one alone may have another.
  private func links(beginning prefix: String, as name: String? = nil) -> [RichText] {
    let found = places.filter { $0.anchor.hasPrefix(prefix) }
    return found.map { Self.link((found.count == 1 ? name ?? $0.name : $0.name, $0.anchor)) }
  }

  private static func link(_ name: (text: String, anchor: String)) -> RichText {
    [.link(RichText(name.text), url: "#\(name.anchor)")]
  }

  /// Links in a row, or what is said where there are none.
  private func list(_ links: [RichText], otherwise: RichText = "not in this study") -> RichText {
    guard let first = links.first else { return otherwise }
    return links.dropFirst().reduce(first) { $0 + "; " + $1 }
  }

  /// The rates of clear response, a table for each time point.
  private var rates: [RichText] {
    places.filter {
      $0.anchor.dropFirst("tbl-response-".count).first?.isNumber ?? false
        && $0.anchor.hasPrefix("tbl-response-")
    }.map { Self.link(($0.name, $0.anchor)) }
  }

  private var competing: [RichText] {
    links([
      ("competing events", "tbl-competing-treated"), ("competing events", "tbl-competing-outcome"),
      ("competing events among responders", "tbl-competing-responders"),
    ])
  }

  /// Unadjusted, adjusted, and how many had what.
  private var estimates: RichText {
    let parts: [(String, [RichText])] = [
      (
        "Unadjusted",
        links([("contrasts of response", "tbl-response-differences")])
          + links(beginning: "tbl-arms-crude-")
      ),
      (
        "Covariates alone and adjusted; arms adjusted",
        links(beginning: "tbl-model-") + links(beginning: "tbl-arms-adjusted-")
      ),
      (
        "Absolute risks",
        rates + links([("time points", "tbl-landmarks"), ("in response", "tbl-in-response")])
          + competing
      ),
    ]
    let told = parts.filter { !$0.1.isEmpty }.map { RichText("\($0.0): ") + list($0.1) }
    guard let first = told.first else { return "not in this study" }
    return told.dropFirst().reduce(first) { $0 + ". " + $1 }
  }

  private var others: [RichText] {
    links(beginning: "tbl-subgroups-", as: "subgroups")
      + links([
        ("other thresholds", "tbl-response-thresholds"), ("OMERACT-OARSI", "tbl-omeract-oarsi"),
        ("trend of response", "tbl-response-trend"), ("both rules of loss", "tbl-loss-rules"),
        ("losses between two visits", "tbl-loss-intervals"),
        ("published ranges", "tbl-published-ranges"), ("sensitivity", "tbl-sensitivity"),
      ]) + links(beginning: "fig-sensitivity-")
  }

  /// Where the dates stand: under the table of who was treated, unless they may not be told.
  private var dates: RichText {
    let rest = "setting and places \(Self.authors)"
    guard context.rows(.dates).contains(where: { $0.value.printable.value != nil }) else {
      return RichText(Self.authors)
    }
    return RichText("dates: ")
      + list(links([("under the baseline table", "tbl-baseline")]), otherwise: "Baseline")
      + RichText("; \(rest)")
  }

  private var items: [(number: String, topic: String, place: RichText)] {
    let methods = RichText("Methods")
    let authors = RichText(Self.authors)
    let flow = list(links([("table", "tbl-flow"), ("diagram", "fig-flow")]), otherwise: "Flow")
    let namesDesign = title.lowercased().contains("cohort")
    return [
      (
        "1", "Title and abstract name the design",
        namesDesign ? RichText("title; abstract \(Self.authors)") : authors
      ),
      ("2", "Background", authors),
      (
        "3", "Objectives, decided beforehand",
        RichText("protocol, with its fingerprint; when it was written \(Self.authors)")
      ),
      ("4", "Design", methods),
      ("5", "Setting, places, dates", dates),
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
        list(
          links(beginning: "tbl-subgroups-", as: "subgroups")
            + links([
              ("response by group", "tbl-response-differences"),
              ("time points by group", "tbl-landmarks"),
            ]))
      ),
      ("12c", "Missing data", methods),
      ("12d", "Loss to follow-up", methods),
      ("12e", "Sensitivity analyses", list(links([("table", "tbl-sensitivity")]))),
      ("13", "Participants at each stage", flow),
      (
        "14", "Characteristics, missing values, follow-up",
        list(links([("baseline", "tbl-baseline"), ("follow-up", "tbl-durations")]))
      ),
      (
        "15", "Outcome events over time",
        list(
          links([("durations", "tbl-durations"), ("time points", "tbl-landmarks")]) + competing)
      ),
      ("16", "Unadjusted and adjusted estimates, absolute risks", estimates),
      ("17", "Other analyses", list(others)),
      ("18 to 21", "Key results, limitations, interpretation, generalisability", authors),
      ("22", "Funding and conflicts of interest", authors),
    ]
  }
}
