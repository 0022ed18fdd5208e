import Formulas
import Statistics

/// Covariates for which a prediction was asked: `age=60,sex=1`, with the strata they may name.
struct CovariateRequest {
  /// The request as typed.
  let text: String
  /// All values given, by column.
  let given: [String: String]
  /// The values of the covariates, those of the strata left out.
  let values: [String: String]
  /// The codes of the strata meant: the one named, or every one; a single 0 without strata.
  let codes: [Int]
  private let strata: Stratification?

  /// Reads a request against the strata of a model.
  ///
  /// - Throws: `StudyError` for text that is no list of pairs, or a stratum that does not exist.
  init(_ text: String, strata: Stratification?) throws {
    let given = try CovariateRequest.values(text)
    let labels = strata?.labels ?? []
    let codes = labels.indices.filter { code in
      labels[code].allSatisfy { given[$0.column] == nil || given[$0.column] == $0.level }
    }
    if !labels.isEmpty, codes.isEmpty {
      throw StudyError(reasons: [
        "--at \(text): no such stratum; the strata are "
          + labels.map(CoxAnalysis.name).joined(separator: "; ")
      ])
    }
    var values = given
    for part in labels.first ?? [] { values[part.column] = nil }
    self.text = text
    self.given = given
    self.values = values
    self.codes = labels.isEmpty ? [0] : codes
    self.strata = strata
  }

  /// The name of a stratum; `nil` without strata.
  func name(_ code: Int) -> String? { strata.map { CoxAnalysis.name($0.labels[code]) } }

  /// The stratum of the one row of the request.
  func grouping(_ code: Int) -> Grouping? {
    strata.map { Grouping(codes: [Int32(code)], count: $0.labels.count) }
  }

  /// The last time of follow-up in a stratum; −∞ where it is empty.
  func lastFollowUp(_ code: Int, times: [Double]) -> Double {
    times.indices.lazy.filter { row in
      strata.map { $0.grouping.codes[row] == Int32(code) } ?? true
    }.map { times[$0] }.max() ?? -.infinity
  }

  /// `age=60,sex=1` → values by column.
  static func values(_ text: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map {
        $0.drop { $0 == " " }
      }
      guard sides.count == 2, !sides[0].isEmpty else {
        throw StudyError(reasons: [
          "--at \(text): expected column=value pairs separated by commas, such as age=60,sex=1"
        ])
      }
      values[String(sides[0])] = String(sides[1])
    }
    return values
  }
}
