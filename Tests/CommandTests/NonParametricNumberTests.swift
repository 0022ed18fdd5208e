import Testing

/// Restricted means, bands and the log-rank family against R.
@Suite struct NonParametricNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "nonParametric"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
