import Formulas
import Glibc
import LinearAlgebra
import Outcomes
import Statistics
import Survival

/// The hazard ratios of a fit as a report may print them: none where the data do not determine one,
/// and neither interval nor P where they would rest on a variance that is not to be believed.
///
/// A variance robust to clusters adds up one squared score for each cluster; clusters without an
/// event add next to nothing. From few with one it is too small, and tests reject too often (Cameron
/// and Miller 2015, doi:10.3368/jhr.50.2.317, section VI). The least numbers are those of a
/// convention: ``RobustVariance/fewest`` clusters with the event in all, and for a level
/// ``RobustVariance/fewestOfLevel`` with it and as many at its reference.
struct HazardRatios {
  /// One of them.
  struct Ratio {
    let value: ResultValue
    let interval: ConfidenceInterval?
    let pValue: Double?
    /// What the method adds: why there is no interval.
    let remark: String

    static let notEstimable = Ratio(
      value: .state(.notEstimable), interval: nil, pValue: nil, remark: "")

    /// The same, or the state in its place where it may not be shown.
    func withheld(_ isWithheld: Bool) -> Ratio {
      isWithheld
        ? Ratio(value: .state(.withheld), interval: nil, pValue: nil, remark: remark) : self
    }
  }

  /// The method of the ratio of a reference, which is 1.
  static let reference = "reference"

  let fit: CoxModel
  private let frame: ModelFrame
  private let estimates: [Estimate]
  private let isEvent: [Bool]

  /// - Parameter frame: the frame the design of the fit is from; the fit may have some of its columns.
  init(_ fit: CoxModel, _ frame: ModelFrame, level: Double) {
    self.fit = fit
    self.frame = frame
    estimates = fit.coefficientTable(level: level)
    isEvent =
      if case .survival(let outcomes, _, _) = frame.response { outcomes.isEvent } else { [] }
  }

  /// The ratio of a column of the fit.
  func ratio(of index: Int) -> Ratio {
    ratio(of: index, isBelieved: isBelieved(index))
  }

  /// The ratio of a column that compares one group of rows with another.
  func ratio(of index: Int, comparing group: (Int) -> Bool, with other: (Int) -> Bool) -> Ratio {
    ratio(
      of: index,
      isBelieved: isBelieved
        && min(eventClusters(where: group), eventClusters(where: other))
          >= RobustVariance.fewestOfLevel
    )
  }

  private func ratio(of index: Int, isBelieved: Bool) -> Ratio {
    let estimate = estimates[index]
    guard !estimate.value.isNaN, fit.separations[index] == nil, estimate.standardError > 0 else {
      return .notEstimable
    }
    return Ratio(
      value: .number(exp(estimate.value)),
      interval: isBelieved ? estimate.interval.mapped { exp($0) } : nil,
      pValue: isBelieved ? estimate.test.pValue : nil,
      remark: isBelieved ? "" : "; " + RobustVariance.tooFew)
  }

  /// Whether tests of all rows together are to be believed.
  var isBelieved: Bool {
    fit.robustCovariance == nil || eventClusters { _ in true } >= RobustVariance.fewest
  }

  /// The P of a test of several coefficients, where it is to be believed.
  func pValue(_ test: HypothesisTest?) -> Double? { isBelieved ? test?.pValue : nil }

  /// What such a test is called, and why its P is not told where it is not.
  ///
  /// - Parameter name: the test, where it is not the one a fit of this kind has.
  func testMethod(_ name: String? = nil) -> String {
    let own = fit.robustCovariance == nil ? "likelihood ratio test" : "robust Wald test"
    return (name ?? own) + (isBelieved ? "" : "; " + RobustVariance.tooFew)
  }

  private func isBelieved(_ index: Int) -> Bool {
    guard fit.robustCovariance != nil else { return true }
    let (design, column) = (frame.design, fit.columns[index])
    guard isBelieved, let place = design.columns.firstIndex(of: column) else { return false }
    let isIndicator =
      column.level != nil
      || (0..<frame.rowCount).allSatisfy { [0, 1].contains(design.matrix[$0, place]) }
    guard isIndicator else { return true }
    let indicator = IndicatorRows(design, column: place)
    return min(
      eventClusters(where: indicator.isAtLevel), eventClusters(where: indicator.isAtReference)
    ) >= RobustVariance.fewestOfLevel
  }

  /// The clusters with an event among some rows.
  private func eventClusters(where belongs: (Int) -> Bool) -> Int {
    guard let clusters = frame.clusters, fit.robustCovariance != nil else { return .max }
    var found: Set<Int32> = []
    for row in isEvent.indices where isEvent[row] && belongs(row) {
      found.insert(clusters.codes[row])
    }
    return found.count
  }
}

extension CoxModel {
  /// How the model was fitted, in words.
  ///
  /// - Parameter clusters: what the robust variance is over, where there is one.
  func words(clusters: String = "patients") -> String {
    options.ties.words + (robustCovariance == nil ? "" : ", robust variance over \(clusters)")
  }
}
