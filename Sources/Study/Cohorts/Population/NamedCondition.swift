/// A condition with a name of its own, so that a protocol can say `candidate_kl` and a report can
/// print what that means.
public struct NamedCondition: Sendable, Hashable {
  /// The word a condition uses: `candidate_kl`.
  public let name: String
  /// What it means, for the reader.
  public let words: String
  /// The condition in full.
  public let text: String
  /// Other ways to read it, for tables whose columns are named otherwise, in order.
  public let alternatives: [String]
  /// Where the boundary comes from.
  public let source: String

  /// Makes a named condition.
  public init(
    name: String, words: String, text: String, alternatives: [String] = [], source: String
  ) {
    self.name = name
    self.words = words
    self.text = text
    self.alternatives = alternatives
    self.source = source
  }

  /// The columns it is read from; where there are alternatives, those of the first.
  public var columns: [String] {
    (try? Condition(text, named: [:], catalogue: [:]))?.columns ?? []
  }

  /// The body-mass index, in kg/m², from which obesity is called severe unless a study says
  /// otherwise.
  ///
  /// There is no single cut in the literature: class III begins at 40, and surgical texts often take
  /// 35 with a comorbidity. The cut is printed wherever the name is used.
  public static let severeObesityCut = 40.0

  /// Severe obesity from a body-mass index on, in kg/m².
  public static func severeObesity(cut: Double = severeObesityCut) -> NamedCondition {
    let cut = Stratifier.text(cut)
    return NamedCondition(
      name: "severe_obesity", words: "Body-mass index of \(cut) kg/m² or more",
      text: "bmi >= \(cut)",
      source: "WHO class III begins at 40 kg/m² (WHO Technical Report Series 894, 2000)")
  }

  /// The conditions every study can name, in the order of the documentation.
  public static let catalogue: [NamedCondition] = [
    NamedCondition(
      name: "candidate_kl", words: "Kellgren-Lawrence grade II or III",
      text: "kl_grade in [2, 3]", source: kellgrenLawrence),
    NamedCondition(
      name: "kl_iv", words: "Kellgren-Lawrence grade IV", text: "kl_grade == 4",
      source: kellgrenLawrence),
    NamedCondition(
      name: "no_radiographic_oa",
      words: "Kellgren-Lawrence grade 0: no radiographic osteoarthritis", text: "kl_grade == 0",
      source: kellgrenLawrence),
    severeObesity(),
    NamedCondition(
      name: "uncontrolled_diabetes", words: "Uncontrolled diabetes",
      text: "diabetes == 'uncontrolled'", source: asRecorded),
    NamedCondition(
      name: "collapse", words: "Collapse of the femoral head or acetabulum",
      text: "collapse is yes", source: asRecorded),
    NamedCondition(
      name: "deformity", words: "Significant structural deformity", text: "deformity is yes",
      source: asRecorded),
    NamedCondition(
      name: "active_infection", words: "Active infection", text: "infection_active is yes",
      alternatives: ["infection is yes"], source: asRecorded),
    NamedCondition(
      name: "recent_cancer", words: "Recent or active cancer",
      text: "cancer in ['recent', 'active']", source: asRecorded),
  ]

  /// The catalogue, parsed; its definitions use columns only, so none can refer to itself.
  ///
  /// A table that has none of the columns may have a yes/no column called as the condition is.
  static let parsed: [String: [Condition]] = Dictionary(
    catalogue.map { entry in
      let texts = [entry.text] + entry.alternatives + ["\(entry.name) is yes"]
      return (entry.name, texts.compactMap { try? Condition($0, named: [:], catalogue: [:]) })
    }, uniquingKeysWith: { first, _ in first })

  private static let kellgrenLawrence =
    "Grades after Kellgren and Lawrence, Ann Rheum Dis 1957;16:494-502"
  private static let asRecorded = "As the study's records have it"
}
