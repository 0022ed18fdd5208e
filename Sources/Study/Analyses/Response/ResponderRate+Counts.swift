import Cohorts

extension ResponderRate.Counts {
  /// Counts some hips at a time point; a hip without a baseline, or with too little to improve, is in
  /// no class.
  ///
  /// - Parameter place: the place of the time point among those of the plan.
  init(_ hips: some Sequence<HipEndpoints>, at place: Int) {
    for hip in hips {
      treated += 1
      if hip.onset == nil, hip.responseStatus == .indeterminate {
        unclassed += 1
        belowFloor += hip.flags.contains(.belowFloor) ? 1 : 0
      } else {
        classes[hip.classes[place], default: 0] += 1
      }
    }
  }
}
