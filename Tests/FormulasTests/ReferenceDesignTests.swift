import Formulas
import Foundation
import LinearAlgebra
import ReferenceTables
import Statistics
import Tables
import Testing

/// Designs against R's `model.matrix`, on the data fitted and on new data.
@Suite struct ReferenceDesignTests {
  static let data = Result {
    try CSVReader.read(path: ReferenceTable.url("formulas/data.csv").path)
  }
  static let new = Result { try CSVReader.read(path: ReferenceTable.url("formulas/new.csv").path) }

  @Test(arguments: try ReferenceGroup.load("designs"))
  func theDesignIsRs(_ reference: ReferenceGroup) throws {
    let frame = try ModelFrame.build(
      try Formula.parse(reference.name), from: try Self.data.get())
    #expect(frame.design.columnNames == reference.columnNames)
    reference.expect(frame.design.matrix.elements)
  }

  @Test(arguments: try ReferenceGroup.load("new-designs"))
  func newDataIsCodedWithTheFittedLevelsAndKnots(_ reference: ReferenceGroup) throws {
    let frame = try ModelFrame.build(
      try Formula.parse(reference.name), from: try Self.data.get())
    let design = try frame.encoding.design(for: try Self.new.get())
    #expect(design.columnNames == reference.columnNames)
    reference.expect(design.matrix.elements)
  }

  @Test func codingTheFittedRowsAgainGivesTheSameDesign() throws {
    let table = try Self.data.get()
    for reference in try ReferenceGroup.load("designs") {
      let frame = try ModelFrame.build(try Formula.parse(reference.name), from: table)
      let rows = frame.rows.map { $0.map(Int.init) } ?? Array(0..<table.rowCount)
      let again = try frame.encoding.design(for: table.rows(rows))
      #expect(again.matrix == frame.design.matrix, "\(reference.name)")
      #expect(again.terms == frame.design.terms)
    }
  }
}
