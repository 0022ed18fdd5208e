# Intervals of one proportion by R's stats package: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/proportions.R
# Writes Tables/proportions/wilson.csv and clopper-pearson.csv; a term is "k n level".
folder <- "Tests/ReferenceTables/Tables/proportions"
cases <- list(
  c(0, 1), c(1, 1), c(0, 10), c(1, 10), c(5, 10), c(9, 10), c(10, 10), c(3, 29), c(15, 148),
  c(81, 263), c(0, 500), c(499, 500), c(1, 100000), c(50000, 100000))

number <- function(x) sprintf("%.17g", x)

write.limits <- function(name, limits) {
  lines <- unlist(lapply(c(0.8, 0.95, 0.99), function(level) lapply(cases, function(case) {
    interval <- limits(case[1], case[2], level)
    term <- sprintf("%d %d %g", case[1], case[2], level)
    # R finds the limits by subtraction, which costs it the last digits of a small one.
    sprintf("%s,%s,%s,1e-9,1e-15", c("lower", "upper"), term, number(interval))
  })))
  header <- "quantity,term,value,relativeTolerance,absoluteTolerance"
  writeLines(c(header, lines), file.path(folder, paste0(name, ".csv")))
}

write.limits("wilson", function(k, n, level)
  suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE)$conf.int))
write.limits("clopper-pearson", function(k, n, level)
  binom.test(k, n, conf.level = level)$conf.int)
