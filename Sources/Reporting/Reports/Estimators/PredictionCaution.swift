/// What stands under every prediction for given covariates (rule H17 of honest reporting).
enum PredictionCaution {
  /// The sentence, letter for letter.
  static let text =
    "A prediction is of many subjects with these covariates, not of one patient: some have the event "
    + "earlier, some later, some never. It holds within the range of the data and in cohorts like it."
}
