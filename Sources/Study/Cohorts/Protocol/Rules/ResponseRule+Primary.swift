extension ResponseRule {
  /// The time point a single answer about response is given at: the last one by the deadline of a
  /// first response, or the first where none lies before it.
  public var primaryWindow: Window? {
    let deadline = deadlineMonths ?? -.infinity
    return windows.last { $0.month <= deadline } ?? windows.first
  }
}
