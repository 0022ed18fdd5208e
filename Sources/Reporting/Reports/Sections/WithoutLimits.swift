import Analyses
import Documents
import Statistics

/// Why some probabilities of a table stand without limits, in sentences for its notes.
///
/// The limits of Kaplan-Meier, Aalen-Johansen and of resampling rest on the events: before the first
/// of them, and after the last unit had one, they would have no width and claim a certainty that
/// nobody has. What none in n leaves open is Hanley and Lippman-Hand's rule of three (JAMA 1983;
/// 249:1743): (1 − 3/n)ⁿ is about 5 %.
struct WithoutLimits {
  /// What a probability of 0 and one of 1 say of those it is of.
  struct Extremes {
    let none: String
    let all: String
    /// Which of the two stands where no event has come yet.
    let beforeTheFirst: Double

    /// Of a probability of being free of something.
    static let free = Extremes(
      none: "everybody followed so long had the event", all: "nobody had the event by then",
      beforeTheFirst: 1)
    /// Of a probability of being in response.
    static let inResponse = Extremes(
      none: "nobody was in response", all: "everybody was in response", beforeTheFirst: 0)
    /// Of a probability of a first response by a time.
    static let responded = Extremes(
      none: "nobody had responded by then", all: "everybody had responded by then",
      beforeTheFirst: 0)
  }

  let rows: [AnalysisResult]
  let extremes: Extremes
  let numbers: NumberStyle
  var decimals = 2

  private var bare: [AnalysisResult] {
    rows.filter { $0.value.printable.value != nil && $0.limits == nil }
  }

  /// The sentences; each begins with a space.
  var words: String {
    let style = IntervalStyle(numbers: numbers, decimals: decimals)
    let values = bare.map(\.value.double)
    var words = ""
    for (value, what) in [(0.0, extremes.none), (1.0, extremes.all)] where values.contains(value) {
      words +=
        " \(style.text(PrintableValue(value))) without limits: \(what), and the limits rest on "
      words += "differences between those followed."
      if value == extremes.beforeTheFirst {
        words +=
          " None in n is no proof of none: it agrees with a probability of up to about 3 in n, "
        words += "where n were followed so long (95% confidence)."
      }
    }
    if values.contains(where: { $0 != 0 && $0 != 1 }) {
      words += " Other numbers without limits: all that differ are of one patient."
    }
    return words
  }
}

extension ReportContext {
  /// Why some probabilities of being event-free have no limits.
  func eventFreeWithoutLimits(_ rows: [AnalysisResult]) -> String {
    WithoutLimits(
      rows: rows.filter { $0.statistic == .eventFree }, extremes: .free, numbers: numbers
    ).words
  }
}
