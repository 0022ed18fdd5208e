import Tables

extension Instrument {
  /// What is wrong with a declared score, compared with the catalogue: empty when nothing is.
  ///
  /// A score of the study's own making is allowed, with a warning, since its range and direction
  /// are declared. A score of the catalogue must have the catalogue's range or 0–100, and its
  /// direction; HOOS-PS is published in both directions, so either may be declared.
  public static func problems(in scale: ScoreScale) -> [ScaleProblem] {
    guard !folded(scale.instrument).isEmpty else {
      return [
        ScaleProblem(
          .error, .instrumentMissing, key: .instrument,
          message: "the score does not say which instrument it is",
          help: "write for instance `instrument: WOMAC-LK`")
      ]
    }
    let range = scale.range
    guard range.lowerBound.isFinite, range.upperBound.isFinite, scale.width > 0 else {
      return [
        ScaleProblem(
          .error, .rangeImpossible, key: .range,
          message: "the range \(ScoreScale.words(range)) has no width or no end",
          help: "write the smallest and the largest score, as in `range: [0, 20]`")
      ]
    }
    switch match(scale.instrument) {
    case .versionMissing(let problem): return [problem]
    case .unknown(let nearest):
      return scale.structural == nil ? [unknown(scale, nearest: nearest)] : []
    case .found(let instrument):
      if isBareOxford(scale.instrument), let problem = oxfordCoding(of: scale) { return [problem] }
      return instrument.differences(from: scale)
    }
  }

  private static func unknown(_ scale: ScoreScale, nearest: String?) -> ScaleProblem {
    let meant = nearest.map { "; did you mean `\($0)`?" } ?? ""
    return ScaleProblem(
      .warning, .instrumentUnknown, key: .instrument,
      message: "`\(excerpt(of: scale.instrument))` is not in the catalogue, so its range and"
        + " direction are taken as declared\(meant)",
      help: "known are " + all.map(\.id).joined(separator: ", "))
  }

  /// A bare `OHS` is the modern coding only if its range says so.
  private static func oxfordCoding(of scale: ScoreScale) -> ScaleProblem? {
    guard scale.range != ohs.subscales.first?.range else { return nil }
    let isOld = scale.range == ohsOriginal.subscales.first?.range
    return ScaleProblem(
      .error, .versionMissing, key: .instrument,
      message: "`\(excerpt(of: scale.instrument))` with the range \(ScoreScale.words(scale.range))"
        + (isOld
          ? " is the original coding, where lower is better"
          : " does not say which of the two codings it is: 0–48 (higher is better) or 12–60"
            + " (lower is better)"),
      help: isOld
        ? "write `instrument: OHS-old`, or convert to 60 minus the score and declare 0–48"
        : "write `instrument: OHS-new` or `instrument: OHS-old`")
  }

  private func differences(from scale: ScoreScale) -> [ScaleProblem] {
    var problems: [ScaleProblem] = []
    guard let subscale = subscale(named: scale.subscale) else {
      return [subscaleProblem(scale.subscale)]
    }
    if scale.subscale == nil, subscales.count > 1 {
      problems.append(
        ScaleProblem(
          .warning, .subscaleAssumed, key: .subscale,
          message: "\(id) is taken as \(subscale.name), since no subscale is named",
          help: "write `subscale: \(subscale.name)`"))
    }
    if let problem = unitAndRangeProblem(of: scale, subscale) { problems.append(problem) }
    if let problem = directionProblem(of: scale, subscale) { problems.append(problem) }
    return problems
  }

  private func subscaleProblem(_ name: String?) -> ScaleProblem {
    guard let name else {
      return ScaleProblem(
        .error, .subscaleMissing, key: .subscale,
        message: "\(id) has several scores and none is named",
        help: "write `subscale:` and one of \(subscaleList)")
    }
    let nearest = NameSuggestion.nearest(to: name, among: subscales.map(\.name))
    return ScaleProblem(
      .error, .subscaleUnknown, key: .subscale,
      message: "\(id) has no score called `\(excerpt(of: name))`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
      help: "its scores are \(subscaleList)")
  }

  private func directionProblem(of scale: ScoreScale, _ subscale: Subscale) -> ScaleProblem? {
    guard let better = subscale.better, better != scale.better else { return nil }
    let mirror = "\(Stratifier.text(scale.range.lowerBound + scale.range.upperBound)) − score"
    return ScaleProblem(
      .error, .inverted, key: .better,
      message: "inverted scale: on \(id) \(subscale.name) \(better.rawValue) scores are better, and"
        + " `\(scale.better.rawValue)` is declared",
      help:
        "write `better: \(better.rawValue)`; if the file really holds inverted scores, turn them"
        + " round (\(mirror)) or declare them under a name of their own, such as `\(id)-inverted`")
  }
}
