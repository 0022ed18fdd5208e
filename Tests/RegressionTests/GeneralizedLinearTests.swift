import LinearAlgebra
import ReferenceTables
import Regression
import Statistics
import Testing

/// Worked cases, identities and edges of generalised linear models.
@Suite struct GeneralizedLinearTests {
  private static func design(_ columns: [[Double]], offset: [Double]? = nil) -> Design {
    RegressionCase.design(
      columns, names: columns.indices.map { $0 == 0 ? "(Intercept)" : "x\($0)" },
      hasIntercept: true, offset: offset)
  }

  private static func agree(
    _ a: GeneralizedLinearModel, _ b: GeneralizedLinearModel, _ tolerance: Double = 1e-10
  ) {
    for j in a.coefficients.indices {
      #expect(isClose(a.coefficients[j], b.coefficients[j], relative: tolerance))
      #expect(isClose(a.standardErrors[j], b.standardErrors[j], relative: tolerance))
    }
  }

  /// Two by two: 2 of 10 against 6 of 12; log odds ratio log 4, variance ½ + ⅛ + ⅙ + ⅙.
  @Test func oddsRatioOfATwoByTwoTable() throws {
    let model = try GeneralizedLinearModel.fit(
      [0.2, 0.5], on: Self.design([[1, 1], [0, 1]]), weights: [10, 12],
      options: .init(family: .binomial))
    #expect(isClose(model.coefficients[1], 1.3862943611198906))
    #expect(isClose(model.standardErrors[1], (1.0 / 2 + 1.0 / 8 + 1.0 / 3).squareRoot()))
    #expect(model.effectMeasure == .oddsRatio && model.referenceDegreesOfFreedom == .infinity)
    #expect(model.deviance < 1e-25)
  }

  /// A normal model with the identity link is the linear model.
  @Test func normalIdentityIsTheLinearModel() throws {
    let data = try RegressionCase.load("regression/lm-weights-offset")
    let linear = try LinearModel.fit(data.response, on: data.design, weights: data.weights)
    let general = try GeneralizedLinearModel.fit(
      data.response, on: data.design, weights: data.weights, options: .init(family: .gaussian))
    for j in linear.coefficients.indices {
      #expect(isClose(general.coefficients[j], linear.coefficients[j], relative: 1e-11))
      #expect(isClose(general.standardErrors[j], linear.standardErrors[j], relative: 1e-11))
    }
    #expect(isClose(general.logLikelihood, linear.logLikelihood, relative: 1e-12))
    #expect(general.parameterCount == linear.parameterCount)
  }

  @Test func groupedTrialsAreSingleTrials() throws {
    let data = try RegressionCase.load("regression/binomial-menarche-logit")
    let trials = try #require(data.weights)
    var y: [Double] = []
    var ages: [Double] = []
    for (i, age) in data.design.matrix.column(1).enumerated() {
      let events = Int((data.response[i] * trials[i]).rounded())
      y += [Double](repeating: 1, count: events)
      y += [Double](repeating: 0, count: Int(trials[i]) - events)
      ages += [Double](repeating: age, count: Int(trials[i]))
    }
    let options = GeneralizedLinearModel.Options(family: .binomial)
    Self.agree(
      try GeneralizedLinearModel.fit(
        data.response, on: data.design, weights: trials, options: options),
      try GeneralizedLinearModel.fit(
        y, on: Self.design([ages.map { _ in 1 }, ages]), options: options))
  }

  @Test func weightsRepeatRowsInAPoissonModel() throws {
    let data = try RegressionCase.load("regression/poisson-quine")
    let n = data.response.count
    let weights = (0..<n).map { Double(1 + $0 % 3) }
    let rows = (0..<n).flatMap { [Int](repeating: $0, count: 1 + $0 % 3) }
    let long = Design(
      matrix: data.design.matrix.selecting(rows: rows), columns: data.design.columns,
      terms: data.design.terms, hasIntercept: true)
    let options = GeneralizedLinearModel.Options(family: .poisson)
    let weighted = try GeneralizedLinearModel.fit(
      data.response, on: data.design, weights: weights, options: options)
    let repeated = try GeneralizedLinearModel.fit(
      rows.map { data.response[$0] }, on: long, options: options)
    Self.agree(weighted, repeated)
    #expect(isClose(weighted.logLikelihood, repeated.logLikelihood, relative: 1e-12))
  }

