public import Analyses
import Documents
import Statistics

extension Rendition {
  /// A description in the three forms.
  public init(_ description: Description) {
    let rows = description.baseline.results(population: description.source)
    let section = BaselineSection(
      rows: rows, numbers: .point, label: { $0 }, unit: { _ in nil }, population: nil)
    let by = description.by.map { " by \($0)" } ?? ""
    var diagnostics: [Diagnostic] = []
    if description.withoutGroup > 0 {
      diagnostics.append(
        Diagnostic(
          .rowsExcluded, .note, term: description.by,
          message: "\(description.withoutGroup) rows without a value of \(description.by ?? "") "
            + "count under everybody only."))
    }
    if !description.baseline.omitted.isEmpty {
      diagnostics.append(
        Diagnostic(
          .notEstimable, .note,
          message: "Not described: \(description.baseline.omitted.joined(separator: ", ")) "
            + "(dates, or text with more than \(BaselineTable.mostLevels) different values)."))
    }
    self.init(
      json: Self.json(description, diagnostics),
      document: Document(
        blocks: [
          .heading(level: 2, RichText("Description of \(description.source)\(by)")),
          .table(section.table(id: "tbl-baseline", title: "Characteristics")),
        ] + EstimatorHeading.remarks(diagnostics)),
      table: ResultRows.csv(rows), diagnostics: diagnostics)
  }

  private static func json(_ description: Description, _ diagnostics: [Diagnostic]) -> JSONValue {
    let baseline = description.baseline
    return [
      "model": "describe", "by": .optional(description.by),
      "n": .integer(baseline.groups.first?.n ?? 0),
      "groups": .array(
        baseline.groups.map {
          [
            "group": .object($0.levels.map { .init($0.variable, .string($0.level)) }),
            "n": .integer($0.n),
          ]
        }),
      "variables": .array(baseline.variables.map { json($0, baseline.groups) }),
      "omitted": .strings(baseline.omitted),
      "conventions": [
        "smd": "absolute, unweighted, pooled variance; Mahalanobis over levels",
        "quartiles": "type 7", "missing": "counted, left out of the other statistics",
      ],
      "diagnostics": .array(diagnostics.map(EstimatorHeading.json)),
    ]
  }

  private static func json(
    _ variable: BaselineTable.Variable, _ groups: [BaselineTable.Group]
  ) -> JSONValue {
    var members: [JSONValue.Member] = [.init("variable", .string(variable.name))]
    let difference = variable.standardizedDifference
    func group(_ group: BaselineTable.Group) -> JSONValue.Member {
      .init("group", .object(group.levels.map { .init($0.variable, .string($0.level)) }))
    }
    if let test = variable.test {
      members.append(
        .init(
          "test",
          [
            "method": .string(test.method), "n": .integer(test.n),
            "statistic": .number(test.statistic ?? .nan),
            "df": .number(test.degreesOfFreedom ?? .nan), "p_value": .number(test.pValue),
          ]))
    }
    switch variable.summary {
    case .numbers(let summaries):
      members.append(.init("type", "number"))
      members.append(
        .init(
          "groups",
          .array(
            zip(groups, summaries).map { owner, summary in
              .object([
                group(owner), .init("n", .integer(summary.n)),
                .init("missing", .integer(summary.missing)), .init("mean", .number(summary.mean)),
                .init("sd", .number(summary.standardDeviation)),
                .init("min", .number(summary.minimum)), .init("q1", .number(summary.lowerQuartile)),
                .init("median", .number(summary.median)),
                .init("q3", .number(summary.upperQuartile)), .init("max", .number(summary.maximum)),
              ])
            })))
    case .categories(let levels, let summaries):
      members.append(.init("type", "category"))
      members.append(
        .init(
          "groups",
          .array(
            zip(groups, summaries).map { owner, summary in
              .object([
                group(owner), .init("n", .integer(summary.n)),
                .init("missing", .integer(summary.missing)),
                .init(
                  "levels",
                  .array(
                    zip(levels, summary.counts).map { level, count in
                      [
                        "level": .string(level), "count": .integer(count),
                        "proportion": summary.n == 0
                          ? .null : .number(Double(count) / Double(summary.n)),
                      ]
                    })),
              ])
            })))
    }
    members.append(.init("smd", .optional(difference)))
    members.append(
      .init("smd_state", difference == .infinity ? "infinite: no common values" : .null))
    return .object(members)
  }
}
