# Masses of interval-censored distributions: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/turnbull.R
# Writes Tables/turnbull/<case>-data.csv (the input, row by row) and <case>.csv.
#
# The masses are found here by the plain EM algorithm on the whole matrix of rows by candidate
# intervals, emptied where EM goes to zero, until the Kuhn-Tucker conditions hold to 1e-11. R's
# survfit, whose EM stops at changes of 5e-5, is written beside them with that tolerance.
suppressMessages(library(survival))

folder <- "Tests/ReferenceTables/Tables/turnbull"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
rows <- function(quantity, term, value, relative = 1e-7, absolute = 1e-9)
  sprintf("%s,%s,%s,%g,%g", quantity, term, number(as.numeric(value)), relative, absolute)
write.table.of <- function(name, lines)
  writeLines(
    c("quantity,term,value,relativeTolerance,absoluteTolerance", unlist(lines)),
    file.path(folder, paste0(name, ".csv")))

# Every pair of a lower and an upper end with no other end between them, by comparison of all.
candidates <- function(lower, upper) {
  exact <- lower == upper
  ends <- unique(rbind(
    data.frame(time = lower, rank = ifelse(exact, 0, 2)), data.frame(time = upper, rank = 1)))
  ends <- ends[order(ends$time, ends$rank), ]
  k <- which(ends$rank[-nrow(ends)] != 1 & ends$rank[-1] == 1)
  data.frame(lower = ends$time[k], upper = ends$time[k + 1])
}

covers <- function(lower, upper, set)
  t(sapply(seq_along(lower), function(i) {
    point <- set$lower == set$upper
    after <- if (lower[i] == upper[i]) point & set$lower == lower[i]
      else ifelse(point, set$lower > lower[i], set$lower >= lower[i])
    as.numeric(after & set$upper <= upper[i])
  }))

em <- function(a, weight) {
  n <- sum(weight)
  p <- rep(1 / ncol(a), ncol(a))
  for (round in 1:60) {
    for (step in 1:5000) {
      g <- colSums(a * (weight / as.vector(a %*% p)))
      p <- p * g / n
    }
    g <- colSums(a * (weight / as.vector(a %*% p)))
    # EM empties an interval only in the limit.
    p[p < 1e-7 & g < n * (1 - 1e-7)] <- 0
    p <- p / sum(p)
    g <- colSums(a * (weight / as.vector(a %*% p)))
    if (max(g) <= n * (1 + 1e-11)) return(p)
  }
  stop("no convergence: ", max(g) / n - 1)
}

case <- function(name, lower, upper, weight = rep(1, length(lower)), survfit.too = TRUE) {
  row <- seq_along(lower)
  write.table.of(paste0(name, "-data"), list(
    rows("lower", row, lower), rows("upper", row, ifelse(is.finite(upper), upper, NA)),
    rows("weight", row, weight)))
  set <- candidates(lower, upper)
  a <- matrix(covers(lower, upper, set), nrow = length(lower))
  p <- em(a, weight)
  used <- which(p > 0)
  k <- seq_along(used)
  lines <- list(
    rows("candidates", "", nrow(set)),
    rows("lower", k, set$lower[used]),
    rows("upper", k, ifelse(is.finite(set$upper[used]), set$upper[used], NA)),
    rows("mass", k, p[used]),
    rows("logLikelihood", "", sum(weight * log(as.vector(a %*% p))), 1e-11))
  if (survfit.too) {
    y <- Surv(lower, ifelse(is.finite(upper), upper, NA), type = "interval2")
    fit <- survfit(y ~ 1, weights = weight)
    # Between the intervals, where every convention gives the same survival.
    at <- set$upper[used][is.finite(set$upper[used])]
    lines <- c(lines, list(
      rows("survfit", at, c(1, fit$surv)[findInterval(at, fit$time) + 1], 0, 2e-3)))
  }
  write.table.of(name, lines)
  cat(name, round(p[used], 4), "\n")
}

# Time to cosmetic deterioration of the breast (Finkelstein and Wolfe 1985, Biometrics 41, 933-945):
# radiotherapy alone, and with chemotherapy.
Z <- Inf
radiation <- matrix(byrow = TRUE, ncol = 2, c(
  45,Z, 25,37, 37,Z, 6,10, 46,Z, 0,5, 0,7, 26,40, 18,Z, 46,Z, 46,Z, 24,Z, 46,Z, 27,34, 36,Z, 7,16,
  36,44, 5,11, 17,Z, 46,Z, 19,35, 7,14, 36,48, 17,25, 37,44, 37,Z, 24,Z, 0,8, 40,Z, 32,Z, 4,11,
  17,25, 33,Z, 15,Z, 46,Z, 19,26, 11,15, 11,18, 37,Z, 22,Z, 38,Z, 34,Z, 46,Z, 5,12, 36,Z, 46,Z))
chemotherapy <- matrix(byrow = TRUE, ncol = 2, c(
  0,22, 5,8, 8,12, 10,35, 11,13, 11,17, 11,20, 12,20, 13,39, 14,17, 14,19, 15,22, 16,20, 16,24,
  16,24, 16,60, 17,23, 17,26, 17,27, 18,24, 18,25, 19,32, 22,32, 24,30, 24,31, 30,34, 30,36, 33,40,
  35,39, 44,48, 4,8, 4,9, 0,5, 8,21, 10,17, 11,Z, 11,Z, 13,Z, 13,Z, 13,Z, 21,Z, 23,Z, 31,Z, 32,Z,
  34,Z, 34,Z, 35,Z, 48,Z))
case("radiation", radiation[, 1], radiation[, 2])
case("chemotherapy", chemotherapy[, 1], chemotherapy[, 2])

# Turnbull (1974), J. Am. Stat. Assoc. 69, 169-173: exact, right- and left-censored counts.
time <- rep(1:4, each = 3)
kind <- rep(c("exact", "right", "left"), 4)
count <- c(12, 3, 2, 6, 2, 4, 2, 0, 2, 3, 3, 5)
case("turnbull",
  ifelse(kind == "left", 0, time)[count > 0], ifelse(kind == "right", Inf, time)[count > 0],
  count[count > 0])

# Made by arithmetic: visits every 3 months or so, some missed, some times exact, real weights.
k <- 0:119
true <- 1 + (k * 37) %% 41 + ((k * 11) %% 7) / 8
gap <- 2 + (k * 13) %% 5
lower <- pmax(0, floor(true / gap) * gap - (k %% 3 == 0) * gap)
upper <- (floor(true / gap) + 1) * gap
upper[k %% 4 == 1] <- Inf
lower[k %% 4 == 1] <- (12 + (k * 7) %% 20)[k %% 4 == 1]
exact <- k %% 6 == 5
lower[exact] <- upper[exact] <- true[exact]
case("mixed", lower, upper, 0.5 + (k * 17) %% 4, survfit.too = FALSE)