  /// With a canonical link X'w(y − μ) = 0.
  @Test(arguments: [
    ("binomial-esoph-logit", ExponentialFamily.binomial), ("poisson-quine", .poisson),
    ("gaussian-weights", .gaussian), ("gamma-trees-inverse", .gamma),
  ]) func scoreVanishes(_ name: String, _ family: ExponentialFamily) throws {
    let data = try RegressionCase.load("regression/" + name)
    let model = try GeneralizedLinearModel.fit(
      data.response, on: data.design, weights: data.weights, options: .init(family: family))
    let residuals = model.residuals(.response)
    for j in data.design.columns.indices where !model.coefficients[j].isNaN {
      var sum = 0.0
      var size = 0.0
      for i in residuals.indices {
        let part = (data.weights?[i] ?? 1) * data.design.matrix[i, j] * residuals[i]
        sum += part
        size += abs(part)
      }
      #expect(abs(sum) <= 1e-10 * size, "\(name) \(j)")
    }
  }

  /// In a sample of one the likelihood decides: coefficients move with an offset.
  @Test func offsetShiftsTheIntercept() throws {
    let data = try RegressionCase.load("regression/poisson-warpbreaks-log")
    let shifted = Design(
      matrix: data.design.matrix, columns: data.design.columns, terms: data.design.terms,
      hasIntercept: true, offset: [Double](repeating: 1, count: data.response.count))
    let options = GeneralizedLinearModel.Options(family: .poisson)
    let plain = try GeneralizedLinearModel.fit(data.response, on: data.design, options: options)
    let moved = try GeneralizedLinearModel.fit(data.response, on: shifted, options: options)
    #expect(isClose(moved.coefficients[0], plain.coefficients[0] - 1))
    #expect(isClose(moved.coefficients[2], plain.coefficients[2]))
    #expect(isClose(moved.nullDeviance, plain.nullDeviance))
  }

  /// Covariates in awkward units and far from zero.
  @Test func illConditionedDesignsKeepTheirDigits() throws {
    let data = try RegressionCase.load("regression/binomial-birthwt")
    let options = GeneralizedLinearModel.Options(family: .binomial)
    let plain = try GeneralizedLinearModel.fit(data.response, on: data.design, options: options)
    var matrix = data.design.matrix
    for i in 0..<matrix.rowCount {
      matrix[i, 1] = matrix[i, 1] * 1e-3 + 1024
      matrix[i, 2] *= 1e12
    }
    let awkward = Design(
      matrix: matrix, columns: data.design.columns, terms: data.design.terms, hasIntercept: true)
    let model = try GeneralizedLinearModel.fit(data.response, on: awkward, options: options)
    #expect(model.convergence.converged)
    #expect(isClose(model.coefficients[1] * 1e-3, plain.coefficients[1], relative: 1e-8))
    #expect(isClose(model.standardErrors[1] * 1e-3, plain.standardErrors[1], relative: 1e-8))
    #expect(isClose(model.coefficients[2] * 1e12, plain.coefficients[2], relative: 1e-8))
    #expect(isClose(model.deviance, plain.deviance, relative: 1e-12))
  }

  /// Starting means near the responses lead the identity link below zero here.
  @Test func identityLinksFindAPossibleStart() throws {
    let x: [Double] = [0, 1, 2, 3, 4, 5, 6, 40]
    let y: [Double] = [0, 1, 0, 2, 1, 3, 2, 3]
    let model = try GeneralizedLinearModel.fit(
      y, on: Self.design([x.map { _ in 1 }, x]),
      options: .init(family: .poisson, link: .identity))
    #expect(model.fittedValues.allSatisfy { $0 > 0 })
    #expect(model.deviance < model.nullDeviance)
  }

