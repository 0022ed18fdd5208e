# Fine and Gray's model in R: Rscript finegray.R FILE [crr] [finegray]
# Prints the seconds of each engine without reading the file; `crr` takes n^2 time, `finegray`
# memory in proportion to n times the event times that follow a competing event.
suppressMessages({
  library(survival)
  library(cmprsk)
})
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[1])
engines <- if (length(arguments) > 1) arguments[-1] else c("crr", "finegray")
covariates <- grep("^x", names(data), value = TRUE)
if ("crr" %in% engines) {
  seconds <- system.time(
    fit <- crr(data$time, data$cause, as.matrix(data[covariates])))[["elapsed"]]
  cat(sprintf("cmprsk::crr             %10.3f s   %.12g\n", seconds, fit$coef[1]))
}
if ("finegray" %in% engines) {
  data$state <- factor(data$cause, 0:2)
  data$id <- seq_len(nrow(data))
  seconds <- system.time({
    long <- finegray(Surv(time, state) ~ ., data, etype = "1", timefix = FALSE)
    fit <- coxph(as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~",
      paste(covariates, collapse = "+"))), long, weights = fgwt, ties = "breslow", cluster = id)
  })[["elapsed"]]
  cat(sprintf("survival::finegray+coxph %9.3f s   %.12g   (%d rows)\n", seconds, coef(fit)[1],
    nrow(long)))
}
