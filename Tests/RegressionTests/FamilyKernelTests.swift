import ReferenceTables
import Regression
import Testing

/// Links, deviances and likelihoods of single rows.
@Suite struct FamilyKernelTests {
  static let families: [(ExponentialFamily, Link)] = ExponentialFamily.allCases.flatMap { family in
    family.links.map { (family, $0) }
  }

  @Test func linksKeepBothTails() throws {
    let table = try ReferenceTable.load("regression/links")
    var count = 0
    for row in table.rows {
      let parts = row.quantity.split(separator: ".").map(String.init)
      guard let link = Link(rawValue: parts[0]), let eta = Double(row.term) else { continue }
      let point = link.probabilityPoint(eta)
      let actual =
        switch parts[1] {
        case "logMean": point.logMean
        case "logComplement": point.logComplement
        case "meanRate": point.meanRate
        default: point.complementRate
        }
      // Below the least normal number digits are lost one by one.
      #expect(
        isClose(actual, row.value, relative: row.relativeTolerance, absolute: 1e-307),
        "\(difference(actual, row.value, "\(row)"))")
      count += 1
    }
    #expect(count == 4 * (3 * 23 + 16))
  }

  @Test func devianceHasNoCancellation() throws {
    for row in try ReferenceTable.load("regression/links").rows {
      guard let family = ExponentialFamily(rawValue: String(row.quantity.prefix { $0 != "." })),
        row.quantity.hasSuffix("deviance")
      else { continue }
      let pair = row.term.split(separator: " ").compactMap { Double($0) }
      let actual = family.contribution(pair[0], pair[1], .identity).deviance
      #expect(
        isClose(actual, row.value, relative: 1e-13),
        "\(difference(actual, row.value, "\(row)"))")
    }
  }

  @Test func likelihoodOfSingleRows() throws {
    for row in try ReferenceTable.load("regression/links").rows
    where row.quantity.hasSuffix("logLikelihood") {
      let cells = row.term.split(separator: " ").compactMap { Double($0) }
      let isBinomial = row.quantity.hasPrefix("binomial")
      let family = isBinomial ? ExponentialFamily.binomial : .poisson
      let y = isBinomial ? cells[1] / cells[0] : cells[0]
      let mean = cells[cells.count - 1]
      let weight = isBinomial ? cells[0] : 1
      let link = isBinomial ? Link.logit : .identity
      let unit = family.contribution(y, link.predictor(mean), link).deviance
      let actual = family.logLikelihood([y], weights: [weight], unitDeviances: [unit])
      #expect(
        isClose(actual, row.value, relative: 1e-11), "\(difference(actual, row.value, "\(row)"))")
    }
  }

  /// Score = −½ d(deviance)/dη, by central differences.
  @Test(arguments: families) func scoreIsTheSlopeOfTheLikelihood(
    _ family: ExponentialFamily, _ link: Link
  ) {
    let responses: [Double] = family == .binomial ? [0, 0.3, 1] : [0.5, 2, 7]
    let positive = family != .binomial
    for y in responses {
      for eta in positive ? [0.4, 1.3, 2.1] : [-2.5, -0.4, 0.6, 1.2] {
        let h = 1e-5
        let up = family.contribution(y, eta + h, link).deviance
        let down = family.contribution(y, eta - h, link).deviance
        let score = family.contribution(y, eta, link).score
        #expect(
          isClose(score, -(up - down) / (4 * h), relative: 1e-7, absolute: 1e-8),
          "\(family) \(link) y \(y) eta \(eta)")
      }
    }
  }

  /// Information = E(score²), which at a mean equal to the response is −d(score)/dη.
  @Test(arguments: families) func informationIsTheSlopeOfTheScore(
    _ family: ExponentialFamily, _ link: Link
  ) {
    for eta in family == .binomial ? [-2.5, -0.4, 0.6, 1.2] : [0.4, 1.3, 2.1] {
      let h = 1e-5
      let y = family.contribution(0.5, eta, link).mean
      let up = family.contribution(y, eta + h, link).score
      let down = family.contribution(y, eta - h, link).score
      #expect(
        isClose(
          family.contribution(y, eta, link).information, -(up - down) / (2 * h), relative: 1e-7),
        "\(family) \(link) eta \(eta)")
    }
  }

  @Test(arguments: families) func linkIsTheInverseOfTheMean(
    _ family: ExponentialFamily, _ link: Link
  ) {
    for eta in family == .binomial ? [-2.5, -0.4, 0.6, 1.2] : [0.4, 1.3, 2.1] {
      let mean = family.contribution(0.5, eta, link).mean
      #expect(isClose(link.predictor(mean), eta, relative: 1e-12))
    }
  }

  @Test func extremePredictorsStayNumbers() {
    for link in ExponentialFamily.binomial.links {
      for eta in [-1e300, -1e5, -800.0, 800, 1e5, 1e300] {
        let row = ExponentialFamily.binomial.contribution(eta > 0 ? 1 : 0, eta, link)
        #expect(row.score.isFinite && row.deviance >= 0 && row.deviance < 1e-2, "\(link) \(eta)")
      }
    }
  }
}
