extension SimulatedCohort {
  /// What to simulate.
  ///
  /// Every rate is a value of the simulator, chosen so that the cohort is plausible; none is
  /// evidence.
  public struct Settings: Sendable, Hashable, Codable {
    /// The number of patients; about 15 % of them have both hips treated.
    public var patients: Int
    /// The seed: the same settings and seed give the same cohort.
    public var seed: UInt64
    /// Whether the files hold the errors real files hold, each listed in the file of errors.
    public var hasErrors: Bool
    /// Whether a visit is missed more often when the hip is not in response.
    public var isMissingNotAtRandom: Bool
    /// The hazard of replacement per month: KL 2, median baseline, no benefit, before the factors.
    public var replacementRate: Double
    /// The factor on the hazard of replacement per kg/m² of BMI above 28; 1 is no effect.
    public var replacementRatioPerBMI: Double
    /// The hazards of a repeat injection per month, from month 6.
    public var boosterRates: StateRates

    /// A hip is treated when the pain observed at entry is at least this, on 0 to 100; 0 admits all.
    public var entryPain: Double

    /// Hazards per month by the state of the hip.
    public struct StateRates: Sendable, Hashable, Codable {
      /// While a clear response lasts.
      public var benefiting: Double
      /// After a clear response was lost.
      public var afterLoss: Double
      /// Before the onset, and in hips without a clear response.
      public var otherwise: Double

      /// Makes rates.
      public init(benefiting: Double, afterLoss: Double, otherwise: Double) {
        self.benefiting = benefiting
        self.afterLoss = afterLoss
        self.otherwise = otherwise
      }
    }

    /// Makes settings.
    public init(
      patients: Int = 600, seed: UInt64 = 1, hasErrors: Bool = true,
      isMissingNotAtRandom: Bool = false, replacementRate: Double = 0.0065,
      replacementRatioPerBMI: Double = 1,
      boosterRates: StateRates = .init(benefiting: 0.008, afterLoss: 0.05, otherwise: 0.004),
      entryPain: Double = 40
    ) {
      self.patients = patients
      self.seed = seed
      self.hasErrors = hasErrors
      self.isMissingNotAtRandom = isMissingNotAtRandom
      self.replacementRate = replacementRate
      self.replacementRatioPerBMI = replacementRatioPerBMI
      self.boosterRates = boosterRates
      self.entryPain = entryPain
    }
  }
}

/// The calendar of the simulation: fixed days, so that nothing depends on the clock.
enum SimulatedCalendar {
  /// The first day of an index injection, 2015-01-01, as days since 1970-01-01.
  static let firstInjection: Int32 = 16_436
  /// The number of days over which first injections spread: 2015-01-01 to 2019-12-31.
  static let injectionDays = 1826
  /// The last day the data hold, 2022-12-31.
  static let dataLock: Int32 = 19_357
  /// The length of a month in days, 365.25 / 12.
  static let daysPerMonth = 30.4375

  /// The whole days nearest to a number of months, small enough for a date.
  static func days(_ months: Double) -> Int32 {
    Int32(min((months * daysPerMonth).rounded(), 1_000_000))
  }
}

/// The independent streams of a patient: a changed option of one part leaves the others as they are.
enum SimulationPart: Int {
  case centre, population, hip, exposure, response, course, events, visits, records,
    errors
}
