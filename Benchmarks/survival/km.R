# Times R's curves and log-rank test on generated data in memory: Rscript km.R [ROWS]
suppressMessages({
  library(survival)
  library(prodlim)
})
arguments <- as.numeric(commandArgs(TRUE))
rows <- if (length(arguments) > 0) arguments[1] else 1e7
set.seed(1)
timed <- function(name, expression) {
  spent <- system.time(expression)
  cat(sprintf("%-24s n = %.0f  %.2f s elapsed, %.2f s processor\n", name, rows,
    spent["elapsed"], sum(spent[1:2])))
}
group <- sample(0:1, rows, TRUE)
data <- data.frame(
  time = 60 * runif(rows) * (1 + 0.1 * group), event = as.integer(runif(rows) < 0.55), group)
timed("R survfit", s <- survfit(Surv(time, event) ~ group, data, timefix = FALSE))
timed("R quantiles", quantile(s))
timed("R survdiff", survdiff(Surv(time, event) ~ group, data))
timed("R prodlim", prodlim(Hist(time, event) ~ group, data))
