internal import CGLPK

/// How small and how large each variable of a linear program can be, by the simplex method.
///
/// GLPK's primal simplex method (Makhorin, GNU Linear Programming Kit 5.0). Each search begins where
/// the last one ended, which costs a few pivots where the program is the same. The results do not
/// depend on anything but the program and the order of the searches.
@safe public final class SimplexSolver {
  private let problem: OpaquePointer
  private let count: (equations: Int, variables: Int)
  private var target: Int32 = 0

  /// Loads a program.
  public init(_ program: LinearProgram) {
    glp_term_out(0)
    unsafe problem = glp_create_prob()
    count = (program.equations.count, min(program.lower.count, program.upper.count))
    if count.variables > 0 { unsafe _ = glp_add_cols(problem, Int32(count.variables)) }
    for variable in 0..<count.variables {
      let (lower, upper) = (program.lower[variable], program.upper[variable])
      let kind =
        switch (lower.isFinite, upper.isFinite) {
        case (true, true): lower < upper ? GLP_DB : GLP_FX
        case (true, false): GLP_LO
        case (false, true): GLP_UP
        case (false, false): GLP_FR
        }
      unsafe glp_set_col_bnds(problem, Int32(variable + 1), kind, lower, upper)
    }
    if count.equations > 0 { unsafe _ = glp_add_rows(problem, Int32(count.equations)) }
    for (place, equation) in program.equations.enumerated() {
      let row = Int32(place + 1)
      unsafe glp_set_row_bnds(problem, row, GLP_FX, equation.value, equation.value)
      let terms = equation.coefficients.filter { (0..<count.variables).contains($0.key) }
        .sorted { $0.key < $1.key }
      // GLPK counts from 1 and does not read what stands at 0.
      let places = [0] + terms.map { Int32($0.key + 1) }
      let values = [0] + terms.map(\.value)
      unsafe glp_set_mat_row(problem, row, Int32(terms.count), places, values)
    }
  }

  deinit { unsafe glp_delete_prob(problem) }

  /// Where a variable is least; nil where no values satisfy the program.
  public func minimum(of variable: Int) -> LinearOptimum? { optimum(variable, GLP_MIN) }

  /// Where a variable is greatest; nil where no values satisfy the program.
  public func maximum(of variable: Int) -> LinearOptimum? { optimum(variable, GLP_MAX) }

  private func optimum(_ variable: Int, _ direction: Int32) -> LinearOptimum? {
    guard (0..<count.variables).contains(variable) else { return nil }
    if target > 0 { unsafe glp_set_obj_coef(problem, target, 0) }
    target = Int32(variable + 1)
    unsafe glp_set_obj_coef(problem, target, 1)
    unsafe glp_set_obj_dir(problem, direction)
    var parameters = glp_smcp()
    unsafe glp_init_smcp(&parameters)
    parameters.msg_lev = GLP_MSG_OFF
    if unsafe glp_simplex(problem, &parameters) != 0 {
      // A basis that has become singular: once more, from the beginning.
      unsafe glp_std_basis(problem)
      guard unsafe glp_simplex(problem, &parameters) == 0 else { return nil }
    }
    switch unsafe glp_get_status(problem) {
    case GLP_OPT:
      var prices: [Int: Double] = [:]
      for equation in 0..<count.equations {
        let price = unsafe glp_get_row_dual(problem, Int32(equation + 1))
        if abs(price) > 1e-9 { prices[equation] = price }
      }
      return LinearOptimum(
        value: unsafe glp_get_obj_val(problem),
        variables: (0..<count.variables).map { unsafe glp_get_col_prim(problem, Int32($0 + 1)) },
        prices: prices)
    case GLP_UNBND:
      return LinearOptimum(
        value: direction == GLP_MIN ? -.infinity : .infinity, variables: [], prices: [:])
    default: return nil
    }
  }
}
