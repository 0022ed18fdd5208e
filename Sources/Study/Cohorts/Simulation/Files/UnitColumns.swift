import Tables

/// The table of units as it grows: one row per treated hip.
struct UnitColumns {
  private var patient: [String] = []
  private var patients = CodeColumn("patient_id")
  private var hips: [String] = []
  private var side = CodeColumn("side")
  private var injection = DayColumn("injection_date")
  private var age = NumberColumn("age")
  private var sex = CodeColumn("sex")
  private var bmi = NumberColumn("bmi")
  private var weight = NumberColumn("weight_kg", decimals: 1)
  private var grade = NumberColumn("kl_grade")
  private var joint = CodeColumn("joint")
  private var source = CodeColumn("cell_source")
  private var product = CodeColumn("product")
  private var dose = NumberColumn("dose")
  private var viability = NumberColumn("viability", decimals: 1)
  private var guidance = CodeColumn("guidance")
  private var centre = CodeColumn("centre")
  private var travel = CodeColumn("travel")
  private var diabetes = CodeColumn("diabetes")
  private var smoker = CodeColumn("smoker")
  private var cancer = CodeColumn("cancer")
  private var infection = CodeColumn("infection")
  private var soreness = NumberColumn("soreness_days")
  private var septic = CodeColumn("septic_arthritis")

  // Values of the simulator, not evidence: how often a laboratory's record is missing.
  static let doseMissing = 0.03, viabilityMissing = 0.05

  /// The names of the hips so far.
  var hipNames: [String] { hips }
  /// The number of rows so far.
  var count: Int { hips.count }

  /// Adds a hip with its error, if it has one.
  mutating func append(_ hip: SimulatedHip, error: InjectedError?, seed: UInt64) {
    var stream = RandomStream(
      seed: seed, key: SimulationPart.records.rawValue, hip.patient.number, hip.number)
    let lacksDose = stream.bernoulli(Self.doseMissing)
    let lacksViability = stream.bernoulli(Self.viabilityMissing)
    let person = hip.patient
    let name = SimulatedWords.patient(person.number)
    if hip.number == 0 { patient.append(name) }
    patients.append(Int32(patient.count - 1))
    hips.append("\(name)-\(hip.number + 1)")
    side.append(hip.isLeft != (error?.kind == .sideSwapped))
    injection.append(hip.injection)
    age.append(person.age)
    sex.append(person.isMale)
    bmi.append(person.bmi)
    weight.append(person.bmi * person.height * person.height)
    grade.append(Double(hip.grade))
    joint.append(0)
    source.append(hip.exposure.source.rawValue)
    product.append(hip.exposure.product.rawValue)
    dose.append(lacksDose ? .nan : hip.exposure.dose)
    viability.append(lacksViability ? .nan : 100 * hip.exposure.viability)
    guidance.append(hip.exposure.guidance.rawValue)
    centre.append(Int32(person.centre))
    travel.append(person.travels)
    diabetes.append(person.diabetes.rawValue)
    smoker.append(person.isSmoker)
    cancer.append(person.cancer.rawValue)
    infection.append(person.isInfected)
    soreness.append(Double(hip.events.sorenessDays))
    septic.append(hip.events.hasSepticArthritis)
  }

  /// The column of the hips' names for some rows.
  func hipColumn(_ codes: [Int32]) -> Column {
    Column(name: "hip_id", values: .categories(Categories(codes: codes, levels: hips)))
  }

  /// The table.
  var table: Table {
    Table(
      source: SimulatedWords.files[0],
      columns: [
        hipColumn(hips.indices.map { Int32($0) }), patients.column(patient),
        side.column(SimulatedWords.sides), injection.column, age.column,
        sex.column(SimulatedWords.sexes), bmi.column, weight.column, grade.column,
        joint.column(["hip"]), source.column(SimulatedWords.sources),
        product.column(SimulatedWords.products), dose.column, viability.column,
        guidance.column(SimulatedWords.guidance), centre.column(SimulatedCentre.names),
        travel.column(SimulatedWords.noYes), diabetes.column(SimulatedWords.diabetes),
        smoker.column(SimulatedWords.noYes), cancer.column(SimulatedWords.cancer),
        infection.column(SimulatedWords.noYes), soreness.column,
        septic.column(SimulatedWords.noYes),
      ], rowCount: count)
  }
}
