# The work of `cohort cox` on a CSV as an R script does it: Rscript whole.R FILE
suppressMessages({
  library(data.table)
  library(survival)
})
setDTthreads(1)
data <- fread(commandArgs(TRUE)[1])
covariates <- paste0("x", 1:20)
formula <- reformulate(covariates, quote(Surv(time, event)))
print(summary(coxph(formula, data)))
