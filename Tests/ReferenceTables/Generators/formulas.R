# Reference numbers for the formula language: terms, design matrices and spline bases.
# Run from the top of the package: Rscript Tests/ReferenceTables/Generators/formulas.R
suppressMessages({
  library(splines)
  library(Hmisc)
})
options(digits = 17, stringsAsFactors = FALSE)
folder <- "Tests/ReferenceTables/Tables/formulas"

written <- function(rows, name) {
  rows$value <- formatC(rows$value, digits = 17, format = "g", width = 1)
  quoted <- function(text) paste0("\"", text, "\"")
  lines <- paste(quoted(rows$quantity), quoted(rows$term), rows$value, 1e-9, 1e-12, sep = ",")
  header <- "quantity,term,value,relativeTolerance,absoluteTolerance"
  writeLines(c(header, lines), file.path(folder, name))
}

# --- Terms: R's terms.formula on hand-picked and random formulas -----------------------------

set.seed(20260301)
random_expression <- function(depth) {
  kind <- sample(c("name", "sum", "minus", "cross", "inter", "nest", "power"), 1,
    prob = c(if (depth > 0) 0.25 else 1, if (depth > 0) c(0.25, 0.08, 0.16, 0.14, 0.06, 0.06) else rep(0, 6)))
  inner <- function() random_expression(depth - 1)
  wrapped <- function() paste0("(", inner(), ")")
  switch(kind,
    name = sample(c("a", "b", "c", "d", "e"), 1),
    sum = paste(inner(), "+", inner()),
    minus = paste(inner(), "-", sample(c("a", "b", "c", "a:b", "c:d"), 1)),
    cross = paste(wrapped(), "*", wrapped()),
    inter = paste(wrapped(), ":", wrapped()),
    nest = paste(wrapped(), "/", wrapped()),
    power = paste0("(", inner(), " + ", sample(c("a", "b", "c"), 1), ")^", sample(2:3, 1)))
}
# A part such as (a - a) leaves nothing to combine with, which the formula language refuses.
has_empty_part <- function(part) {
  if (!is.call(part)) return(FALSE)
  labels <- attr(terms(eval(call("~", part))), "term.labels")
  length(labels) == 0 || any(vapply(as.list(part)[-1], has_empty_part, TRUE))
}
is_used <- function(text) !has_empty_part(str2lang(text))
picked <- c(
  "a + b", "a*b", "b*a", "a:b + a + b", "b:a + a", "(a + b + c)^2", "(a + b + c)^3 - a:b:c",
  "a*b*c - a:b", "a/b", "(a + b)/c", "a/(b + c)", "a/b/c", "a + a", "a:a", "a*a", "c + b + a",
  "c:b + a", "0 + a", "a - 1", "a + 0", "1 + a", "-1 + a + b", "a + b - b", "a*b - a",
  "a:b:c + a:b + a", "(a + b):(c + d)", "(a*b)^2", "a + (b + c:d)", "1", "0", "a - 1 + 1")
random <- replicate(400, random_expression(3))
random <- unique(random[vapply(random, is_used, TRUE)])
rows <- do.call(rbind, lapply(c(picked, random), function(text) {
  found <- tryCatch(terms(as.formula(paste("~", text))), error = function(e) NULL)
  if (is.null(found)) return(NULL)
  labels <- attr(found, "term.labels")
  data.frame(quantity = paste("~", text), term = c("(Intercept)", labels),
    value = c(attr(found, "intercept"), seq_along(labels)))
}))
written(rows, "terms.csv")

# --- Designs: model.matrix on a small data set, and on new data ------------------------------

n <- 26
data <- data.frame(
  y = round(rnorm(n, 10, 2), 2), x = round(rgamma(n, 4) * 12, 1), z = round(rexp(n) * 5 + 0.2, 2),
  stage = sample(1:4, n, TRUE), sex = sample(c("f", "m"), n, TRUE),
  arm = sample(c("control", "high", "low"), n, TRUE))
data$x[c(4, 17)] <- NA
data$arm[9] <- NA
new <- data.frame(
  y = 1, x = c(5, 30, 55.5, 120, 44), z = c(0.1, 2, 7.5, 30, 3.25), stage = c(4, 1, 2, 3, 2),
  sex = c("m", "f", "f", "m", "f"), arm = c("low", "control", "high", "control", "low"))
write.csv(data, file.path(folder, "data.csv"), row.names = FALSE, quote = FALSE, na = "")
write.csv(new, file.path(folder, "new.csv"), row.names = FALSE, quote = FALSE, na = "")

