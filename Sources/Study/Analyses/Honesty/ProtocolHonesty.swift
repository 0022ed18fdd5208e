import Cohorts

/// What rules of honest reporting refuse in a protocol, before any data are read.
struct ProtocolHonesty {
  /// One refusal, with the path of the key at fault.
  struct Refusal {
    let rule: HonestyRule
    let path: String
    let message: String
    let help: String
  }

  /// Every refusal of a protocol, each with its place in the file.
  static func problems(of study: StudyProtocol) -> [ProtocolError.Problem] {
    let refusals =
      StatedOutcome.refusals(of: study) + LabelWording.refusals(of: study)
      + ResponseHonesty.refusals(of: study) + DurationHonesty.refusals(of: study)
      + JointHonesty.refusals(of: study)
    return refusals.map { problem($0, in: study) }
  }

  /// A refusal as a problem of the file, placed at its key or the nearest above it.
  static func problem(_ refusal: Refusal, in study: StudyProtocol) -> ProtocolError.Problem {
    let place = study.place(of: refusal.path)
    return ProtocolError.Problem(
      source: study.source, line: place?.line, column: place?.column,
      message: "`\(refusal.path)` \(refusal.message) (rule \(refusal.rule))", help: refusal.help)
  }
}

extension StudyProtocol {
  /// Where a path stands in the file, or the nearest one above it whose place is known.
  func place(of path: String) -> Place? {
    var path = path
    while places[path] == nil, let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) {
      path = String(path[..<cut])
    }
    return places[path]
  }
}

/// H1: words that stand where an instrument, a threshold, an origin or a population should, and say
/// nothing.
enum StatedOutcome {
  /// Words that state nothing, without case and punctuation.
  private static let empty: Set<String> = [
    "na", "none", "unknown", "unclear", "unspecified", "notspecified", "notstated", "tbd", "tba",
    "todo", "various", "any", "all", "everybody", "everyone", "standard", "asusual",
    "notapplicable", "x", "xx", "xxx", "question", "instrument", "threshold", "population",
    "origin",
  ]

  static func refusals(of study: StudyProtocol) -> [ProtocolHonesty.Refusal] {
    let context = study.outcome.context
    var stated = [("population", study.population)]
    if study.endpoints == nil {
      stated += [
        ("outcome.label", context.label), ("outcome.instrument", context.instrument),
        ("outcome.threshold", context.threshold), ("outcome.origin", context.origin),
      ]
    }
    return stated.compactMap { path, text in
      let folded = String(text.lowercased().filter { $0.isLetter || $0.isNumber })
      guard folded.isEmpty || empty.contains(folded) else { return nil }
      return ProtocolHonesty.Refusal(
        rule: .statedOutcome, path: path,
        message: "is `\(text)`, which states nothing: a rate whose "
          + "\(path.split(separator: ".").last ?? "") is not known cannot be evaluated",
        help: "say it in words, as a reader of the report needs it")
    }
  }
}
