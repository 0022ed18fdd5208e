import Statistics
import Survival

extension Measurement {
  /// Fine and Gray's model of ten covariates with robust standard errors; every other event is of
  /// the competing cause.
  static let fineGray = Measurement(name: "finegray") { rows in
    let data = try GeneratedRegression(rows: rows, columns: 10)
    var cause: Int32 = 1
    let causes = data.outcomes.isEvent.map { isEvent in
      guard isEvent else { return Int32(0) }
      cause = 3 - cause
      return cause
    }
    let input = FineGrayInput(data.outcomes, causes: causes, cause: 1)
    return { try FineGrayModel.fit(input, on: data.design).standardErrors[0] }
  }
}
