import LinearPrograms
import Testing

/// Small programs solved by hand.
@Suite struct SimplexSolverTests {
  @Test func `two parts of a known sum bound each other`() throws {
    // x + y = 10 with 1 ≤ x ≤ 4 and y ≥ 5: y lies between 6 and 9.
    let solver = SimplexSolver(
      LinearProgram(
        lower: [1, 5], upper: [4, .infinity],
        equations: [.init([0: 1, 1: 1], equals: 10)]))
    #expect(try #require(solver.minimum(of: 1)).value == 6)
    #expect(try #require(solver.maximum(of: 1)).value == 9)
    #expect(try #require(solver.minimum(of: 0)).value == 1)
    #expect(try #require(solver.maximum(of: 0)).value == 4)
  }

  @Test func `the equations that bound a variable are told`() throws {
    // y = 7 − x from the second; the first says nothing of x and y.
    let solver = SimplexSolver(
      LinearProgram(
        lower: [1, 0, 0, 0], upper: [4, .infinity, .infinity, .infinity],
        equations: [
          .init([2: 1, 3: 1], equals: 20), .init([0: 1, 1: 1], equals: 7),
        ]))
    let least = try #require(solver.minimum(of: 1))
    #expect(least.value == 3)
    // One more on the right of the second and y is at least 4.
    #expect(least.prices == [1: 1])
    #expect(least.variables[0] == 4)
  }

  @Test func `a table of two ways is solved as far as it can be`() throws {
    // Rows 4 and 4, columns 1 and 7 of a table whose cells are from 0: the first column holds 1 in all,
    // so that its cells are 0 or 1 and those beside them 3 or 4.
    let solver = SimplexSolver(
      LinearProgram(
        lower: [0, 0, 0, 0], upper: [.infinity, .infinity, .infinity, .infinity],
        equations: [
          .init([0: 1, 1: 1], equals: 4), .init([2: 1, 3: 1], equals: 4),
          .init([0: 1, 2: 1], equals: 1), .init([1: 1, 3: 1], equals: 7),
        ]))
    #expect(try #require(solver.maximum(of: 0)).value == 1)
    #expect(try #require(solver.minimum(of: 1)).value == 3)
    #expect(try #require(solver.maximum(of: 3)).value == 4)
  }

  @Test func `what nothing bounds is infinite, and what cannot be has no optimum`() throws {
    let open = SimplexSolver(
      LinearProgram(
        lower: [0, 0], upper: [.infinity, .infinity], equations: [.init([0: 1, 1: -1], equals: 2)]))
    #expect(try #require(open.maximum(of: 0)).value == .infinity)
    #expect(try #require(open.minimum(of: 0)).value == 2)
    let none = SimplexSolver(
      LinearProgram(lower: [0, 0], upper: [1, 1], equations: [.init([0: 1, 1: 1], equals: 3)]))
    #expect(none.minimum(of: 0) == nil)
    #expect(open.minimum(of: 7) == nil)
  }

  @Test func `a program without equations or variables is no trouble`() throws {
    let free = SimplexSolver(LinearProgram(lower: [2], upper: [2], equations: []))
    #expect(try #require(free.minimum(of: 0)).value == 2)
    #expect(SimplexSolver(LinearProgram(lower: [], upper: [], equations: [])).minimum(of: 0) == nil)
  }
}
