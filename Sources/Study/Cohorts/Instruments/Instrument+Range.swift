import Tables

extension Instrument {
  /// Any score may be declared on 0–100 hundredths of its range.
  static let normalized: ClosedRange<Double> = 0...100

  /// The marks a scale is taken in; nil when its unit or range fits none.
  func marks(of scale: ScoreScale, _ subscale: Subscale) -> Subscale.Marks? {
    if subscale.hasUnits {
      let unit = Self.unit(of: scale)
      return subscale.marks.first { $0.unit == unit && $0.range == scale.range }
        ?? (unit == nil ? subscale.marks.first { $0.range == scale.range } : nil)
    }
    if let marks = subscale.marks.first(where: { $0.range == scale.range }) { return marks }
    return scale.range == Self.normalized ? subscale.marks.first : nil
  }

  /// The unit without case; nil for points and none.
  private static func unit(of scale: ScoreScale) -> String? {
    guard let unit = scale.unit?.lowercased().filter({ !$0.isWhitespace }), !unit.isEmpty else {
      return nil
    }
    return ["point", "points"].contains(unit) ? nil : unit
  }

  func unitAndRangeProblem(of scale: ScoreScale, _ subscale: Subscale) -> ScaleProblem? {
    let range = ScoreScale.words(scale.range)
    if subscale.hasUnits { return unitProblem(of: scale, subscale, range: range) }
    if subscale.range == scale.range { return nil }
    let expected = ScoreScale.words(subscale.range)
    if scale.range == Self.normalized {
      return ScaleProblem(
        .warning, .rangeNormalized, key: .range,
        message:
          "\(id) \(subscale.name) runs \(expected); 0–100 is read as hundredths of that range",
        help:
          "if the file holds the scores as they were taken, write `range: \(list(subscale.range))`")
    }
    let sibling = sibling(subscale: subscale.name, range: scale.range)
    return ScaleProblem(
      .error, .rangeMismatch, key: .range,
      message: "\(id) \(subscale.name) runs \(expected), not \(range)",
      help: (sibling.map { "\(range) is the range of \($0.id); " } ?? "")
        + "declare \(list(subscale.range)), or [0, 100] for scores brought to hundredths")
  }

  private func unitProblem(
    of scale: ScoreScale, _ subscale: Subscale, range: String
  ) -> ScaleProblem? {
    let choices = subscale.marks.map { marks in
      (marks.unit.map { "`unit: \($0)` with " } ?? "no unit with ")
        + "`range: \(list(marks.range))`"
    }
    let help = "write " + choices.joined(separator: " or ")
    guard let unit = Self.unit(of: scale) else {
      if subscale.marks.contains(where: { $0.unit == nil && $0.range == scale.range }) {
        return nil
      }
      if let marks = subscale.marks.first(where: { $0.range == scale.range }), let unit = marks.unit
      {
        return ScaleProblem(
          .warning, .unitMissing, key: .unit,
          message: "\(id) has no unit; the range \(range) is read as \(unit)",
          help: "write `unit: \(unit)`")
      }
      return ScaleProblem(
        .error, .rangeMismatch, key: .range,
        message: "\(id) \(subscale.name) does not run \(range)", help: help)
    }
    guard let marks = subscale.marks.first(where: { $0.unit == unit }) else {
      return ScaleProblem(
        .error, .unitMismatch, key: .unit,
        message: "\(id) is not measured in `\(excerpt(of: scale.unit ?? ""))`", help: help)
    }
    if marks.range == scale.range { return nil }
    let isOther = subscale.marks.contains { $0.range == scale.range }
    return ScaleProblem(
      .error, isOther ? .unitMismatch : .rangeMismatch, key: isOther ? .unit : .range,
      message: "\(id) in \(unit) runs \(ScoreScale.words(marks.range)), not \(range)", help: help)
  }

  private func list(_ range: ClosedRange<Double>) -> String {
    "[\(Stratifier.text(range.lowerBound)), \(Stratifier.text(range.upperBound))]"
  }

  /// What is wrong with pooling scores of these scales: raw scores of different instruments or
  /// versions are not pooled, and scores brought to 0–100 only with a warning.
  public static func problems(ofPooling scales: [ScoreScale]) -> [ScaleProblem] {
    guard let first = scales.first else { return [] }
    func version(_ scale: ScoreScale) -> [String] {
      let name = named(scale.instrument).map(\.id) ?? folded(scale.instrument)
      let part = named(scale.instrument)?.subscale(named: scale.subscale)?.name
      return [name, part ?? folded(scale.subscale ?? ""), unit(of: scale) ?? ""]
    }
    let differs = scales.contains {
      version($0) != version(first) || $0.range != first.range || $0.better != first.better
    }
    guard differs else { return [] }
    let names = scales.map(\.description).joined(separator: "; ")
    let isNormalized = scales.allSatisfy { $0.range == normalized && $0.better == first.better }
    if isNormalized {
      return [
        ScaleProblem(
          .warning, .mixedNormalized, key: .instrument,
          message: "scores of different instruments or versions are pooled on 0–100 (\(names))",
          help: "report them one by one as well: equal hundredths are not equal pain")
      ]
    }
    return [
      ScaleProblem(
        .error, .mixedVersions, key: .instrument,
        message: "raw scores of different instruments or versions cannot be pooled (\(names))",
        help: "bring each to 0–100 in one direction, or analyse them one by one")
    ]
  }
}
