# Comparisons of proportions by R: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/proportionContrasts.R
# Writes Tables/proportions/ratios.csv, trend.csv, mantelHaenszel.csv and clustered.csv.
suppressPackageStartupMessages(library(metafor))
folder <- "Tests/ReferenceTables/Tables/proportions"
number <- function(x) ifelse(is.nan(x) | is.na(x), "NA", sprintf("%.17g", x))
write.rows <- function(name, rows) {
  writeLines(c("quantity,term,value,relativeTolerance,absoluteTolerance", unlist(rows)),
             file.path(folder, paste0(name, ".csv")))
}
row <- function(quantity, term, value, tolerance = 1e-9)
  sprintf("%s,%s,%s,%g,1e-12", quantity, term, number(value), tolerance)

# Ratios: the saturated models of two groups. Their Wald intervals are Katz's and Woolf's.
tables <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(206, 287, 91, 153), c(5, 56, 1, 29), c(1, 400, 7, 350))
control <- glm.control(epsilon = 1e-13, maxit = 100)
write.rows("ratios", lapply(c(0.9, 0.95), function(level) lapply(tables, function(t) {
  y <- cbind(c(t[3], t[1]), c(t[4] - t[3], t[2] - t[1]))
  first <- c(0, 1)
  z <- qnorm((1 + level) / 2)
  term <- sprintf("%d %d %d %d %g", t[1], t[2], t[3], t[4], level)
  start <- c(log(t[3] / t[4]), log(t[1] / t[2] / (t[3] / t[4])))
  risk <- summary(glm(y ~ first, family = binomial("log"), start = start, control = control))
  odds <- summary(glm(y ~ first, family = binomial, control = control))
  c(sapply(list(list("risk", risk), list("odds", odds)), function(fit) {
    b <- fit[[2]]$coefficients[2, 1]; s <- fit[[2]]$coefficients[2, 2]
    c(row(paste0(fit[[1]], "Ratio"), term, exp(b)), row(paste0(fit[[1]], "Error"), term, s),
      row(paste0(fit[[1]], "Lower"), term, exp(b - z * s)),
      row(paste0(fit[[1]], "Upper"), term, exp(b + z * s)))
  }))
})))

# Trend: prop.trend.test; a term is "counts|totals|scores". The slope is that of the weighted line,
# its standard error the sandwich of binomial variances.
trends <- list(
  list(x = c(83, 90, 129, 70), n = c(86, 93, 136, 82), s = 1:4),     # R's own example: smokers
  list(x = c(83, 90, 129, 70), n = c(86, 93, 136, 82), s = c(0, 0, 0, 1)),
  list(x = c(147, 150), n = c(198, 242), s = 2:3),
  list(x = c(80, 118, 83, 16), n = c(113, 176, 122, 29), s = 1:4),
  list(x = c(10, 0, 30), n = c(10, 20, 60), s = c(1, 2, 4)))
write.rows("trend", lapply(trends, function(t) {
  term <- paste(sapply(t, paste, collapse = " "), collapse = "|")
  fit <- prop.trend.test(t$x, t$n, t$s)
  line <- lm(p ~ s, data.frame(p = t$x / t$n, s = t$s), weights = t$n)
  X <- cbind(1, t$s); W <- diag(t$n); bread <- solve(t(X) %*% W %*% X)
  p <- t$x / t$n
  meat <- t(X) %*% diag(t$n * p * (1 - p)) %*% X
  error <- sqrt((bread %*% meat %*% bread)[2, 2])
  c(row("statistic", term, fit$statistic), row("pValue", term, fit$p.value),
    row("slope", term, coef(line)[2]), row("slopeError", term, error))
}))

# Strata: a term is "a n1 c n2" of each stratum, joined by |. Odds ratio and test by
# mantelhaen.test, differences, ratios and homogeneity by metafor's rma.mh (Sato's variance,
# Breslow and Day's statistic with Tarone's correction); Greenland and Robins's variance by hand.
studies <- list(
  ugdp = rbind(c(8, 106, 5, 120), c(22, 98, 16, 85)),
  kl = rbind(c(60, 90, 140, 187), c(25, 49, 90, 178)),
  sparse = rbind(c(1, 3, 0, 2), c(2, 2, 1, 4), c(0, 1, 3, 5), c(3, 4, 1, 2)),
  unlike = rbind(c(30, 40, 10, 40), c(10, 40, 30, 40), c(20, 40, 21, 40)),
  emptyStratum = rbind(c(8, 20, 5, 20), c(0, 7, 0, 9), c(6, 30, 12, 25)))
