internal import Glibc
internal import Statistics

/// What a reader must know of a coefficient that runs to infinity, in sentences.
struct MonotoneLikelihood {
  let column: Design.Column
  let separation: CoxModel.Separation

  var message: String {
    "The estimate of \(column.name) runs to \(separation.isPositive ? "" : "minus ")infinity: "
      + cause + ". " + evidence + "The value shown, its standard error and its Wald test mean "
      + "nothing; Firth's penalty (--firth) gives a finite estimate."
  }

  private var name: String { column.level == nil ? "\(column.name) = 1" : column.name }

  private var cause: String {
    switch separation.cause {
    case .noEventWithLevel(let rows):
      "none of the \(rows) rows at risk with \(name) has an event"
    case .noEventWithoutLevel(let rows):
      column.level == nil
        ? "none of the \(rows) rows at risk with \(column.name) = 0 has an event"
        : "none of the \(rows) rows at risk at the reference level of \(column.variable) has an "
          + "event"
    case .orderedByValue:
      "at every event time the event befell the \(separation.isPositive ? "greatest" : "least") "
        + "\(column.name) of those at risk"
    case .combination:
      "together with other covariates it tells at every event time who has the event"
    }
  }

  /// The likelihood ratio test and the limit that exists.
  private var evidence: String {
    let profile = separation.profile
    let limit = separation.isPositive ? profile.interval.lower : profile.interval.upper
    var parts: [String] = []
    if profile.likelihoodRatio.pValue.isFinite {
      parts.append(
        "the likelihood ratio test against no effect has P \(text(profile.likelihoodRatio.pValue))")
    }
    if limit.isFinite {
      parts.append(
        "the 95 % profile likelihood interval of the hazard ratio "
          + (separation.isPositive
            ? "begins at \(text(exp(limit))) and has no end"
            : "runs from 0 to \(text(exp(limit)))"))
    }
    guard !parts.isEmpty else { return "" }
    let sentence = parts.joined(separator: ", and ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + ". "
  }

  /// Three significant digits.
  private func text(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "\(value)" }
    let digits = 2 - Int(floor(log10(value)))
    guard (-3...12).contains(digits) else { return value < 1 ? "below 1e-10" : "\(value)" }
    let scale = pow(10, Double(digits))
    return "\((value * scale).rounded() / scale)"
  }
}
