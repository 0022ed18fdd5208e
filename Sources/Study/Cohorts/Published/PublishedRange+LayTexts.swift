extension PublishedRange {
  /// The ranges of two texts for patients, both without a reference for any of them.
  public static let layTexts: [PublishedRange] = [
    PublishedRange(
      id: "duration-12-24-months", source: guide, evidence: .layText,
      claim: "benefit lasts roughly 12 to 24 months in responders, and is not permanent",
      quantity: .duration, lower: 12, upper: 24, words: "12 to 24 months",
      population: "responders with mild-to-moderate hip osteoarthritis",
      isOfResponders: true,
      unsaid: [
        "the instrument", "what a loss of benefit is", "from when time is counted",
        "whether the range is of medians, of most patients or of studies", "who was followed",
        "what was done about replacements and repeat injections",
      ]),
    PublishedRange(
      id: "duration-18-60-months", source: longevity, evidence: .layText,
      claim: "sustained benefit commonly falls within 18 months to 5 years after one treatment",
      quantity: .duration, lower: 18, upper: 60, words: "18 months to 5 years",
      population: "hips treated once with a patient's own cells, responders or not",
      cells: .own,
      unsaid: [
        "the instrument", "the threshold of benefit and of its loss",
        "whether those without any benefit are counted", "from when time is counted",
        "what share “commonly” is", "the cohort and its follow-up",
      ]),
    PublishedRange(
      id: "onset-4-12-weeks", source: longevity, evidence: .layText,
      claim: "relief often begins within 4 to 12 weeks of the procedure",
      quantity: .onset, lower: 28 / 30.4375, upper: 84 / 30.4375, words: "4 to 12 weeks",
      population: "patients treated, not further described",
      unsaid: [
        "the instrument", "how large a noticeable reduction is", "what share “often” is",
        "at which visits it was looked for", "the cohort",
      ]),
    PublishedRange(
      id: "threshold-30-percent", source: guide, evidence: .layText,
      claim: "most studies count a fall of roughly 30 % from baseline pain as meaningful",
      quantity: .threshold, lower: 30, upper: 30, words: "about 30 %",
      population: "the studies the text refers to without naming them",
      unsaid: [
        "the instrument the percentage is of", "the time point",
        "the share of patients who reach it",
        "whether one visit is enough", "which studies",
      ]),
  ]

  private static let guide =
    "Stem Cell Therapy for Hip Osteoarthritis: An Honest Look at the Evidence"
  private static let longevity = "How Long Does Stem Cell Therapy Last for Hips?"
}
