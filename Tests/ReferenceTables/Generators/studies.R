# Reference numbers of the bundled study Datasets/hodg: medians, landmarks, log-rank, adjusted Cox.
# Run from the root of the repository: Rscript Tests/ReferenceTables/Generators/studies.R
library(survival)
d <- read.csv("Datasets/hodg/hodg.csv", stringsAsFactors = TRUE)
d$months <- d$time / 30.4375
d$graft <- relevel(factor(c(autologous = "own marrow", allogeneic = "donor marrow")[as.character(d$graft)]),
                   ref = "own marrow")
d$karnofsky_stratum <- factor(ifelse(d$karnofsky < 80, "<80", "≥80"), levels = c("<80", "≥80"))
rows <- list()
add <- function(quantity, term, value)
  rows[[length(rows) + 1]] <<- data.frame(quantity, term, value)
for (by in c("graft", "disease", "karnofsky_stratum")) {
  variable <- sub("_stratum", "", by)
  f <- as.formula(paste("Surv(months, event) ~", by))
  for (level in levels(d[[by]])) {
    s <- survfit(Surv(months, event) ~ 1, d[d[[by]] == level, ], conf.type = "log-log")
    term <- paste0(variable, "=", level)
    q <- quantile(s, 0.5)
    add("median", term, q$quantile); add("median_low", term, q$lower)
    add("median_high", term, q$upper)
    reverse <- survfit(Surv(months, 1 - event) ~ 1, d[d[[by]] == level, ], conf.type = "log-log")
    add("follow_up", term, quantile(reverse, 0.5)$quantile)
    for (t in c(6, 12, 24, 36)) {
      z <- summary(s, times = t, extend = TRUE)
      add("event_free", paste(term, t), z$surv); add("n_risk", paste(term, t), z$n.risk)
      add("event_free_low", paste(term, t), z$lower); add("event_free_high", paste(term, t), z$upper)
    }
  }
  test <- survdiff(f, d)
  add("logrank", variable, test$chisq)
  for (i in seq_along(levels(d[[by]]))) add("expected", paste0(variable, "=", levels(d[[by]])[i]), test$exp[i])
}
fit <- coxph(Surv(months, event) ~ graft + disease + karnofsky + waiting_time, d,
             control = coxph.control(eps = 1e-14, timefix = FALSE))
z <- summary(fit)
name <- c("graft donor marrow", "disease non-Hodgkin lymphoma", "karnofsky", "waiting_time")
for (i in 1:4) {
  add("hazard_ratio", name[i], z$conf.int[i, 1]); add("hazard_ratio_low", name[i], z$conf.int[i, 3])
  add("hazard_ratio_high", name[i], z$conf.int[i, 4]); add("p_value", name[i], z$coefficients[i, 5])
}
add("concordance", "", z$concordance[[1]])
zph <- cox.zph(fit)$table
for (i in rownames(zph)) add("zph", i, zph[i, 1])
x <- do.call(rbind, rows)
x$value <- ifelse(is.na(x$value), "NA", sprintf("%.17g", x$value))
x$term <- paste0('"', x$term, '"')
dir.create("Tests/ReferenceTables/Tables/studies", showWarnings = FALSE)
write.table(x, "Tests/ReferenceTables/Tables/studies/hodg.csv", sep = ",", quote = FALSE, row.names = FALSE)