# The basis of rms::rcs with knots that are kept for new data. Its columns are numbered here; `parts`
# gives them the names of rms: x, x', x''.
rcs <- function(x, k = 5, knots = NULL) {
  basis <- if (is.null(knots) && length(k) == 1) rcspline.eval(x, nk = k, inclx = TRUE)
    else rcspline.eval(x, knots = if (is.null(knots)) k else knots, inclx = TRUE)
  attr(basis, "dimnames") <- list(NULL, seq_len(ncol(basis)))
  class(basis) <- c("cubic", "matrix")
  basis
}
makepredictcall.cubic <- function(var, call) {
  if (as.character(call)[1L] == "rcs") call$knots <- attr(var, "knots")
  call
}

# R joins variable and level without a sign; a level that carries one gives the names used here.
with_levels <- function(frame, formula) {
  signed <- function(values, levels) factor(values, levels, paste0("=", levels))
  frame$sex <- signed(frame$sex, c("f", "m"))
  frame$arm <- signed(frame$arm, c("control", "high", "low"))
  if (grepl("factor(stage)", formula, fixed = TRUE)) frame$stage <- signed(frame$stage, 1:4)
  frame
}
designs <- c(
  "y ~ x", "y ~ 1", "y ~ 0 + x", "y ~ x + sex", "y ~ sex*arm", "y ~ 0 + sex + arm",
  "y ~ arm + sex - 1", "y ~ sex:arm", "y ~ x:sex", "y ~ x*sex - x", "y ~ arm:sex - 1",
  "y ~ sex + sex:arm", "y ~ sex:arm + arm", "y ~ arm + x:arm", "y ~ 0 + x:sex", "y ~ 0 + x + sex:x",
  "y ~ 0 + sex:arm + arm", "y ~ (x + z + sex)^2", "y ~ (x + z)^2 - x:z + I(x^2)",
  "y ~ factor(stage)*arm", "y ~ factor(stage) + x + log(z)", "y ~ sex/arm", "y ~ sex/x",
  "y ~ x + sex:arm:factor(stage)", "y ~ sex*arm*x - sex:arm:x", "y ~ sex*arm*x - sex:arm",
  "y ~ sex + x:sex:arm", "y ~ .", "y ~ . - stage", "y ~ I(x/10 - z) + sqrt(x) + log2(z) + log10(z)",
  "y ~ exp(-z) + abs(x - 40) + I((x + z)^2/100)", "y ~ poly(z, 2)", "y ~ poly(z, 3)*sex + arm",
  "y ~ poly(z, 3, raw = TRUE)", "y ~ poly(z, degree = 5)", "y ~ rcs(x, 3)", "y ~ rcs(x, 4) + sex",
  "y ~ rcs(x, 5)", "y ~ rcs(x, 6)", "y ~ rcs(x, 7) + arm", "y ~ sex*rcs(z, 4)",
  "y ~ rcs(log(z), 4)", "y ~ rcs(x, c(20, 40, 60))", "y ~ ns(x, 1)", "y ~ ns(x, df = 3)",
  "y ~ ns(x, 4)*sex + arm", "y ~ ns(z, 5)", "y ~ ns(x, knots = c(30, 50))",
  "y ~ ns(x, df = 3, Boundary.knots = c(20, 70))")
parts <- function(frame, formula, terms, levels) {
  matrix <- model.matrix(terms, frame, xlev = levels)
  names <- gsub("factor(stage)", "stage", gsub(" ", "", colnames(matrix)), fixed = TRUE)
  for (k in 6:1) names <- gsub(paste0("rcs\\(([a-z()]+),[^:]*\\)", k), paste0("\\1", strrep("'", k - 1)), names)
  if (ncol(matrix) == 0) return(NULL)
  data.frame(quantity = formula, value = as.vector(matrix),
    term = paste0(rep(names, each = nrow(matrix)), "#", seq_len(nrow(matrix))))
}
coded <- function(formula, on) {
  frame <- with_levels(data, formula)
  inner <- gsub("factor(stage)", "stage", formula, fixed = TRUE)
  fitted <- model.frame(as.formula(inner), frame, na.action = na.omit)
  terms <- terms(fitted)
  if (on == "data") return(parts(fitted, formula, terms, NULL))
  later <- delete.response(terms)
  fresh <- model.frame(later, with_levels(new, formula), xlev = .getXlevels(terms, fitted))
  parts(fresh, formula, later, NULL)
}
columns <- c("quantity", "term", "value")
written(do.call(rbind, lapply(designs, coded, on = "data"))[columns], "designs.csv")
written(do.call(rbind, lapply(designs, coded, on = "new"))[columns], "new-designs.csv")

