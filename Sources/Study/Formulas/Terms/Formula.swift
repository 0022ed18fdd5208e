/// A model formula in R's language, read but not yet applied to data.
///
/// ```
/// Surv(time, status == 2) ~ age * factor(stage) + rcs(bili, 4) + strata(centre)
/// ```
///
/// The operators `+ - : * ^ %in% /` combine terms as R's `terms.formula` does; `0 +` or `- 1` takes
/// the intercept away; `.` stands for every column not otherwise named. Arithmetic on columns
/// stands in `I(...)`, in `log exp sqrt abs log2 log10 log1p expm1`, or in a comparison, whose
/// value is 0 or 1. A name that is not a plain identifier stands in backticks.
///
/// Two things R accepts are refused, because they silently mean something else than they seem to:
/// `x^2` outside `I(...)`, and an event coded 1/2.
///
/// Reference: Wilkinson and Rogers (1973), Applied Statistics 22:392-399.
public struct Formula: Sendable, Hashable, Codable {
  /// A term of the right side.
  public struct Term: Sendable, Hashable {
    /// The term as typed without spaces, its variables joined by colons.
    public let label: String
    /// The variables it multiplies.
    public let variables: [String]
    /// The characters of the formula it was written on, counted from zero.
    public let position: Range<Int>
  }

  /// The formula as typed.
  public let text: String
  /// The left side.
  package let responseExpression: ResponseExpression
  /// The right side.
  package let rightSide: FormulaExpression
  /// The right side multiplied out, with the dot as a variable of its own.
  package let termList: TermList

  /// Reads a formula.
  ///
  /// - Throws: `FormulaError` with the place of the fault.
  public static func parse(_ text: String) throws(FormulaError) -> Formula {
    let sides = try FormulaParser.sides(of: text)
    let response = try ResponseExpression.read(sides.left, text: text)
    let terms = try TermExpansion.expand(sides.right, text: text, everything: nil)
    return Formula(
      text: text, responseExpression: response, rightSide: sides.right, termList: terms)
  }

  /// The left side without spaces, or `nil` where nothing stands there.
  public var response: String? {
    let parts = responseExpression.parts.map(\.label)
    switch responseExpression {
    case .none: return nil
    case .value: return parts.first
    case .rightCensored, .countingProcess: return "Surv(\(parts.joined(separator: ",")))"
    case .intervalCensored:
      return "Surv(\(parts.joined(separator: ",")),type=\"interval2\")"
    }
  }

  /// The covariate terms: by degree, then in the order of the formula.
  public var terms: [Term] {
    termList.terms.map { term in
      Term(
        label: termList.label(of: term),
        variables: term.variables.map { termList.variables[$0].label }, position: term.range)
    }
  }

  /// The terms that are no covariates, in formula order.
  public var specialTerms: [SpecialTerm] {
    termList.specials.compactMap { variable in
      variable.kind.special.map {
        SpecialTerm(
          kind: $0, label: variable.label, position: variable.range,
          columns: variable.parts.flatMap(\.names).map(\.name))
      }
    }
  }

  /// Whether the right side keeps the intercept.
  public var hasIntercept: Bool { termList.hasIntercept }

  /// Whether the right side holds a dot, which only the data can resolve.
  package var hasDot: Bool {
    termList.variables.contains { $0.parts.contains { $0.kind == .everything } }
  }
}