write.rows("mantelHaenszel", lapply(studies, function(m) {
  term <- paste(apply(m, 1, paste, collapse = " "), collapse = "|")
  a <- m[, 1]; n1 <- m[, 2]; c0 <- m[, 3]; n2 <- m[, 4]; N <- n1 + n2
  array <- array(rbind(a, c0, n1 - a, n2 - c0), c(2, 2, nrow(m)))
  plain <- mantelhaen.test(array, correct = FALSE)
  half <- mantelhaen.test(array, correct = TRUE)
  pool <- function(measure) rma.mh(measure = measure, ai = a, n1i = n1, ci = c0, n2i = n2,
                                   add = 0, to = "none", correct = FALSE)
  rd <- pool("RD"); rr <- pool("RR"); or <- pool("OR")
  robins <- sqrt(sum((a * (n1 - a) * n2^3 + c0 * (n2 - c0) * n1^3) / (n1 * n2 * N^2))) /
    sum(n1 * n2 / N)
  homogeneity <- if (nrow(m) > 1)
    c(row("taroneStatistic", term, or$TA, 1e-8), row("taroneP", term, or$TAp, 1e-8))
  c(
    row("difference", term, rd$b), row("satoError", term, rd$se), row("robinsError", term, robins),
    row("differenceLower", term, rd$ci.lb), row("differenceUpper", term, rd$ci.ub),
    row("riskRatio", term, exp(rr$b)), row("riskRatioError", term, rr$se),
    row("oddsRatio", term, plain$estimate), row("oddsRatioLower", term, plain$conf.int[1]),
    row("oddsRatioUpper", term, plain$conf.int[2]), row("oddsRatioError", term, or$se),
    row("plain", term, plain$statistic), row("half", term, half$statistic),
    row("plainP", term, plain$p.value), row("halfP", term, half$p.value), homogeneity)
}))

# Clusters: a term is "x n" of each cluster, joined by |. Litters of Weil (1970), Food Cosmet
# Toxicol 8:177, and made-up patients of one and two hips. The variance is that of a ratio of
# cluster totals; Wilson's limits are those of prop.test's formula at a number that is not whole.
wilson <- function(p, n, level) {
  z <- qnorm((1 + level) / 2)
  centre <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  centre + c(-1, 1) * half
}
litters <- list(
  cbind(c(13, 12, 9, 9, 8, 8, 12, 11, 9, 9, 8, 11, 4, 5, 7, 7),
        c(13, 12, 9, 9, 8, 8, 13, 12, 10, 10, 9, 13, 5, 7, 10, 10)),
  cbind(c(12, 11, 10, 9, 10, 9, 9, 8, 8, 4, 7, 4, 5, 3, 3, 0),
        c(12, 11, 10, 9, 11, 10, 10, 9, 9, 5, 9, 7, 10, 6, 10, 7)),
  cbind(c(2, 0, 1, 1, 0, 2, 1, 0), c(2, 2, 1, 1, 1, 2, 2, 1)),
  cbind(c(1, 1, 1, 0), c(2, 2, 2, 1)))
write.rows("clustered", lapply(litters, function(g) {
  term <- paste(apply(g, 1, paste, collapse = " "), collapse = "|")
  x <- g[, 1]; n <- g[, 2]; m <- nrow(g); p <- sum(x) / sum(n)
  v <- m / (m - 1) * sum((x - n * p)^2) / sum(n)^2
  d <- v / (p * (1 - p) / sum(n))
  limits <- wilson(p, sum(n) / max(1, d), 0.95)
  c(row("designEffect", term, d), row("effectiveTotal", term, sum(n) / max(1, d)),
    row("lower", term, limits[1]), row("upper", term, limits[2]))
}))