# --- Knots of restricted cubic splines on samples of every kind ------------------------------

samples <- list(
  small = round(qgamma(ppoints(30), 2) * 10, 1),
  large = round(qgamma(ppoints(250), 2) * 10, 2),
  heavyLow = c(rep(0, 20), round(qgamma(ppoints(180), 3) * 7, 2)),
  heavyHigh = c(round(qgamma(ppoints(150), 3) * 7, 2), rep(90, 12)),
  heavyBoth = c(rep(0, 15), round(qnorm(ppoints(120), 50, 12), 2), rep(99, 15)),
  heavyBothSmall = c(rep(0, 6), round(qnorm(ppoints(50), 50, 12), 1), rep(99, 5)),
  scores = rep(0:10, c(3, 5, 9, 14, 22, 30, 25, 16, 9, 5, 2)),
  fewValues = rep(1:6, c(20, 30, 25, 10, 8, 4)),
  ties = c(rep(1, 2), rep(5, 80), round(qgamma(ppoints(60), 2) * 10, 1)),
  heavyMiddle = c(1, 2, 3, rep(5, 300), 6, 7, 8, 9, 10, 11, 12))
rows <- do.call(rbind, lapply(names(samples), function(name) {
  x <- samples[[name]]
  values <- data.frame(quantity = paste0("sample ", name), term = seq_along(x), value = x)
  knots <- do.call(rbind, lapply(3:7, function(k) {
    at <- tryCatch(
      suppressWarnings({
        capture.output(found <- rcspline.eval(x, nk = k, knots.only = TRUE))
        found
      }),
      error = function(e) NULL)
    if (is.null(at)) return(data.frame(quantity = paste("knots", name, k), term = "none", value = 0))
    data.frame(quantity = paste("knots", name, k), term = seq_along(at), value = as.numeric(at))
  }))
  rbind(values, knots)
}))
written(rows, "knots.csv")

# --- Natural splines and orthogonal polynomials beyond the sample ----------------------------

x <- samples$large
at <- c(-20, 0, min(x), 3.3, 12.5, 20, 41.7, max(x), 80, 200)
basis_rows <- function(name, basis) data.frame(
  quantity = name, value = as.vector(basis),
  term = paste0(rep(seq_len(ncol(basis)), each = nrow(basis)), "#", seq_len(nrow(basis))))
rows <- rbind(
  data.frame(quantity = "at", term = seq_along(at), value = at),
  do.call(rbind, lapply(1:7, function(df) basis_rows(paste("ns", df), predict(ns(x, df), at)))),
  do.call(rbind, lapply(1:6, function(d) basis_rows(paste("poly", d), predict(poly(x, d), at)))))
written(rows[columns], "bases.csv")

versions <- c(
  paste0("- ", R.version.string),
  paste0("- ", c("splines", "Hmisc"), " ", vapply(c("splines", "Hmisc"), function(name)
    as.character(packageVersion(name)), "")))
writeLines(c(
  "# Reference numbers of the formula language", "",
  "Made by `Generators/formulas.R` (`Rscript Tests/ReferenceTables/Generators/formulas.R`) with", "",
  versions, "",
  "| file | call |", "|---|---|",
  "| `terms.csv` | `attr(terms(formula), \"term.labels\")` and `\"intercept\"`, in order |",
  "| `data.csv`, `new.csv` | simulated data (seeded), rounded |",
  "| `designs.csv` | `model.matrix(terms, model.frame(formula, data, na.action = na.omit))` |",
  "| `new-designs.csv` | the same on `new.csv` with `xlev` and the knots of the fit |",
  "| `knots.csv` | `Hmisc::rcspline.eval(x, nk, knots.only = TRUE)`; `none` where it stops |",
  "| `bases.csv` | `predict(splines::ns(x, df), at)`, `predict(poly(x, degree), at)`; x is the sample `large` of `knots.csv` |",
  "", "In a `term`, `name#3` is row 3 of the column `name`. R's `stage2` is written `stage=2`; the columns of",
  "`rcs` are numbered as R numbers those of `ns` and `poly`."), file.path(folder, "SOURCE.md"))
