import Testing

/// `cohort finegray` against cmprsk, survival and a second implementation.
@Suite struct FineGrayNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "fineGray"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}
