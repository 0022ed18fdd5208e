# Times R's survival package on a file of generate.py: Rscript survival.R FILE
suppressMessages({library(survival); library(data.table)})
setDTthreads(1)
file <- commandArgs(trailingOnly = TRUE)[1]
timed <- function(what, code) {
  time <- system.time(code)
  cat(sprintf("R %-8s %.2f s elapsed, %.2f s processor\n", what, time[["elapsed"]],
              time[["user.self"]] + time[["sys.self"]]))
}
timed("read", d <- as.data.frame(fread(file, showProgress = FALSE)))
covariates <- grep("^x", names(d), value = TRUE)
model <- as.formula(paste("Surv(time, event) ~", paste(covariates, collapse = " + ")))
timed("cox", { fit <- coxph(model, d); summary(fit) })
timed("zph", cox.zph(fit))
timed("km", { s <- survfit(Surv(time, event) ~ group, d); quantile(s) })
timed("logrank", survdiff(Surv(time, event) ~ group, d))
