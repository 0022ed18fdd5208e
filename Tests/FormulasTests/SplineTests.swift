import Formulas
import ReferenceTables
import Testing

@Suite struct SplineTests {
  private static func samples() throws -> [String: [Double]] {
    let groups = try ReferenceGroup.load("knots").filter { $0.name.hasPrefix("sample ") }
    return Dictionary(
      uniqueKeysWithValues: groups.map { (String($0.name.dropFirst(7)), $0.values) })
  }

  @Test(arguments: try ReferenceGroup.load("knots").filter { $0.name.hasPrefix("knots ") })
  func harrellsKnotsAreHmiscs(_ reference: ReferenceGroup) throws {
    let words = reference.name.split(separator: " ").map(String.init)
    let sample = try #require(try Self.samples()[words[1]])
    let spline = RestrictedCubicSpline(count: try #require(Int(words[2])), sorted: sample.sorted())
    if reference.rows.first?.term == "none" {
      #expect(spline == nil)
    } else {
      reference.expect(try #require(spline).knots)
    }
  }

  @Test(arguments: try ReferenceGroup.load("bases").filter { $0.name != "at" })
  func basesAreRsInsideAndOutsideTheSample(_ reference: ReferenceGroup) throws {
    let at = try #require(try ReferenceGroup.load("bases").first { $0.name == "at" }).values
    let sample = try #require(try Self.samples()["large"]).sorted()
    let words = reference.name.split(separator: " ").map(String.init)
    let size = try #require(Int(words[1]))
    if words[0] == "ns" {
      let spline = NaturalSpline(degreesOfFreedom: size, sorted: sample, boundary: nil)
      reference.expect(try #require(spline).columns(at: at))
    } else {
      let polynomial = OrthogonalPolynomial(degree: size, values: sample)
      reference.expect(try #require(polynomial).columns(at: at))
    }
  }

  /// The formula of the doc comment, evaluated as printed.
  @Test func theRestrictedCubicSplineIsItsFormula() throws {
    let t = [1.0, 2.5, 4, 7]
    let spline = RestrictedCubicSpline(knots: t)
    func cube(_ x: Double) -> Double { x > 0 ? x * x * x : 0 }
    for x in [0.0, 1.7, 3.3, 5.5, 9] {
      for j in 0..<2 {
        let value =
          (cube(x - t[j]) - cube(x - t[2]) * (t[3] - t[j]) / (t[3] - t[2])
            + cube(x - t[3]) * (t[2] - t[j]) / (t[3] - t[2])) / ((t[3] - t[0]) * (t[3] - t[0]))
        #expect(abs(spline.column(j + 1, at: [x])[0] - value) < 1e-14)
      }
    }
  }

  @Test func aRestrictedCubicSplineIsLinearBeyondItsKnots() {
    let spline = RestrictedCubicSpline(knots: [1, 2, 4, 7])
    for column in 1...2 {
      let values = spline.column(column, at: [-5, 0.5, 8, 9, 10])
      #expect(values[0] == 0 && values[1] == 0)
      #expect(abs((values[4] - values[3]) - (values[3] - values[2])) < 1e-12)
    }
  }

  @Test func orthogonalPolynomialsAreOrthonormal() throws {
    let x = [3.0, 7, 1, 4, 12, 9, 5]
    let columns = try #require(OrthogonalPolynomial(degree: 3, values: x)).columns(at: x)
    for first in 0..<3 {
      for second in 0..<3 {
        let product = (0..<7).reduce(0) { $0 + columns[$1 + first * 7] * columns[$1 + second * 7] }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
      }
    }
  }

  @Test func tooFewValuesMakeNoBasis() {
    #expect(OrthogonalPolynomial(degree: 2, values: [1, 2, 1, 2]) == nil)
    #expect(NaturalSpline(degreesOfFreedom: 2, sorted: [5, 5, 5], boundary: nil) == nil)
    #expect(NaturalSpline(degreesOfFreedom: 2, sorted: [], boundary: nil) == nil)
    #expect(RestrictedCubicSpline(count: 3, sorted: [1, 2, 3, 4, 5]) == nil)
  }
}
