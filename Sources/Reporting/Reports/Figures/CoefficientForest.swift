import Analyses
import Documents
import Glibc
import Statistics

/// The figure of a model's coefficients: a row each, but none for the intercept or for a curve, whose
/// columns mean nothing one by one.
struct CoefficientForest {
  let terms: CoefficientTerms
  let facts: EstimatorFacts
  let request: FigureRequest
  /// What the model is called, such as `Cox proportional hazards model`.
  let model: String
  /// What is counted beside the rows used: `45 events`; nil for nothing.
  var counted: String?

  /// What the coefficients are about, where the formula does not say it.
  var outcome: String?

  /// What the coefficients are about, as words after their name: ` of lost`.
  private var about: String {
    guard terms.measure != .timeRatio else { return "" }
    return (outcome ?? FollowUpNames(facts.formula).event).map { " of \($0)" } ?? ""
  }
  private var isRatio: Bool { terms.ratioKey != nil }
  private var effect: String { terms.ratioTitle ?? "Difference" }
  private var level: String {
    terms.estimates.first.map { CoefficientTerms.percent($0.interval.level) } ?? ""
  }

  private func kind(_ variable: String) -> EstimatorFacts.Term.Kind {
    facts.terms.first { $0.label == variable }?.kind ?? .number
  }

  /// The estimate on the scale of the figure, with its bounds.
  private func scaled(_ estimate: Estimate) -> (value: Double, lower: Double, upper: Double) {
    let interval = estimate.interval
    return isRatio
      ? (exp(estimate.value), exp(interval.lower), exp(interval.upper))
      : (estimate.value, interval.lower, interval.upper)
  }

  private func isDrawn(_ estimate: Estimate) -> Bool {
    let (value, lower, upper) = scaled(estimate)
    return isRatio
      ? RatioStyle().isEstimable(value, lower, upper) : value.isFinite && lower <= upper
  }

  /// The estimate as the table of the page has it.
  private func words(_ estimate: Estimate) -> String {
    let (value, lower, upper) = scaled(estimate)
    guard isDrawn(estimate) else { return "not estimable" }
    let text = CoefficientTerms.significant
    return isRatio
      ? RatioStyle().text(value, lower, upper)
      : "\(text(value)) (\(text(lower)) to \(text(upper)))"
  }

  private func row(_ index: Int, label: String, indent: Int = 0) -> ForestFigure.Row {
    let estimate = terms.estimates[index]
    let (value, lower, upper) = scaled(estimate)
    let drawn = isDrawn(estimate)
    return ForestFigure.Row(
      label, indent: indent,
      mark: drawn ? .estimate(value, lower: lower, upper: upper) : .absent("not estimable"),
      estimate: drawn ? words(estimate) : "",
      note: PValueStyle().text(PrintableValue(terms.pValue(index))))
  }

  /// The rows of the picture, and each coefficient drawn with its name in words.
  private var rows: (drawn: [ForestFigure.Row], named: [String]) {
    var drawn: [ForestFigure.Row] = []
    var named: [String] = []
    var open: String?
    for (index, column) in terms.columns.enumerated() where column.name != "(Intercept)" {
      switch kind(column.variable) {
      case .curve: continue
      case .levels(let reference):
        if open != column.variable {
          drawn.append(.init(column.variable, mark: .heading))
          if let reference {
            drawn.append(
              .init(
                reference, indent: 1, mark: .reference,
                estimate: "\(isRatio ? "1" : "0") (reference)"))
          }
        }
        drawn.append(row(index, label: column.level ?? column.name, indent: 1))
        named.append(
          "\(column.name) \(words(terms.estimates[index]))"
            + (reference.map { " against \($0)" } ?? ""))
      case .number:
        drawn.append(row(index, label: "\(column.name), per unit"))
        named.append("\(column.name) \(words(terms.estimates[index])) per unit")
      case .product:
        drawn.append(row(index, label: column.name))
        named.append("\(column.name) \(words(terms.estimates[index]))")
      }
      open = column.variable
    }
    return (drawn, named)
  }

  /// The figure in its place.
  ///
  /// - Throws: `FigureRequest.Refusal` for a model without a coefficient to draw.
  func placed() throws(FigureRequest.Refusal) -> PlacedFigure {
    let (drawn, named) = rows
    guard !drawn.isEmpty else {
      throw .init(
        "--figure: the model has no coefficient to draw; an intercept is left out, and so are the "
          + "columns of a curve, which mean nothing one by one")
    }
    let figure = ForestFigure(
      id: request.id, title: request.title ?? "\(effect)s\(about)",
      description: "\(effect)s\(about) with \(level) intervals: \(named.joined(separator: "; ")).",
      axisLabel: effect + about, scale: isRatio ? .logarithmic : .linear,
      reference: isRatio ? 1 : 0,
      directions: directions, labelHeading: "Term",
      estimateHeading: "\(effect) (\(level) CI)", noteHeading: "P", rows: drawn)
    return PlacedFigure(figure, caption: RichText(caption), at: request)
  }

  /// What lies on each side of the line of no difference.
  private var directions: ForestFigure.Directions {
    switch terms.measure {
    case .hazardRatio: .init(lower: "event later", upper: "event sooner")
    case .subdistributionHazardRatio: .init(lower: "fewer events", upper: "more events")
    case .timeRatio: .init(lower: "shorter time", upper: "longer time")
    case .oddsRatio: .init(lower: "lower odds", upper: "higher odds")
    case .rateRatio: .init(lower: "lower rate", upper: "higher rate")
    case .meanRatio: .init(lower: "lower mean", upper: "higher mean")
    case .meanDifference, .linkDifference: .init(lower: "lower", upper: "higher")
    }
  }

  private var caption: String {
    var variables: [String] = []
    var hasProducts = false
    for column in terms.columns where !variables.contains(column.variable) {
      switch kind(column.variable) {
      case .curve: variables.append(column.variable)
      case .product: hasProducts = true
      case .number, .levels: continue
      }
    }
    return "\(model), \(NumberStyle.point.text(facts.n)) rows"
      + (counted.map { ", \($0)" } ?? "") + ". Bars are \(level) confidence intervals."
      + (variables.isEmpty
        ? ""
        : " Not drawn: \(variables.joined(separator: ", ")), a curve whose columns mean nothing one "
          + "by one.")
      + (hasProducts
        ? " A row with a colon is a product: how far the effect of one differs with the other, where "
          + "each stands alone as well." : "")
  }
}

extension Rendition {
  /// The same result with a forest of its coefficients, where one is asked for.
  func illustrated(
    by terms: CoefficientTerms, _ facts: EstimatorFacts, model: String, counted: String? = nil,
    outcome: String? = nil, at request: FigureRequest?
  ) throws(FigureRequest.Refusal) -> Rendition {
    guard let request else { return self }
    let forest = CoefficientForest(
      terms: terms, facts: facts, request: request, model: model, counted: counted,
      outcome: outcome)
    return illustrated(by: try forest.placed())
  }
}

/// A number of events in words.
enum EventWords {
  static func text(_ count: Int) -> String {
    NumberStyle.point.text(count) + (count == 1 ? " event" : " events")
  }
}
