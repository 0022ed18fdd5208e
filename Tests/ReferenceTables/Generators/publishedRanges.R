# How a survival curve stands to a band of time, by R's survival package: run from the repository's
# root with
#   Rscript Tests/ReferenceTables/Generators/publishedRanges.R
# Writes Tables/publishedRanges/hodg.csv from Datasets/hodg/hodg.csv, times in days.
#
# confidence: the median lies at or before a time. Found without any formula of z: the level at which
# survfit's own limit of S at that time meets 1/2, by bisection. A term is "scale time".
# share, error: S(a) - S(b) and its standard error by the joint covariance of Greenwood,
# cov(S(a), S(b)) = S(a) S(b) var log S(a). A term is "a b".
library(survival)
data <- read.csv("Datasets/hodg/hodg.csv")
number <- function(x) sprintf("%.17g", x)

level.at <- function(scale, time) {
  gap <- function(level, side) {
    fit <- survfit(Surv(time, event) ~ 1, data, conf.type = scale, conf.int = level)
    at <- summary(fit, times = time)
    (if (side < 0) at$lower else at$upper) - 0.5
  }
  estimate <- summary(survfit(Surv(time, event) ~ 1, data), times = time)$surv
  side <- if (estimate > 0.5) -1 else 1
  low <- 0; high <- 1 - 1e-15
  for (i in 1:200) {
    middle <- (low + high) / 2
    # A wider interval moves the limit towards 1/2 and past it.
    if (sign(gap(middle, side)) == sign(gap(1e-9, side))) low <- middle else high <- middle
  }
  level <- (low + high) / 2
  if (estimate > 0.5) (1 - level) / 2 else (1 + level) / 2
}

lines <- "quantity,term,value,relativeTolerance,absoluteTolerance"
for (scale in c("log", "log-log", "plain", "logit", "arcsin")) for (time in c(60, 100, 180, 300)) {
  lines <- c(lines, sprintf("confidence,%s %d,%s,1e-9,1e-12", scale, time,
    number(level.at(scale, time))))
}
fit <- survfit(Surv(time, event) ~ 1, data)
at <- function(time) summary(fit, times = time)
for (band in list(c(60, 200), c(30, 90), c(90, 400))) {
  a <- at(band[1]); b <- at(band[2])
  variance.a <- (a$std.err / a$surv)^2
  error <- sqrt(a$std.err^2 + b$std.err^2 - 2 * a$surv * b$surv * variance.a)
  term <- sprintf("%d %d", band[1], band[2])
  lines <- c(lines, sprintf("share,%s,%s,1e-9,0", term, number(a$surv - b$surv)),
    sprintf("error,%s,%s,1e-9,0", term, number(error)))
}
writeLines(lines, "Tests/ReferenceTables/Tables/publishedRanges/hodg.csv")
