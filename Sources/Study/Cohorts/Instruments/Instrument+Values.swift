import Tables

extension Instrument {
  /// What is wrong with the numbers of a column, given how they are to be read.
  ///
  /// `values` are the rows in file order, NaN where missing; the indices in the answer are theirs.
  /// Ranges are compared in millionths, so that a score written with decimals is not out of range by
  /// a rounding error.
  public static func problems(ofValues values: [Double], scale: ScoreScale) -> [ScaleProblem] {
    let survey = ValueSurvey(values, scale: scale)
    guard survey.count > 0 else { return [] }
    var problems: [ScaleProblem] = []
    if survey.outside > 0 { problems.append(outside(survey, scale)) }
    // A column with numbers outside its range has a plainer fault than the guesses below.
    guard problems.isEmpty else { return problems }
    if let problem = mixedUnits(survey, scale) { problems.append(problem) }
    if let problem = lowestTenth(survey, scale) { problems.append(problem) }
    return problems
  }

  private static func outside(_ survey: ValueSurvey, _ scale: ScoreScale) -> ScaleProblem {
    let found = named(scale.instrument)
    let subscale = found?.subscale(named: scale.subscale)
    var code = ScaleProblem.Code.outOfRange
    var help = "correct the file, declare a missing code, or declare the range the scores run over"
    if let found, found.family == "OHS", let other = otherOxford(found, survey) {
      code = .otherCoding
      help = other
    } else if let subscale, subscale.hasUnits, scale.width <= 10, survey.largest <= 100,
      survey.smallest >= 0
    {
      help =
        "values above 10 are marks in mm: write `unit: mm` and `range: [0, 100]`, or divide by 10"
    } else if let found, let subscale, survey.smallest >= 0,
      let wider = found.wider(subscale, reaching: survey.largest)
    {
      help =
        "the values would fit \(wider.id) (\(ScoreScale.words(wider.range))); "
        + "check which version was used"
    }
    let extreme =
      survey.largest > scale.range.upperBound
      ? "up to \(Stratifier.text(survey.largest))" : "down to \(Stratifier.text(survey.smallest))"
    return ScaleProblem(
      .error, code,
      message: "\(survey.outside) of \(survey.count) values lie outside"
        + " \(ScoreScale.words(scale.range)), the range of \(label(scale)), \(extreme)",
      help: help, firstIndex: survey.firstOutside, value: survey.firstOutsideValue,
      count: survey.outside)
  }

  private static func label(_ scale: ScoreScale) -> String {
    [scale.instrument, scale.subscale].compactMap { $0 }.joined(separator: " ")
  }

  private static func otherOxford(_ found: Instrument, _ survey: ValueSurvey) -> String? {
    if found.id == "OHS", survey.largest > 48, survey.largest <= 60, survey.smallest >= 0 {
      return "a score above 48 is of the original coding (12–60, lower is better): declare"
        + " `instrument: OHS-old` and `range: [12, 60]`, or convert to 60 minus the score"
    }
    if found.id == "OHS-old", survey.smallest < 12, survey.smallest >= 0, survey.largest <= 60 {
      return "a score below 12 is of the modern coding (0–48, higher is better): declare"
        + " `instrument: OHS-new` and `range: [0, 48]`"
    }
    return nil
  }

  /// The narrowest other version of the family whose range of the same score holds `score`.
  private func wider(
    _ subscale: Subscale, reaching score: Double
  ) -> (id: String, range: ClosedRange<Double>)? {
    Self.all
      .filter { $0.family == family && $0.id != id }
      .compactMap { other in other.subscale(named: subscale.name).map { (other.id, $0.range) } }
      .filter { $0.1.upperBound >= score && $0.1.upperBound > subscale.range.upperBound }
      .min { $0.1.upperBound < $1.1.upperBound }
  }

  /// Marks in mm among which more than one non-zero value in twenty looks like a mark in cm.
  private static func mixedUnits(_ survey: ValueSurvey, _ scale: ScoreScale) -> ScaleProblem? {
    guard isMillimetres(scale), survey.largest > 10, 20 * survey.likeCentimetres > survey.nonZero,
      let first = survey.firstLikeCentimetres
    else { return nil }
    return ScaleProblem(
      .warning, .mixedUnits,
      message:
        "\(survey.likeCentimetres) of \(survey.nonZero) values above 0 are at most 10, with no"
        + " more than one decimal, while others reach \(Stratifier.text(survey.largest)): some may be"
        + " marks in cm among marks in mm",
      help: "look whether the low values come from one centre or one visit; bring all to mm",
      firstIndex: first, value: survey.firstLikeCentimetresValue, count: survey.likeCentimetres)
  }

  private static func isMillimetres(_ scale: ScoreScale) -> Bool {
    guard scale.range == 0...100, let found = named(scale.instrument),
      let subscale = found.subscale(named: scale.subscale)
    else { return false }
    return subscale.hasUnits
  }

  /// All values in the lowest tenth of the range, and not all at its end.
  private static func lowestTenth(_ survey: ValueSurvey, _ scale: ScoreScale) -> ScaleProblem? {
    let tenth = scale.range.lowerBound + scale.width / 10
    guard survey.largest <= tenth, survey.largest > scale.range.lowerBound else { return nil }
    let isMarks = isMillimetres(scale)
    return ScaleProblem(
      .warning, .suspectedUnit,
      message:
        "no value of \(label(scale)) exceeds \(Stratifier.text(survey.largest)), a tenth of the"
        + " range \(ScoreScale.words(scale.range)) or less"
        + (isMarks ? ": the marks may be in cm" : ": the scores may be on another scale"),
      help: isMarks
        ? "if they are, write `unit: cm` and `range: [0, 10]`"
        : "check the version of the instrument and the range", count: survey.count)
  }
}

/// What a column of scores holds, found in one pass.
private struct ValueSurvey {
  private(set) var count = 0
  private(set) var smallest = Double.infinity
  private(set) var largest = -Double.infinity
  private(set) var outside = 0
  private(set) var firstOutside: Int?
  private(set) var firstOutsideValue: Double?
  private(set) var nonZero = 0
  private(set) var likeCentimetres = 0
  private(set) var firstLikeCentimetres: Int?
  private(set) var firstLikeCentimetresValue: Double?

  init(_ values: [Double], scale: ScoreScale) {
    let lower = ExactShare.whole(scale.range.lowerBound)
    let upper = ExactShare.whole(scale.range.upperBound)
    for (index, value) in values.enumerated() where !value.isNaN {
      count += 1
      smallest = min(smallest, value)
      largest = max(largest, value)
      let whole = ExactShare.whole(value)
      if whole < lower || whole > upper {
        outside += 1
        if firstOutside == nil { (firstOutside, firstOutsideValue) = (index, value) }
      }
      if value != 0 { nonZero += 1 }
      // At most one decimal: a whole number of hundred thousand millionths.
      if value > 0, value <= 10, whole.isMultiple(of: 100_000) {
        likeCentimetres += 1
        if firstLikeCentimetres == nil {
          (firstLikeCentimetres, firstLikeCentimetresValue) = (index, value)
        }
      }
    }
  }
}
