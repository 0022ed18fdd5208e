import Testing

/// Standardised curves, concordances and what else follows a Cox fit, against R.
@Suite struct AfterCoxNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "afterCox"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
