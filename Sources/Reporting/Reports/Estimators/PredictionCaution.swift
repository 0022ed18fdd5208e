/// What stands under every prediction for given covariates (rule H17 of honest reporting).
enum PredictionCaution {
  /// The sentence, letter for letter.
  static let text =
    "What share of many such subjects stays free of the event, not of one patient; the rest do not. "
    + "It holds for covariates within the range of the data and for cohorts like this one."
}
