import Testing

/// Covariates times functions of time, and nested models, against R.
@Suite struct TimeFunctionNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "commands-tt"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
