# What `cohort cox` must print for covariates times functions of time, and for comparisons of
# nested models: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/commands-tt.R
# Writes Tables/commands-tt/, in the form of Tables/commands.
suppressMessages({
  library(survival)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/commands-tt"
dir.create(folder, showWarnings = FALSE)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value)
  sprintf("%s,\"%s\",%s", quantity, term, number(as.numeric(value)))
commands <- list()
case <- function(name, arguments, ...) {
  lines <- unlist(list(...))
  writeLines(c("quantity,term,value", lines), file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data)
  write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, na = "",
            quote = FALSE)
control <- coxph.control(eps = 1e-15, iter.max = 100, timefix = FALSE)
numbers <- function(fit, terms) {
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  c(row("log_likelihood/null", "", fit$loglik[1]), row("log_likelihood/model", "", fit$loglik[2]),
    row("tests/score/statistic", "", fit$score),
    if (!is.null(fit$rscore)) row("tests/robust_score/statistic", "", fit$rscore),
    unlist(lapply(seq_along(terms), function(k) {
      term <- paste0("term=", terms[k])
      c(row("terms/estimate", term, coef(fit)[k]),
        row("terms/std_error", term, sqrt(naive[k, k])),
        if (!is.null(fit$naive.var)) row("terms/robust_std_error", term, sqrt(fit$var[k, k])))
    })))
}

veteran <- survival::veteran
veteran$case_weight <- 1 + (seq_len(nrow(veteran)) * 7) %% 3
veteran$pair <- (seq_len(nrow(veteran)) + 1) %/% 2
keep("veteran", veteran)
set.seed(21)
late <- data.frame(entry = round(runif(90, 0, 4), 1), x = round(rnorm(90), 2),
                   arm = rbinom(90, 1, 0.5), centre = sample(3, 90, TRUE))
late$exit <- round(late$entry + 0.1 + rexp(90, 0.3 * exp(0.4 * late$x)), 1)
late$died <- as.integer(runif(90) < 0.75)
late$w <- round(runif(90, 0.2, 3), 2)
keep("late", late)

v <- "{data}/veteran-data.csv"
l <- "{data}/late-data.csv"
g <- list(identity = function(t) t, log = log, sqrt = sqrt)
for (name in names(g)) for (ties in c("efron", "breslow")) {
  h <- g[[name]]
  fit <- coxph(Surv(time, status) ~ karno + age + tt(karno), veteran, ties = ties,
               tt = function(x, t, ...) x * h(t), control = control)
  case(paste("veteran", name, ties, sep = "-"),
       c("cox", v, sprintf("Surv(time, status) ~ karno + age + tt(karno, %s)", name),
         "--ties", ties), numbers(fit, c("karno", "age", sprintf("tt(karno,%s)", name))))
}
fit <- coxph(Surv(time, status) ~ karno + tt(karno) + tt(age), veteran,
             tt = list(function(x, t, ...) x * log(t), function(x, t, ...) x * (t > 60)),
             control = control)
case("veteran-two", c("cox", v, "Surv(time, status) ~ karno + tt(karno, log) + tt(age, after(60))"),
     numbers(fit, c("karno", "tt(karno,log)", "tt(age,after(60))")))
fit <- coxph(Surv(time, status) ~ karno + tt(karno) + age + strata(celltype), veteran,
             tt = function(x, t, ...) x * log(t), control = control)
case("veteran-strata",
     c("cox", v, "Surv(time, status) ~ karno + tt(karno, log) + age + strata(celltype)"),
     numbers(fit, c("karno", "tt(karno,log)", "age")))

# The rest by rows cut at every event time, or at the steps, with the product as a column.
cut.rows <- function(data, response, at, h, name) {
  pieces <- survSplit(response, data, cut = at, episode = "piece")
  pieces$g <- h(pieces[[name]])
  pieces
}
times <- sort(unique(veteran$time[veteran$status == 1]))
veteran$id <- seq_len(nrow(veteran))
long <- cut.rows(veteran, Surv(time, status) ~ ., times, log, "time")
long$kg <- long$karno * long$g
fit <- coxph(Surv(tstart, time, status) ~ karno + kg + trt, long, weights = case_weight,
             cluster = pair, control = control)
case("veteran-cluster-weights",
     c("cox", v, "Surv(time, status) ~ karno + tt(karno, log) + trt + cluster(pair)", "--weights",
       "case_weight"),
     numbers(fit, c("karno", "tt(karno,log)", "trt")))
steps <- cut.rows(veteran, Surv(time, status) ~ ., c(50, 120),
                  function(t) (t > 50), "time")
steps$k50 <- steps$karno * (steps$tstart >= 50)
steps$k120 <- steps$karno * (steps$tstart >= 120)
fit <- coxph(Surv(tstart, time, status) ~ karno + k50 + k120 + age, steps, control = control)
case("veteran-steps",
     c("cox", v, "Surv(time, status) ~ karno + tt(karno, after(50)) + tt(karno, after(120)) + age"),
     numbers(fit, c("karno", "tt(karno,after(50))", "tt(karno,after(120))", "age")))
fit <- coxph(Surv(tstart, time, status) ~ karno + k50 + age, steps, cluster = id, control = control)
case("veteran-steps-robust",
     c("cox", v, "Surv(time, status) ~ karno + tt(karno, after(50)) + age", "--robust"),
     numbers(fit, c("karno", "tt(karno,after(50))", "age")))
times <- sort(unique(late$exit[late$died == 1]))
late$id <- seq_len(nrow(late))
long <- survSplit(Surv(entry, exit, died) ~ ., late, cut = times)
long$xs <- long$x * sqrt(long$exit)
long$a3 <- long$arm * (long$entry >= 3)
fit <- coxph(Surv(entry, exit, died) ~ x + arm + xs + strata(centre), long, control = control)
case("late-sqrt",
     c("cox", l, "Surv(entry, exit, died) ~ x + arm + tt(x, sqrt) + strata(centre)"),
     numbers(fit, c("x", "arm", "tt(x,sqrt)")))
fit <- coxph(Surv(entry, exit, died) ~ x + arm + xs, long, weights = w, cluster = id, control = control)
case("late-sqrt-weights",
     c("cox", l, "Surv(entry, exit, died) ~ x + arm + tt(x, sqrt)", "--weights", "w"),
     numbers(fit, c("x", "arm", "tt(x,sqrt)")))
cut3 <- survSplit(Surv(entry, exit, died) ~ ., late, cut = 3)
cut3$a3 <- cut3$arm * (cut3$entry >= 3)
fit <- coxph(Surv(entry, exit, died) ~ x + arm + a3, cut3, weights = w, cluster = id,
             control = control)
case("late-steps-weights",
     c("cox", l, "Surv(entry, exit, died) ~ x + arm + tt(arm, after(3))", "--weights", "w"),
     numbers(fit, c("x", "arm", "tt(arm,after(3))")))

# Nested models.
larger <- coxph(Surv(time, status) ~ karno + age + celltype, veteran, control = control)
smaller <- coxph(Surv(time, status) ~ karno, veteran, control = control)
ratio <- 2 * (larger$loglik[2] - smaller$loglik[2])
case("compare-veteran",
     c("cox", v, "Surv(time, status) ~ karno + age + celltype", "--against",
       "Surv(time, status) ~ karno"),
     row("comparison/log_likelihood", "", smaller$loglik[2]),
     row("comparison/statistic", "", ratio), row("comparison/df", "", 4),
     row("comparison/p_value", "", pchisq(ratio, 4, lower.tail = FALSE)),
     row("comparison/wald/statistic", "",
         coef(larger)[-1] %*% solve(vcov(larger)[-1, -1], coef(larger)[-1])))
robust <- coxph(Surv(time, status) ~ karno + age + celltype, veteran, cluster = pair,
                control = control)
wald <- coef(robust)[-1] %*% solve(vcov(robust)[-1, -1], coef(robust)[-1])
case("compare-robust",
     c("cox", v, "Surv(time, status) ~ karno + age + celltype + cluster(pair)", "--against",
       "Surv(time, status) ~ karno"),
     row("comparison/statistic", "", wald), row("comparison/df", "", 4),
     row("comparison/p_value", "", pchisq(wald, 4, lower.tail = FALSE)))
# A sum of two columns: nested, but in no term.
veteran$both <- veteran$karno + veteran$age
summed <- coxph(Surv(time, status) ~ both, veteran, control = control)
free <- coxph(Surv(time, status) ~ karno + age, veteran, control = control)
contrast <- c(1, -1)
case("compare-contrast",
     c("cox", v, "Surv(time, status) ~ karno + age", "--against",
       "Surv(time, status) ~ I(karno + age)"),
     row("comparison/statistic", "", 2 * (free$loglik[2] - summed$loglik[2])),
     row("comparison/df", "", 1),
     row("comparison/wald/statistic", "",
         sum(contrast * coef(free))^2 / drop(contrast %*% vcov(free) %*% contrast)))
writeLines(toJSON(commands, pretty = TRUE), file.path(folder, "commands.json"))
