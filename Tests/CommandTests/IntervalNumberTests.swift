import Testing

/// Interval-censored curves and hazards, against R and against maximisations by other means.
@Suite struct IntervalNumberTests {
  @Test("prints the reference numbers", arguments: try ReferenceCommand.all(in: "intervalCommands"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
