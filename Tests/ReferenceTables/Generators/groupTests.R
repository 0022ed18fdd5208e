# Tests of groups by R: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/groupTests.R
# Writes Tables/groupTests/tests.csv. A term of `kruskal` is the values of each group, of the others
# the counts of each row, groups and rows joined by |.
folder <- "Tests/ReferenceTables/Tables/groupTests"
dir.create(folder, showWarnings = FALSE)
entry <- function(quantity, term, value, tolerance = 1e-9)
  sprintf("%s,%s,%.17g,%g,1e-13", quantity, term, value, tolerance)
text <- function(groups) paste(sapply(groups, paste, collapse = " "), collapse = "|")
set.seed(20261121)
kruskal <- list(
  list(c(2.9, 3.0, 2.5, 2.6, 3.2), c(3.8, 2.7, 4.0, 2.4), c(2.8, 3.4, 3.7, 2.2, 2.0)),  # R's example
  list(c(1, 1, 2, 3, 3), c(2, 2, 3, 4)),
  split(airquality$Ozone[!is.na(airquality$Ozone)], airquality$Month[!is.na(airquality$Ozone)]),
  list(round(rnorm(40), 1), round(rnorm(25, 0.4), 1)),
  list(5, c(1, 2, 3), c(9, 9)))
tables <- list(
  rbind(c(3, 1), c(1, 3)), rbind(c(10, 2), c(3, 15)), rbind(c(0, 5), c(7, 1)),
  rbind(c(1, 2, 1, 0), c(3, 3, 6, 1), c(10, 10, 14, 9), c(6, 7, 12, 11)),  # Agresti's job satisfaction
  rbind(c(12, 4, 0), c(5, 9, 3)), rbind(c(1, 0, 2), c(0, 3, 1), c(4, 1, 0), c(2, 2, 2)),
  rbind(c(60, 40, 3), c(55, 50, 2)), rbind(c(2, 0), c(0, 2)), rbind(c(4, 4), c(4, 4)))
lines <- c(unlist(lapply(kruskal, function(groups) {
  fit <- kruskal.test(groups)
  c(entry("kruskalStatistic", text(groups), fit$statistic),
    entry("kruskalP", text(groups), fit$p.value))
})), unlist(lapply(tables, function(counts) {
  term <- text(split(counts, row(counts)))
  fit <- suppressWarnings(chisq.test(counts, correct = FALSE))
  c(sprintf("pearsonStatistic,%s,%.17g,1e-09,1e-13", term, fit$statistic),
    sprintf("pearsonP,%s,%.17g,1e-09,1e-13", term, fit$p.value),
    sprintf("leastExpected,%s,%.17g,1e-12,0", term, min(fit$expected)),
    sprintf("fisherP,%s,%.17g,%s,1e-13", term, fisher.test(counts, workspace = 2e7)$p.value,
            if (all(dim(counts) == 2)) "1e-09" else "1e-06"))
})))
writeLines(c("quantity,term,value,relativeTolerance,absoluteTolerance", lines),
           file.path(folder, "tests.csv"))
writeLines(c(
  "# Tests of groups", "",
  sprintf("Software: %s. Made by `Tests/ReferenceTables/Generators/groupTests.R`.", R.version.string),
  "Calls: `kruskal.test(groups)`, `chisq.test(counts, correct = FALSE)`, `fisher.test(counts)`.",
  "FEXACT, behind `fisher.test` of more than two by two, adds up tables to a few parts in 10⁷, so its",
  "values are held to 10⁻⁶. Data: the help pages of R and Agresti (2002), Categorical Data Analysis,",
  "table 2.8, and counts made up."), file.path(folder, "SOURCE.md"))
