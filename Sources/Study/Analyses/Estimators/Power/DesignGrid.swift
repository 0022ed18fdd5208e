import Statistics
import StudyDesign

/// The plans a command asks about: every combination of the values given.
public struct DesignGrid: Sendable {
  /// More rows than this nobody reads.
  static let mostRows = 1000

  /// The quantities given, with their values, in order.
  public let given: [(quantity: DesignQuantity, values: [Double])]

  /// Takes the values; a quantity without values is not given.
  public init(_ given: [(DesignQuantity, [Double]?)]) {
    self.given = given.compactMap { quantity, values in values.map { (quantity, $0) } }
  }

  /// Whether a quantity is given.
  public func has(_ quantity: DesignQuantity) -> Bool {
    given.contains { $0.quantity == quantity }
  }

  /// The value of a quantity that is the same in every plan; `nil` where it varies or is not given.
  public func single(_ quantity: DesignQuantity) -> Double? {
    let values = self.values(quantity)
    return values.count == 1 ? values.first : nil
  }

  /// The values of a quantity; none where it is not given.
  public func values(_ quantity: DesignQuantity) -> [Double] {
    given.first { $0.quantity == quantity }?.values ?? []
  }

  /// Every combination, the last quantity running fastest.
  ///
  /// - Throws: `FitError` for a value that makes no sense, `DesignProblem` for too many combinations.
  func plans() throws -> [Plan] {
    for (quantity, values) in given {
      for value in values where !quantity.accepts(value) {
        throw FitError.invalidOption(
          name: quantity.rawValue, value: Self.text(value), expected: quantity.expected)
      }
    }
    var count = 1
    for (_, values) in given {
      let product = count.multipliedReportingOverflow(by: values.count)
      guard !product.overflow, product.partialValue <= Self.mostRows else {
        throw DesignProblem(
          message: "the values given make more than \(Self.mostRows) combinations; give fewer")
      }
      count = product.partialValue
    }
    var plans = [Plan(values: [:])]
    for (quantity, values) in given {
      plans = plans.flatMap { plan in values.map { plan.adding(quantity, $0) } }
    }
    return plans
  }

  /// A number as it was typed, whole ones without a fraction.
  static func text(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// One combination.
  struct Plan {
    private(set) var values: [DesignQuantity: Double]

    init(values: [DesignQuantity: Double]) { self.values = values }

    func adding(_ quantity: DesignQuantity, _ value: Double) -> Plan {
      var plan = self
      plan.values[quantity] = value
      return plan
    }

    subscript(quantity: DesignQuantity) -> Double? { values[quantity] }

    func value(_ quantity: DesignQuantity, orElse fallback: Double) -> Double {
      values[quantity] ?? fallback
    }

    /// A value without which there is no plan.
    func needed(_ quantity: DesignQuantity) throws -> Double {
      guard let value = values[quantity] else {
        throw DesignProblem(message: "--\(quantity.rawValue) is missing")
      }
      return value
    }

    var allocation: Allocation { Allocation(ratio: value(.ratio, orElse: 1)) }

    var enrolment: Enrolment {
      Enrolment(
        correlation: value(.hipCorrelation, orElse: 0),
        hipsPerPatient: value(.hipsPerPatient, orElse: 1), loss: value(.loss, orElse: 0))
    }

    func level(_ sides: ErrorLevel.Sides) -> ErrorLevel {
      ErrorLevel(alpha: value(.alpha, orElse: 0.05), sides: sides)
    }

    var followUp: FollowUpPlan {
      get throws {
        FollowUpPlan(
          accrual: try needed(.accrual), followUp: try needed(.followUp),
          dropOutRate: value(.dropOutRate, orElse: 0),
          otherEventRate: value(.otherEventRate, orElse: 0))
      }
    }
  }
}

/// Why a plan cannot be worked out from what was given.
public struct DesignProblem: Error, Sendable {
  /// One sentence that says what to give.
  public let message: String
}
