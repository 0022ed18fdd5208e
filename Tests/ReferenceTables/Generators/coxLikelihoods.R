# What `cohort cox` must print for exact ties, penalties and profile intervals: run from the
# repository's root with
#   Rscript Tests/ReferenceTables/Generators/coxLikelihoods.R
# Writes Tables/coxLikelihoods/: the data, commands.json and one <case>.csv per command, laid out as
# in Generators/commands.R. Exact partial likelihood and ridge are coxph's; the exact marginal
# likelihood is added up here over all orders of the tied deaths; Firth's and profile limits come
# from coxph's likelihoods with coefficients held fixed.
suppressMessages({library(survival); library(jsonlite)})
folder <- "Tests/ReferenceTables/Tables/coxLikelihoods"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
commands <- list()
lines <- character()
put <- function(quantity, term, value, relative = 1e-9, absolute = 0)
  lines <<- c(lines, sprintf("%s,\"%s\",%s,%g,%g", quantity, term, number(as.numeric(value)),
                             relative, absolute))
case <- function(name, data, formula, ...) {
  writeLines(c("quantity,term,value,relativeTolerance,absoluteTolerance", lines),
             file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- c("cox", paste0("{data}/", data, "-data.csv"), formula, ...)
  lines <<- character()
}
keep <- function(name, data)
  write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, quote = FALSE)
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, timefix = FALSE, iter.max = 100)
cox <- function(formula, data, ...) suppressWarnings(coxph(formula, data, control = control, ...))

