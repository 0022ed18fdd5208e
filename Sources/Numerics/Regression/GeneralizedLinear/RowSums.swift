/// The rows' contributions at one linear predictor, prior weights included.
package struct RowSums: Sendable {
  /// wᵢ times the score of ηᵢ.
  package let score: [Double]
  /// wᵢ times the expected information of ηᵢ.
  package let information: [Double]
  /// The deviance Σ wᵢ dᵢ.
  package let deviance: Double
  /// Σ (information)ᵢ ηᵢ², against which rounding is judged: of the predictors, and so of their score
  /// and the deviance.
  package let predictorSize: Double

  /// Evaluates all rows; nil if the predictor of a row that counts is impossible.
  package init?(_ problem: IterativelyReweighted.Problem, predictor: [Double]) {
    let n = predictor.count
    // Under a log link a mean's relative rounding moves the predictor by as much, however small it is.
    let unit: Double = problem.link == .log ? 1 : 0
    var score = [Double](repeating: 0, count: n)
    var information = score
    // Two-level sums: a block's rounding does not grow with n.
    var deviance = 0.0
    var size = 0.0
    for start in stride(from: 0, to: n, by: 1024) {
      var part = 0.0
      var partSize = 0.0
      for i in start..<min(start + 1024, n) {
        let weight = problem.weights?[i] ?? 1
        if weight == 0 { continue }
        let row = problem.family.contribution(problem.response[i], predictor[i], problem.link)
        guard row.deviance.isFinite, row.score.isFinite, row.information.isFinite else {
          return nil
        }
        score[i] = weight * row.score
        information[i] = weight * row.information
        part += weight * row.deviance
        partSize += information[i] * (predictor[i] * predictor[i] + unit)
      }
      deviance += part
      size += partSize
    }
    self.score = score
    self.information = information
    self.deviance = deviance
    predictorSize = size
  }
}
