/// How many independent units an analysis has in each of two arms.
///
/// The formulas take sizes that are no whole numbers, so that hips of one patient can count for less
/// than one each.
public struct ArmSizes: Sendable, Hashable {
  /// The size of the control arm.
  public let control: Double
  /// The size of the treated arm.
  public let treated: Double

  /// Makes sizes.
  public init(control: Double, treated: Double) {
    self.control = control
    self.treated = treated
  }

  /// Both arms together.
  public var total: Double { control + treated }

  /// 1/n of the one and of the other arm, summed: the variance of a difference of means in σ².
  public var inverse: Double { 1 / control + 1 / treated }
}

/// How units are shared out between two arms.
public struct Allocation: Sendable, Hashable {
  /// Treated units for each control, positive.
  public let ratio: Double

  /// Makes an allocation.
  public init(ratio: Double = 1) { self.ratio = ratio }

  /// The share of all units that is treated.
  public var treatedShare: Double { ratio / (1 + ratio) }

  /// Sizes of a number of controls, not rounded.
  public func sizes(control: Double) -> ArmSizes {
    ArmSizes(control: control, treated: ratio * control)
  }

  /// Whole sizes of a number of controls, the treated arm rounded up.
  public func wholeSizes(control: Int) -> ArmSizes {
    // A ratio such as 1.1 times 10 must not be 12 for a rounding's sake.
    let treated = ratio * Double(control)
    return ArmSizes(
      control: Double(control), treated: max(1, (treated * (1 - 0x1p-48)).rounded(.up)))
  }

  /// Whole sizes of a total: the control arm rounded down, the rest treated.
  public func wholeSizes(total: Int) -> ArmSizes {
    let control = (Double(total) / (1 + ratio) * (1 + 0x1p-48)).rounded(.down)
    return ArmSizes(control: control, treated: Double(total) - control)
  }
}
