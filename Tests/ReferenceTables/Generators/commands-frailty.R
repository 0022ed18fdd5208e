# What `cohort cox` must print for shared gamma frailties: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/commands-frailty.R
# Writes Tables/commands-frailty/, in the form of Tables/commands.
#
# survival's own search for the variance stops at four to six digits. Here the marginal likelihood
# is maximised anew: for a fixed variance coxph(frailty(theta =, sparse = FALSE)) gives the
# coefficients, the frailties and the exact information; the derivative of the marginal likelihood
# in the variance is written out below, and its root found by uniroot.
suppressMessages({
  library(survival)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/commands-frailty"
dir.create(folder, showWarnings = FALSE)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value, tolerance = 1e-9)
  sprintf("%s,\"%s\",%s,%s", quantity, term, number(as.numeric(value)), tolerance)
commands <- list()
keep <- function(name, data)
  write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, na = "",
            quote = FALSE)

# The derivative in theta of the log marginal likelihood at fixed coefficients and log frailties w.
slope <- function(theta, w, d) {
  nu <- 1 / theta
  sum((digamma(nu) - digamma(nu + d)) * nu^2 + nu * d + nu^2 * (log1p(d * theta) - d * theta) +
        nu^2 * (expm1(w) - w))
}
value <- function(theta, w, d) {
  nu <- 1 / theta
  sum(lgamma(nu + d) - lgamma(nu) - d * log(nu) - (nu + d) * log1p(d * theta) + d +
        nu * (1 + w - exp(w)))
}
fit.at <- function(theta, formula, group, data, ties, sparse = FALSE) suppressWarnings(coxph(
  as.formula(sprintf("%s + frailty(%s, theta = %.17g, sparse = %s)", formula, group, theta, sparse)),
  data, ties = ties,
  control = coxph.control(eps = 1e-15, iter.max = 200, toler.inf = 1e-30, timefix = FALSE)))

case <- function(name, data, formula, group, covariates, response, event, ties = "efron",
                 boundary = FALSE, extra = c()) {
  table <- read.csv(file.path(folder, paste0(data, "-data.csv")))
  table <- table[complete.cases(table[c(covariates, group)]), ]
  clusters <- sort(unique(table[[group]]))
  d <- tapply(table[[event]], factor(table[[group]], levels = clusters), sum)
  plain <- coxph(as.formula(formula), table, ties = ties,
                 control = coxph.control(eps = 1e-15, timefix = FALSE))
  p <- length(coef(plain))
  lines <- c(row("log_likelihood/null", "", plain$loglik[1]),
             row("frailty/log_likelihood_without", "", plain$loglik[2]))
  if (boundary) {
    theta <- 0
    best <- plain
    total <- plain$loglik[2]
    beta <- coef(plain)
    se <- sqrt(diag(vcov(plain)))
    lines <- c(lines, row("frailty/variance", "", 0),
               row("frailty/test/p_value", "", 1))
  } else {
    solve.at <- function(theta) {
      fit <- fit.at(theta, formula, group, table, ties)
      w <- coef(fit)[p + seq_along(clusters)]
      list(fit = fit, w = w, slope = slope(theta, w, d))
    }
    theta <- uniroot(function(u) exp(u) * solve.at(exp(u))$slope, c(-4, 2), tol = 1e-13)$root
    theta <- exp(theta)
    at <- solve.at(theta)
    best <- at$fit
    # coxph's partial likelihood, with the penalty and the gamma functions written out.
    total <- best$loglik[2] + value(theta, at$w, d)
    beta <- coef(best)[seq_len(p)]
    se <- sqrt(diag(best$var))[seq_len(p)]
    h <- 1e-4 * theta
    curvature <- (solve.at(theta + h)$slope - solve.at(theta - h)$slope) / (2 * h)
    statistic <- 2 * (total - plain$loglik[2])
    lines <- c(lines,
               row("frailty/variance", "", theta),
               row("frailty/std_error", "", sqrt(-1 / curvature), 1e-6),
               row("frailty/log_likelihood_partial", "", best$loglik[2]),
               row("frailty/test/statistic", "", statistic),
               row("frailty/test/p_value", "", pchisq(statistic, 1, lower.tail = FALSE) / 2),
               unlist(lapply(c(1, 2, length(clusters)), function(k)
                 c(row("frailty/groups/frailty", paste0("level=", clusters[k]), exp(at$w[k])),
                   row("frailty/groups/events", paste0("level=", clusters[k]), d[k])))))
  }
  lines <- c(lines, row("frailty/log_likelihood_marginal", "", total),
             row("log_likelihood/model", "", total),
             unlist(lapply(seq_len(p), function(j) {
               term <- paste0("term=", sub("^disease", "disease=", names(coef(plain))[j]))
               c(row("terms/estimate", term, beta[j]), row("terms/std_error", term, se[j]))
             })))
  writeLines(c("quantity,term,value,relativeTolerance", lines),
             file.path(folder, paste0(name, ".csv")))
  right <- sub("^[^~]*", "", formula)
  commands[[name]] <<- c("cox", paste0("{data}/", data, "-data.csv"),
                         paste0(response, " ", right, " + frailty(", group, ")"), extra)
}

keep("kidney", transform(kidney, disease = as.character(disease)))
keep("rats", transform(rats, male = as.integer(sex == "m")))
keep("lung", transform(lung, event = status - 1))
keep("bladder", bladder2)
set.seed(20)
ages <- data.frame(clinic = rep(1:12, each = 9), x = round(rnorm(108), 2),
                   entry = round(runif(108, 0, 3), 1))
effect <- rgamma(12, 1.5, 1.5)[ages$clinic]
ages$exit <- round(ages$entry + 0.1 + rexp(108, 0.3 * effect * exp(0.5 * ages$x)), 1)
ages$died <- as.integer(runif(108) < 0.8)
keep("clinics", ages)

surv <- "Surv(time, status)"
case("kidney", "kidney", "Surv(time, status) ~ age + sex", "id", c("age", "sex"), surv, "status")
case("kidney-breslow", "kidney", "Surv(time, status) ~ age + sex", "id", c("age", "sex"), surv,
     "status", "breslow", extra = c("--ties", "breslow"))
case("kidney-boundary", "kidney", "Surv(time, status) ~ age + sex + disease", "id",
     c("age", "sex", "disease"), surv, "status", boundary = TRUE, extra = c("--reference", "disease=AN"))
case("rats", "rats", "Surv(time, status) ~ rx", "litter", "rx", surv, "status")
case("rats-strata", "rats", "Surv(time, status) ~ rx + strata(male)", "litter", "rx", surv, "status")
case("lung-boundary", "lung", "Surv(time, event) ~ age + sex", "inst", c("age", "sex"),
     "Surv(time, status == 2)", "event", boundary = TRUE)
case("bladder", "bladder", "Surv(start, stop, event) ~ rx + size + number", "id",
     c("rx", "size", "number"), "Surv(start, stop, event)", "event")
case("clinics-entry", "clinics", "Surv(entry, exit, died) ~ x", "clinic", "x",
     "Surv(entry, exit, died)", "died")
writeLines(toJSON(commands, pretty = TRUE), file.path(folder, "commands.json"))
