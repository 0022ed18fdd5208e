import Testing

/// Cumulative incidence, its tests and cause-specific Cox models against R's survival and cmprsk.
@Suite struct IncidenceNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "incidence"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