# ---- Data -----------------------------------------------------------------------------------
freireich <- data.frame(
  time = c(6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35,
           1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
  event = c(rep(1, 9), rep(0, 12), rep(1, 21)), mp = rep(1:0, each = 21))
keep("freireich", freireich)
set.seed(42)
n <- 40
tied <- data.frame(stop = sample(9, n, TRUE), x = round(rnorm(n), 2), z = rbinom(n, 1, 0.4),
                   g = sample(c("a", "b", "c"), n, TRUE), s = sample(2, n, TRUE))
tied$start <- tied$stop - sample(6, n, TRUE)
tied$event <- rbinom(n, 1, 0.6)
tied$offset <- round(rnorm(n) / 3, 2)
keep("tied", tied)
keep("lung", na.omit(transform(survival::lung, month = ceiling(time / 30.4375),
                               event = status - 1)[, c("month", "event", "age", "sex", "ph.ecog")]))
lung <- read.csv(file.path(folder, "lung-data.csv"))

tests <- function(fit) {
  put("tests/likelihood_ratio/statistic", "", 2 * diff(fit$loglik))
  put("tests/score/statistic", "", fit$score)
  put("tests/wald/statistic", "", fit$wald.test)
}
coefficients.of <- function(names, estimate, se, relative = 1e-9) {
  for (j in seq_along(names)) {
    put("terms/estimate", paste0("term=", names[j]), estimate[j], relative, 1e-11)
    put("terms/std_error", paste0("term=", names[j]), se[j], max(relative, 1e-8))
  }
}

# ---- Exact partial --------------------------------------------------------------------------
exact <- function(name, data, table, formula, names) {
  fit <- cox(formula, table, ties = "exact", model = TRUE)
  coefficients.of(names, coef(fit), sqrt(diag(fit$var)))
  put("log_likelihood/null", "", fit$loglik[1]); put("log_likelihood/model", "", fit$loglik[2])
  tests(fit)
  # cox.zph stops at an offset.
  if (is.null(attr(terms(fit), "offset")))
    put("proportional_hazards/global/statistic", "", cox.zph(fit)$table["GLOBAL", 1], 1e-7)
  text <- gsub(" ", "", paste(deparse(formula), collapse = ""))
  case(name, data, text, "--ties", "exact")
}
exact("exact-freireich", "freireich", freireich, Surv(time, event) ~ mp, "mp")
exact("exact-lung-months", "lung", lung, Surv(month, event) ~ age + sex + ph.ecog,
      c("age", "sex", "ph.ecog"))
exact("exact-tied", "tied", tied, Surv(stop, event) ~ x + g + strata(s), c("x", "g=b", "g=c"))
exact("exact-tied-late", "tied", tied, Surv(start, stop, event) ~ x * z + offset(offset),
      c("x", "z", "x:z"))

# ---- Exact marginal, all orders written out -------------------------------------------------
orders <- function(d) {
  if (d == 1) return(matrix(1, 1, 1))
  rest <- orders(d - 1)
  do.call(rbind, lapply(1:d, function(i) cbind(i, matrix(setdiff(1:d, i)[rest], nrow(rest)))))
}
marginal <- function(beta, start, stop, event, X, offset) {
  eta <- drop(X %*% beta) + offset; value <- 0; slope <- 0 * beta
  for (t in unique(stop[event == 1])) {
    at <- which(start < t & stop >= t); dead <- which(event == 1 & stop == t)
    alive <- setdiff(at, dead); all <- orders(length(dead))
    parts <- apply(all, 1, function(o) {
      left <- dead[o]; l <- 0; u <- 0 * beta
      for (k in seq_along(left)) {
        risk <- c(left[k:length(left)], alive); w <- exp(eta[risk])
        l <- l + eta[left[k]] - log(sum(w))
        u <- u + X[left[k], ] - colSums(w * X[risk, , drop = FALSE]) / sum(w)
      }
      c(l, u)
    })
    top <- max(parts[1, ]); w <- exp(parts[1, ] - top)
    value <- value + top + log(sum(w))
    slope <- slope + drop(parts[-1, , drop = FALSE] %*% (w / sum(w)))
  }
  list(value = value, slope = slope)
}
differences <- function(f, beta, h) sapply(seq_along(beta), function(j) {
  e <- replace(0 * beta, j, h)
  (45 * (f(beta + e) - f(beta - e)) - 9 * (f(beta + 2 * e) - f(beta - 2 * e)) +
     (f(beta + 3 * e) - f(beta - 3 * e))) / (60 * h)
})
maximum <- function(f, p, h = 0.01, start = rep(0, p)) {
  beta <- start
  for (i in 1:40) {
    information <- -differences(function(b) f(b)$slope, beta, h)
    step <- solve(matrix(information, p), f(beta)$slope)
    beta <- beta + step
    if (max(abs(step)) < 1e-13) break
  }
  list(beta = beta, information = matrix(information, p), value = f(beta)$value)
}
report <- function(name, data, formula, names, fit, null, more) {
  coefficients.of(names, fit$beta, sqrt(diag(solve(fit$information))))
  put("log_likelihood/null", "", null$value); put("log_likelihood/model", "", fit$value)
  put("tests/likelihood_ratio/statistic", "", 2 * (fit$value - null$value))
  case(name, data, formula, more)
}
f <- function(b) with(freireich, marginal(b, time - 100, time, event, cbind(mp), 0))
report("marginal-freireich", "freireich", "Surv(time,event)~mp", "mp", maximum(f, 1), f(0),
       c("--ties", "exact-marginal"))
X <- model.matrix(~ x + g, tied)[, -1]
f <- function(b) {
  parts <- lapply(1:2, function(s) with(tied[tied$s == s, ],
    marginal(b, stop - 100, stop, event, X[tied$s == s, ], 0)))
  list(value = parts[[1]]$value + parts[[2]]$value, slope = parts[[1]]$slope + parts[[2]]$slope)
}
report("marginal-tied", "tied", "Surv(stop,event)~x+g+strata(s)", c("x", "g=b", "g=c"),
       maximum(f, 3), f(c(0, 0, 0)), c("--ties", "exact-marginal"))
X <- model.matrix(~ x * z, tied)[, -1]
f <- function(b) with(tied, marginal(b, start, stop, event, X, offset))
report("marginal-tied-late", "tied", "Surv(start,stop,event)~x*z+offset(offset)",
       c("x", "z", "x:z"), maximum(f, 3), f(c(0, 0, 0)), c("--ties", "exact-marginal"))

# ---- Ridge ----------------------------------------------------------------------------------
for (ties in c("efron", "breslow")) {
  fit <- cox(Surv(month, event) ~ ridge(age, sex, ph.ecog, theta = 3), lung, ties = ties)
  coefficients.of(c("age", "sex", "ph.ecog"), coef(fit), sqrt(diag(fit$var)))
  put("log_likelihood/null", "", fit$loglik[1]); put("log_likelihood/model", "", fit$loglik[2])
  put("tests/likelihood_ratio/statistic", "", 2 * diff(fit$loglik))
  put("tests/likelihood_ratio/df", "", sum(fit$df))
  put("tests/likelihood_ratio/p_value", "",
      pchisq(2 * diff(fit$loglik), sum(fit$df), lower.tail = FALSE))
  put("tests/wald/statistic", "", fit$wald.test)
  put("aic", "", AIC(fit))
  case(paste0("ridge-", ties), "lung", "Surv(month,event)~age+sex+ph.ecog", "--ridge", "3",
       "--ties", ties)
}

# ---- Firth ----------------------------------------------------------------------------------
# ℓ + ½ log |I| from coxph without iterations; its slope by differences.
firth <- function(formula, table, p, ties) {
  value <- function(b) {
    fit <- suppressWarnings(coxph(formula, table, ties = ties, init = b,
                                  control = coxph.control(iter.max = 0, timefix = FALSE)))
    fit$loglik[1] - as.numeric(determinant(fit$var)$modulus) / 2
  }
  f <- function(b) list(value = value(b), slope = as.numeric(differences(value, b, 0.02)))
  fit <- maximum(f, p, 0.02)
  at <- suppressWarnings(coxph(formula, table, ties = ties, init = fit$beta,
                               control = coxph.control(iter.max = 0, timefix = FALSE)))
  fit$se <- sqrt(diag(at$var)); fit$null <- value(rep(0, p)); fit
}
firth.case <- function(name, data, table, formula, names, ties) {
  fit <- firth(formula, table, length(names), ties)
  coefficients.of(names, fit$beta, fit$se, 2e-9)
  put("log_likelihood/null", "", fit$null); put("log_likelihood/model", "", fit$value)
  put("tests/likelihood_ratio/statistic", "", 2 * (fit$value - fit$null))
  text <- gsub(" ", "", paste(deparse(formula), collapse = ""))
  case(name, data, text, "--firth", "--ties", ties)
}
firth.case("firth-freireich", "freireich", freireich, Surv(time, event) ~ mp, "mp", "efron")
firth.case("firth-tied", "tied", tied, Surv(stop, event) ~ x + z + strata(s), c("x", "z"), "efron")
firth.case("firth-tied-late", "tied", tied, Surv(start, stop, event) ~ x * z + offset(offset),
           c("x", "z", "x:z"), "breslow")
firth.case("firth-tied-exact", "tied", tied, Surv(stop, event) ~ x + g, c("x", "g=b", "g=c"),
           "exact")
# A level without events.
empty <- transform(tied, event = ifelse(g == "c", 0, event))
keep("empty", empty)
firth.case("firth-empty", "empty", empty, Surv(stop, event) ~ x + g, c("x", "g=b", "g=c"), "efron")

# ---- Profile intervals ----------------------------------------------------------------------
profile.case <- function(name, data, table, y, X, formula, ties, level = 0.95) {
  full <- cox(y ~ X, NULL, ties = ties)
  for (j in seq_len(ncol(X))) {
    fall <- function(b) {
      o <- X[, j] * b
      fit <- if (ncol(X) == 1) cox(y ~ offset(o), NULL, ties = ties)
             else cox(y ~ X[, -j] + offset(o), NULL, ties = ties)
      2 * (full$loglik[2] - fit$loglik[length(fit$loglik)])
    }
    se <- sqrt(full$var[j, j]); b <- coef(full)[j]; target <- qchisq(level, 1)
    root <- function(interval) uniroot(function(v) fall(v) - target, interval, tol = 1e-14)$root
    term <- paste0("term=", colnames(X)[j])
    put("terms/conf_low", term, root(c(b - 6 * se, b)), 2e-9)
    put("terms/conf_high", term, root(c(b, b + 6 * se)), 2e-9)
    put("terms/likelihood_ratio/statistic", term, fall(0))
    put("terms/likelihood_ratio/p_value", term, pchisq(fall(0), 1, lower.tail = FALSE), 1e-8)
  }
  case(name, data, formula, "--interval", "profile", "--ties", ties, "--conf-level",
       as.character(level))
}
with(freireich, for (ties in c("efron", "breslow", "exact"))
  profile.case(paste0("profile-freireich-", ties), "freireich", freireich, Surv(time, event),
               cbind(mp = mp), "Surv(time,event)~mp", ties))
with(lung, profile.case("profile-lung", "lung", lung, Surv(month, event),
                        cbind(age = age, sex = sex, ph.ecog = ph.ecog),
                        "Surv(month,event)~age+sex+ph.ecog", "efron", 0.9))

write(toJSON(commands, auto_unbox = FALSE, pretty = TRUE), file.path(folder, "commands.json"))
