import Cohorts
import Formulas
import Statistics
import Survival

extension KaplanMeierAnalysis {
  /// The choices that are not R's defaults, in words.
  static func choices(
    _ options: KaplanMeier.Options, _ readings: Readings
  ) -> [EstimatorFacts.Convention] {
    var choices: [EstimatorFacts.Convention] = [
      .init("estimator", options.estimator.words),
      .init(
        "cumulative_hazard",
        options.estimator == .flemingHarrington
          ? "Fleming-Harrington, tied events one after another" : "Nelson-Aalen, sum of d/n"),
    ]
    if let start = options.start {
      choices.append(
        .init(
          "from",
          "\(Stratifier.text(start)): given event-free just before it; an event at it counts, and "
            + "rows that ended earlier are left out"))
    }
    if let bands = readings.bands {
      choices.append(
        .init(
          "bands",
          "\(bands.rawValue) at \(options.level), \(options.interval.rawValue) scale, critical value "
            + "by numerical integration of the Brownian bridge"))
    }
    return choices
  }

  /// Why a band does not exist, in words.
  static func bandAbsences(
    _ bands: [ConfidenceBand?], _ labels: [[LevelOf]], _ readings: Readings,
    _ variance: KaplanMeier.Variance
  ) -> [Diagnostic] {
    guard readings.bands != nil else { return [] }
    if variance == .robust {
      return [
        Diagnostic(
          .notEstimable, .warning,
          message: "Simultaneous bands suppose independent subjects and Greenwood's variance, so "
            + "there are none with clusters or sampling weights.")
      ]
    }
    return zip(bands, labels).compactMap { band, label in
      guard band == nil else { return nil }
      let name = label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
      return Diagnostic(
        .notEstimable, .note, term: name.isEmpty ? nil : name,
        message: "There is no band\(name.isEmpty ? "" : " for \(name)"): nobody had the event in "
          + "its range with others left event-free.")
    }
  }
}

extension KaplanMeier.Estimator {
  /// The estimator in words.
  var words: String {
    switch self {
    case .kaplanMeier: "Kaplan-Meier product limit"
    case .flemingHarrington: "exp(-H), Fleming-Harrington (R: stype 2, ctype 2)"
    case .breslow: "exp(-H), Nelson-Aalen-Breslow (R: stype 2, ctype 1)"
    }
  }
}
