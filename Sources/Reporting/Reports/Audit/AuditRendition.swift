import Documents

extension Rendition {
  /// The findings of one or more audited texts in the three forms.
  public init(_ audits: [TextAudit]) {
    func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count) \(count == 1 ? one : many)"
    }
    let blocks = audits.flatMap { audit -> [Block] in
      let claims = counted(audit.claimCount, "rate or duration", "rates and durations")
      guard !audit.findings.isEmpty else {
        return [.paragraph(RichText("\(audit.source): \(claims), none of which lacks anything."))]
      }
      let found = counted(audit.findings.count, "lacks", "lack")
      return [
        .paragraph(
          RichText("\(audit.source): \(claims), of which \(found) what it takes to judge them.")),
        .list(audit.findings.map { Self.line($0, in: audit.source) }),
      ]
    }
    self.init(
      json: [
        "files": .array(
          audits.map { audit in
            [
              "file": .string(audit.source), "claims": .integer(audit.claimCount),
              "findings": .array(
                audit.findings.map {
                  [
                    "line": .integer($0.line), "kind": .string($0.kind), "words": .string($0.words),
                    "missing": .strings($0.missing), "sentence": .string($0.sentence),
                  ]
                }),
            ]
          })
      ],
      document: Document(blocks: blocks),
      table: CSVTable(
        header: ["file", "line", "kind", "words", "missing", "sentence"],
        rows: audits.flatMap { audit in
          audit.findings.map {
            [
              .text(audit.source), .integer($0.line), .text($0.kind), .text($0.words),
              .text($0.missing.joined(separator: "; ")), .text($0.sentence),
            ]
          }
        }), diagnostics: [])
  }

  /// `article.md:23: duration “18 months to 5 years” lacks instrument, threshold, population: ...`.
  private static func line(_ finding: TextAudit.Finding, in source: String) -> RichText {
    let sentence =
      finding.sentence.count <= 200
      ? finding.sentence : finding.sentence.prefix(199) + "…"
    return RichText("\(source):\(finding.line): \(finding.kind) “\(finding.words)” lacks ")
      + RichText.strong(finding.missing.joined(separator: ", "))
      + RichText(". “\(sentence)”")
  }
}
