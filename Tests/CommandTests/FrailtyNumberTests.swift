import Testing

/// Shared gamma frailties against the maximum of the marginal likelihood.
@Suite struct FrailtyNumberTests {
  @Test("finds the maximum", arguments: try ReferenceCommand.all(in: "commands-frailty"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
