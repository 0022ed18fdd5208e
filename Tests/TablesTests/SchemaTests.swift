import Tables
import Testing

@Suite("Declared columns")
struct SchemaTests {
  static let options = CSVReader.Options(columns: [
    "age": ColumnDeclaration(type: .number, range: 18...100),
    "sex": ColumnDeclaration(type: .category, levels: ["female", "male"]),
    "date": ColumnDeclaration(type: .date),
    "cell_source": ColumnDeclaration(type: .category),
    "centre": ColumnDeclaration(),
  ])

  @Test("Everything that is not as declared, in one run")
  func violations() {
    let file = """
      age,sex,date,cel_source
      17,female,2024-01-01,a
      60,femal,01/02/2024,a
      abc,male,2024-02-30,b
      101,Male,NA,b
      "27,4",x,,a
      """
    #expect(
      problems(file, Self.options).map(\.summary) == [
        "note: read as missing: \"NA\" (1)",
        "error 1: there is no column `cell_source`",
        "error 1: there is no column `centre`",
        "error 2:1 age [17]: the value lies outside the declared range; expected 18 to 100 (+1)",
        "error 3:2 sex [femal]: the value is not among the declared levels; expected one of female, male",
        "error 3:3 date [01/02/2024]: the column is declared to hold dates; "
          + "expected a date written as YYYY-MM-DD (+1)",
        "error 4:1 age [abc]: the column is declared to hold numbers; expected a number (+1)",
        "error 5:2 sex [Male]: the value is not among the declared levels; expected one of female, male",
        "error 6:2 sex [x]: the value is not among the declared levels; expected one of female, male",
      ])
    let helps = problems(file, Self.options).compactMap(\.help)
    #expect(helps.contains("did you mean `cel_source`?"))
    #expect(helps.contains("the columns are age, sex, date, cel_source"))
    #expect(helps.contains("did you mean `female`?"))
    #expect(helps.contains("did you mean `male`?"))
  }

  @Test("A table is checked after the fact as well")
  func afterwards() throws {
    let table = try read("age,sex,date,cell_source,centre\n17,female,x,1,1\n200,other,y,2,2\n")
    let schema = Schema(columns: Self.options.columns)
    #expect(
      schema.problems(in: table).map(\.summary) == [
        "error -:3 date: the column holds text; it is declared to hold dates",
        "error -:4 cell_source: the column holds numbers; it is declared to hold categories",
        "error 2:1 age [17]: the value lies outside the declared range; expected 18 to 100 (+1)",
        "error 3:2 sex [other]: the value is not among the declared levels; "
          + "expected one of female, male",
      ])
  }
}
