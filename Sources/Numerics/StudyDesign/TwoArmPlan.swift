/// A comparison of two arms whose power is known at every size.
public protocol TwoArmPlan: Sendable {
  /// The probability that the test rejects in the direction assumed.
  func power(_ sizes: ArmSizes) -> Double

  /// The least number of controls with at least a power; `nil` where there is none.
  func leastControls(power: Double, allocation: Allocation) -> Int?

  /// The number of controls the formula asks for, not rounded; `nil` where there is none.
  func unroundedControls(power: Double, allocation: Allocation) -> Double?
}

extension TwoProportions: TwoArmPlan {}
extension MeanComparison: TwoArmPlan {}
extension LogRankDesign: TwoArmPlan {}
