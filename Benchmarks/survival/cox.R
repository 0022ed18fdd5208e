# Times R's Cox model on generated data in memory: Rscript cox.R [ROWS] [COLUMNS]
suppressMessages(library(survival))
arguments <- as.numeric(commandArgs(TRUE))
rows <- if (length(arguments) > 0) arguments[1] else 1e6
columns <- if (length(arguments) > 1) arguments[2] else 20
set.seed(1)
seconds <- function(expression) {
  spent <- system.time(expression)
  sprintf("%.2f s elapsed, %.2f s processor", spent["elapsed"], sum(spent[1:2]))
}
x <- matrix(rnorm(rows * columns), rows)
colnames(x) <- paste0("x", seq_len(columns))
eta <- drop(x %*% (0.2 * rep_len(c(1, -0.5), columns)))
event <- 30 * rexp(rows) * exp(-eta)
censoring <- 24 * runif(rows)
control <- coxph.control(timefix = FALSE)
for (grid in c(0, 60 / 365)) {
  time <- pmin(event, censoring)
  if (grid > 0) time <- ceiling(time / grid) * grid
  y <- Surv(time, as.integer(event <= censoring))
  name <- if (grid > 0) "cox-days    " else "cox-distinct"
  cat(name, "R coxph.fit:", seconds(
    coxph.fit(x, y, NULL, NULL, NULL, control, NULL, "efron", NULL, resid = FALSE)), "\n")
  data <- data.frame(y = y, x)
  cat(name, "R coxph:    ", seconds(fit <- coxph(y ~ ., data, control = control)), "\n")
  cat(name, "R cox.zph:  ", seconds(cox.zph(fit, terms = FALSE)), "\n")
}
small <- seq_len(min(rows, 1e5))
cat("concordance, n =", length(small), "R:", seconds(
  concordance(y ~ drop(x %*% coef(fit)), subset = small, timefix = FALSE)), "\n")
