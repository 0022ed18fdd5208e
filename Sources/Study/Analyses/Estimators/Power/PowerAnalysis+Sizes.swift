import Statistics
import StudyDesign

extension PowerAnalysis.Row {
  /// Adds the sizes of two arms that a power asks for, and the power they have.
  ///
  /// - Returns: the independent units of the arms; `nil` where no size is enough.
  @discardableResult
  mutating func addSizes(
    of plan: some TwoArmPlan, _ values: DesignGrid.Plan, power: Double
  ) -> ArmSizes? {
    let allocation = values.allocation
    let sizes = plan.leastControls(power: power, allocation: allocation)
      .map(allocation.wholeSizes(control:))
    if let unrounded = plan.unroundedControls(power: power, allocation: allocation) {
      add(.unrounded, unrounded)
    }
    add(.independentControl, count: sizes.map { Int($0.control) })
    add(.independentTreated, count: sizes.map { Int($0.treated) })
    let enrolment = values.enrolment
    addEnrolled(
      sizes.flatMap { enrolment.enrolled($0.control) },
      sizes.flatMap { enrolment.enrolled($0.treated) }, enrolment)
    add(.achievedPower, sizes.map(plan.power))
    return sizes
  }

  /// Adds the sizes of two arms that are given in sum.
  ///
  /// - Returns: the independent units of the arms.
  mutating func addSizes(_ values: DesignGrid.Plan) throws -> ArmSizes {
    let sizes = values.allocation.wholeSizes(total: Int(try values.needed(.n)))
    guard sizes.control >= 1, sizes.treated >= 1 else {
      throw DesignProblem(
        message:
          "--n \(Int(sizes.total)): with --ratio \(DesignGrid.text(values.allocation.ratio)) "
          + "an arm is empty")
    }
    let enrolment = values.enrolment
    let independent = ArmSizes(
      control: enrolment.independent(sizes.control), treated: enrolment.independent(sizes.treated))
    add(.independentControl, independent.control)
    add(.independentTreated, independent.treated)
    addEnrolled(Int(sizes.control), Int(sizes.treated), enrolment)
    return independent
  }

  private mutating func addEnrolled(_ control: Int?, _ treated: Int?, _ enrolment: Enrolment) {
    add(.enrolledControl, count: control)
    add(.enrolledTreated, count: treated)
    var total: Int?
    if let control, let treated { total = control + treated }
    add(.enrolled, count: total)
    if enrolment.hipsPerPatient > 1 {
      add(.patients, count: total.map(enrolment.patients))
    }
  }

  /// Adds the size of one group.
  mutating func addSize(independent: Double?, enrolled: Int?, _ enrolment: Enrolment) {
    add(.independent, independent)
    add(.enrolled, count: enrolled)
    if enrolment.hipsPerPatient > 1 {
      add(.patients, count: enrolled.map(enrolment.patients))
    }
  }
}