  @Test func predictionsOnBothScales() throws {
    let data = try RegressionCase.load("regression/binomial-birthwt")
    let model = try GeneralizedLinearModel.fit(
      data.response, on: data.design, options: .init(family: .binomial))
    let link = model.predictions(for: data.design, scale: .link)
    let mean = model.predictions(for: data.design)
    for i in [0, 50, 188] {
      #expect(isClose(link[i].value, model.linearPredictors[i]))
      #expect(isClose(mean[i].value, model.fittedValues[i]))
      let slope = mean[i].value * (1 - mean[i].value)
      #expect(isClose(mean[i].standardError, slope * link[i].standardError))
    }
  }

  @Test func perfectFitAndSaturation() throws {
    let x: [Double] = [1, 2, 3, 4]
    let exact = try GeneralizedLinearModel.fit(
      x.map { 2 + 3 * $0 }, on: Self.design([x.map { _ in 1 }, x]),
      options: .init(family: .gaussian))
    #expect(isClose(exact.coefficients[1], 3, relative: 1e-12))
    #expect(exact.diagnostics.map(\.code) == [.perfectFit])
    let saturated = try GeneralizedLinearModel.fit(
      [2, 5], on: Self.design([[1, 1], [0, 1]]), options: .init(family: .gamma, link: .log))
    #expect(isClose(saturated.coefficients[1], 0.9162907318741551))
    #expect(saturated.dispersion.isNaN && saturated.standardErrors[1].isNaN)
    #expect(saturated.diagnostics.map(\.code) == [.notEstimable])
  }

  @Test func notesWhatIsNoCount() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6]
    let poisson = try GeneralizedLinearModel.fit(
      [1.5, 2, 3, 4, 6, 9], on: Self.design([x.map { _ in 1 }, x]),
      options: .init(family: .poisson))
    #expect(poisson.diagnostics.map(\.code) == [.nonInteger])
    #expect(poisson.logLikelihood.isFinite)
  }

  @Test func impossibleInputIsNamed() {
    let design = Self.design([[1, 1, 1], [0, 1, 2]])
    for (family, response, row) in [
      (ExponentialFamily.binomial, [0, 1, 2.0], 2), (.poisson, [1, -1, 2], 1),
      (.gamma, [0, 1, 2], 0), (.gaussian, [1, .nan, 2], 1),
    ] {
      #expect("\(family)") {
        try GeneralizedLinearModel.fit(response, on: design, options: .init(family: family))
      } throws: { error in
        if case FitError.responseOutOfRange(_, row, _) = error { true } else { false }
      }
    }
    #expect(
      throws: FitError.invalidOption(
        name: "link", value: "probit", expected: "log, identity, sqrt for a poisson model")
    ) {
      try GeneralizedLinearModel.fit(
        [1, 2, 3], on: design, options: .init(family: .poisson, link: .probit))
    }
  }

  @Test func iterationLimitIsANoteAndNotAnError() throws {
    let data = try RegressionCase.load("regression/binomial-birthwt")
    let model = try GeneralizedLinearModel.fit(
      data.response, on: data.design, options: .init(family: .binomial, maximumIterations: 1))
    #expect(!model.convergence.converged && model.convergence.iterations == 1)
    #expect(model.diagnostics.map(\.code) == [.notConverged])
  }

  /// Many rows, so that several blocks are summed: a table of counts repeated.
  @Test func manyRows() throws {
    let times = 3000
    let x = (0..<4 * times).map { Double($0 % 4 / 2) }
    let y = (0..<4 * times).map { [0.0, 4, 3, 9][$0 % 4] }
    let model = try GeneralizedLinearModel.fit(
      y, on: Self.design([x.map { _ in 1 }, x]), options: .init(family: .poisson))
    #expect(isClose(model.coefficients[1], 1.0986122886681098))  // log 6/2
    let variance = 1 / (4 * Double(times)) + 1 / (12 * Double(times))
    #expect(isClose(model.standardErrors[1], variance.squareRoot()))
  }
}
