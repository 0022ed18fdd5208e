# Times a plain bootstrap of coxph: Rscript boot.R FILE REPLICATES.
suppressMessages(library(survival))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1])
replicates <- as.integer(arguments[2])
covariates <- grep("^x", names(data), value = TRUE)
formula <- as.formula(paste("Surv(time, event) ~", paste(covariates, collapse = " + ")))
set.seed(1)
took <- system.time(found <- replicate(replicates, {
  coef(coxph(formula, data[sample(nrow(data), replace = TRUE), ]))
}))["elapsed"]
cat(sprintf("R: %d replicates in %.2f s; standard errors %s\n", replicates, took,
  paste(signif(apply(found, 1, sd), 3), collapse = " ")))
