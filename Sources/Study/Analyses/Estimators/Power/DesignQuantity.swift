/// A number in the plan of a study: one that is assumed, or one that follows.
///
/// The raw value is the name on the command line and, with underscores, in the results.
public enum DesignQuantity: String, Sendable, Hashable, CaseIterable {
  // What is assumed of two proportions, of means, of survival, of one proportion.
  case control, treated, margin
  case difference
  case deviation = "sd"
  case correlation
  case hazardRatio = "hazard-ratio"
  case median, survival
  case time = "at"
  case shape, accrual
  case followUp = "follow-up"
  case dropOutRate = "dropout-rate"
  case otherEventRate = "other-event-rate"
  case rSquared = "r2"
  case proportion
  case halfWidth = "half-width"
  case assurance
  // What is assumed of the study.
  case n, power, alpha, ratio
  case level = "conf-level"
  case hipCorrelation = "icc"
  case hipsPerPatient = "hips-per-patient"
  case loss = "loss-to-follow-up"

  // What follows.
  case testedDeviation = "tested-sd"
  case treatedMedian = "median-treated"
  case unrounded = "n-control-unrounded"
  case independentControl = "n-independent-control"
  case independentTreated = "n-independent-treated"
  case independent = "n-independent"
  case enrolledControl = "n-control"
  case enrolledTreated = "n-treated"
  case enrolled = "n-total"
  case patients
  case achievedPower = "power-achieved"
  case falseAlarms = "type-one-error"
  case requiredEvents = "events-required"
  case expectedEvents = "events-expected"
  case controlEventShare = "event-probability-control"
  case treatedEventShare = "event-probability-treated"
  case simulatedPower = "power-simulated"
  case simulatedLower = "power-simulated-low"
  case simulatedUpper = "power-simulated-high"
  case intervalLower = "conf-low"
  case intervalUpper = "conf-high"
  case chance = "chance-of-half-width"

  /// The name in JSON and CSV.
  public var key: String { rawValue.replacing("-", with: "_") }

  /// What a value that is assumed must be, in words.
  var expected: String {
    switch self {
    case .control, .treated, .proportion: "a probability from 0 to 1"
    case .survival: "a probability between 0 and 1"
    case .power, .alpha, .level, .assurance: "a number between 0 and 1"
    case .margin: "a number above 0"
    case .correlation: "a correlation above -1 and below 1"
    case .hazardRatio: "a ratio above 0"
    case .rSquared, .loss: "a share from 0 to below 1"
    case .hipCorrelation: "a correlation from 0 to 1"
    case .hipsPerPatient: "a mean number from 1 to 2, since nobody has more hips"
    case .n: "a whole number from 2 to 1000000000"
    case .difference: "a number"
    case .accrual, .followUp, .dropOutRate, .otherEventRate: "a number from 0 up"
    default: "a number above 0"
    }
  }

  /// Whether a value may be assumed.
  func accepts(_ value: Double) -> Bool {
    guard value.isFinite, abs(value) <= 1e12 else { return false }
    switch self {
    case .control, .treated, .proportion, .hipCorrelation: return value >= 0 && value <= 1
    case .survival, .power, .alpha, .level, .assurance: return value > 0 && value < 1
    case .correlation: return value > -1 && value < 1
    case .rSquared, .loss: return value >= 0 && value < 1
    case .hipsPerPatient: return value >= 1 && value <= 2
    case .n: return value >= 2 && value <= 1e9 && value == value.rounded()
    case .difference: return true
    case .accrual, .followUp, .dropOutRate, .otherEventRate: return value >= 0
    default: return value > 0
    }
  }
}
