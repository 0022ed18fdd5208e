import Cohorts
import Foundation
import LinearAlgebra
import Outcomes
import Regression
import Statistics
import Survival
import Testing

/// Drop-out that depends on the response, and weights that undo it (Robins and Finkelstein 2000,
/// doi:10.1111/j.0006-341X.2000.00779.x).
///
/// Patients without a clear response leave sooner. Those who stay hold more hips with a response to
/// lose than all that were treated, so that the curve of its end falls too fast, and the
/// probability of being in response comes out too low. Weights 1 / P(not left yet | travel, response)
/// put the absent back; weights from a model that does not know what leaving depends on do not.
/// Times are true ones, and replacement and death are left out, so that nothing else is at work.
@Suite struct RecoveryDropOutTests {
  /// The hips treated first: they decide when their patient leaves.
  private struct Hips {
    /// The beginning and the end of the response; infinite where there is none.
    let from: [Double]
    let until: [Double]
    /// The end of follow-up, and whether the patient left.
    let end: [Double]
    let hasLeft: [Double]
    let isClear: [Double]
    let travels: [Double]
    let age: [Double]
    let bmi: [Double]

    init(_ study: RecoveryStudy) throws {
      let patients = try study.words("patient_id")
      let first = patients.indices.filter { $0 == 0 || patients[$0] != patients[$0 - 1] }
      func numbers(_ values: [Double]) -> [Double] { first.map { values[$0] } }
      func isWord(_ name: String, _ word: String) throws -> [Double] {
        numbers(try study.words(name).map { $0 == word ? 1 : 0 })
      }
      from = numbers(try study.numbers("response_from")).map { $0.isNaN ? .infinity : $0 }
      until = numbers(try study.numbers("response_until")).map { $0.isNaN ? .infinity : $0 }
      let leaving = numbers(try study.numbers("leaving_months"))
      let lock = numbers(try study.monthsToLock())
      end = zip(leaving, lock).map { min($0, $1) }
      hasLeft = zip(leaving, lock).map { $0 < $1 ? 1 : 0 }
      isClear = try isWord("latent_class", "clear")
      travels = try isWord("travel", "yes")
      age = numbers(try study.numbers("age"))
      bmi = numbers(try study.numbers("bmi"))
    }

    var count: Int { end.count }

    /// The rate of leaving of each hip, by a Poisson model of leaving with the time followed as its
    /// exposure: the exponential model, which is what the simulator does.
    func rates(_ covariates: [(name: String, values: [Double])]) throws -> [Double] {
      let columns =
        [("(Intercept)", end.map { _ in 1.0 })] + covariates.map { ($0.name, $0.values) }
      func design(offset: [Double]?) -> Design {
        Design(
          matrix: Matrix(
            rowCount: count, columnCount: columns.count, elements: columns.flatMap(\.1)),
          columns: columns.map { .init(name: $0.0, variable: $0.0) },
          terms: columns.indices.dropFirst().map {
            .init(label: columns[$0].0, columns: $0..<$0 + 1)
          },
          hasIntercept: true, offset: offset)
      }
      let model = try GeneralizedLinearModel.fit(
        hasLeft, on: design(offset: end.map { log($0) }), options: .init(family: .poisson))
      return model.predictions(for: design(offset: nil)).map(\.value)
    }

    /// The probability of being in response at a month: the difference of the Kaplan-Meier curves
    /// of its end and its beginning, weighted by what it takes to be seen.
    func inResponse(at month: Double, rates: [Double]?) throws -> Double {
      try curve(of: until, rates: rates).value(at: month)
        - curve(of: from, rates: rates).value(at: month)
    }

    /// Kaplan-Meier on rows of one month each; a row's weight is that of its middle.
    private func curve(of event: [Double], rates: [Double]?) throws -> StepFunction {
      var rows: [CountingInterval] = []
      var weights: [Double] = []
      for hip in end.indices {
        let last = min(end[hip], event[hip], 37)
        for start in stride(from: 0, to: last, by: 1) {
          let stop = min(last, start + 1)
          rows.append(CountingInterval(start: start, stop: stop, isEvent: stop == event[hip]))
          weights.append(exp((rates?[hip] ?? 0) * (start + 0.5)))
        }
      }
      let curves = try KaplanMeier.fit(
        SurvivalOutcomes(rows), weights: weights, options: .init(variance: .greenwood))
      guard let curve = curves.first else { throw RecoveryFault(reason: "no curve") }
      return curve.stepFunction
    }
  }

  @Test func weightsUndoTheDropOutTheyKnowOf() throws {
    let hips = try Hips(.large)
    let known = try hips.rates([("clear", hips.isClear), ("travel", hips.travels)])
    let blind = try hips.rates([("age", hips.age), ("bmi", hips.bmi)])
    let count = Double(hips.count)
    for month in [24.0, 36] {
      let truth =
        Double(hips.end.indices.count { hips.from[$0] <= month && month < hips.until[$0] }) / count
      let seen = Double(hips.end.count { $0 >= month })
      // The error of a share among those still seen, less that of the share among all, which is the
      // truth here.
      let error = (truth * (1 - truth) * (1 / seen - 1 / count)).squareRoot()
      let plain = try hips.inResponse(at: month, rates: nil)
      let right = try hips.inResponse(at: month, rates: known)
      let wrong = try hips.inResponse(at: month, rates: blind)
      #expect(plain < truth - 4 * error, "\(month): \(plain) \(truth)")
      #expect(wrong < truth - 4 * error, "\(month): \(wrong) \(truth)")
      #expect(abs(right - truth) < 3 * error, "\(month): \(right) \(truth)")
    }
  }

  /// The model of leaving finds the simulator's rates: 0.012 a month, 1.5 times that without a clear
  /// response, 1.3 times for travellers; within four errors of a rate counted on its events.
  @Test func theRatesOfLeavingAreFound() throws {
    let hips = try Hips(.large)
    let rates = try hips.rates([("clear", hips.isClear), ("travel", hips.travels)])
    for (clear, travels, expected) in [
      (1.0, 0.0, 0.012), (0, 0, 0.018), (1, 1, 0.0156), (0, 1, 0.0234),
    ] {
      let members = hips.end.indices.filter {
        hips.isClear[$0] == clear && hips.travels[$0] == travels
      }
      let months = members.reduce(0) { $0 + hips.end[$1] }
      let error = (expected / months).squareRoot()
      let hip = try #require(members.first)
      #expect(abs(rates[hip] - expected) < 4 * error, "\(rates[hip]) \(expected)")
    }
  }
}
