# What `cohort aft` must print: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/commands-aft.R
# Writes Tables/aft/: the data, commands.json (what to run) and one <case>.csv per command, as
# Generators/commands.R does.
#
# Most numbers are survreg's. Where survreg has none, or has a fault, they come from the likelihood
# written out here (`likelihood`) and optim with numerical derivatives by Richardson's extrapolation:
# left truncation, robust errors with weights, dfbetas and deviances of intervals, predictions.
suppressMessages({
  library(survival)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/aft"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value, tolerance = NA)
  sprintf("%s,\"%s\",%s,%s", quantity, term, number(as.numeric(value)),
          ifelse(is.na(tolerance), "", sprintf("%g", tolerance)))
commands <- list()
case <- function(name, arguments, ...) {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  writeLines(c("quantity,term,value,relativeTolerance", lines),
             file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data) {
  write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, na = "",
            quote = FALSE)
  read.csv(file.path(folder, paste0(name, "-data.csv")))
}
file <- function(name) paste0("{data}/", name, "-data.csv")
tight <- survreg.control(rel.tolerance = 1e-15, maxiter = 200)

# ---- The data -------------------------------------------------------------------------------
lung <- survival::lung
lung$event <- lung$status - 1
lung$case_weight <- 0.25 + ((seq_len(nrow(lung)) * 13) %% 17) / 5
lung$count <- (seq_len(nrow(lung)) * 7) %% 4
lung <- keep("lung", lung)
veteran <- keep("veteran", transform(survival::veteran, celltype = as.character(celltype)))
tobin <- survival::tobin
tobin$lower <- ifelse(tobin$durable > 0, tobin$durable, NA)
tobin <- keep("tobin", tobin)
bladder <- survival::bladder2[survival::bladder2$enum < 5, ]
bladder$time <- bladder$stop - bladder$start
bladder <- keep("bladder", bladder[bladder$time > 0, ])
heart <- survival::heart
heart$transplant <- as.integer(as.character(heart$transplant))
heart <- keep("heart", heart)
# Meeker and Escobar's motor insulation (Nelson and Hahn): hours at four temperatures.
capacitor <- keep("capacitor", survival::capacitor)
cracks <- survival::cracks
cracks <- keep("cracks", data.frame(
  lower = c(NA, cracks$days[-nrow(cracks)], max(cracks$days)), upper = c(cracks$days, NA),
  n = c(cracks$fail, 167 - sum(cracks$fail))))
imotor <- survival::imotor
# Visits at multiples of two, some times seen exactly.
visits <- data.frame(id = 1:90)
u <- (visits$id * 37) %% 91 / 91 + 0.003
visits$x <- ((visits$id * 29) %% 13 - 6) / 4
visits$arm <- ifelse(visits$id %% 3 == 0, "b", "a")
t <- exp(1.7 + 0.4 * visits$x - 0.3 * (visits$arm == "b") + 0.6 * log(-log(u)))
visits$lower <- pmin(floor(t / 2) * 2, 14)
visits$upper <- ifelse(t > 14, NA, floor(t / 2) * 2 + 2)
exact <- visits$id %% 7 == 0 & t < 14
visits$lower[exact] <- visits$upper[exact] <- round(t[exact], 3)
visits$clinic <- visits$id %% 11
visits <- keep("visits", visits)

# ---- The likelihood written out --------------------------------------------------------------
errors <- list(
  extreme = list(log.density = function(z) z - exp(z), tail = function(z) -exp(z),
                 quantile = function(p) log(-log1p(-p))),
  normal = list(log.density = function(z) dnorm(z, log = TRUE),
                tail = function(z) pnorm(z, lower.tail = FALSE, log.p = TRUE), quantile = qnorm),
  logistic = list(log.density = function(z) dlogis(z, log = TRUE),
                  tail = function(z) plogis(z, lower.tail = FALSE, log.p = TRUE),
                  quantile = qlogis))
of <- c(weibull = "extreme", exponential = "extreme", lognormal = "normal",
        loglogistic = "logistic", gaussian = "normal", logistic = "logistic")
# The log-likelihood of each row: exact where lower == upper, entry is left truncation.
likelihood <- function(theta, d, distribution, scale = NULL) {
  error <- errors[[of[[distribution]]]]
  is.log <- !(distribution %in% c("gaussian", "logistic"))
  g <- if (is.log) log else identity
  p <- ncol(d$x)
  mu <- drop(d$x %*% theta[1:p])
  log.sigma <- if (is.null(scale)) theta[p + d$stratum] else log(scale)
  sigma <- exp(log.sigma)
  z <- function(t) (g(t) - mu) / sigma
  exact <- d$lower == d$upper
  low <- ifelse(exact | d$lower <= (if (is.log) 0 else -Inf), 0, error$tail(z(pmax(d$lower, 1e-300))))
  high <- ifelse(d$upper == Inf, -Inf, error$tail(z(d$upper)))
  result <- low + log1p(-exp(high - low))
  result[exact] <- (error$log.density(z(d$lower)) - log.sigma - if (is.log) log(d$lower) else 0)[exact]
  if (!is.null(d$entry)) {
    late <- d$entry > 0
    result[late] <- result[late] - error$tail(z(d$entry))[late]
  }
  result
}
# Richardson's extrapolation of central differences, row by row: n x p.
slopes <- function(f, theta, sizes = rep(0.02, length(theta))) sapply(seq_along(theta), function(j) {
  h <- sizes[j] * 0.5^(0:5)
  a <- lapply(h, function(s) {
    e <- replace(numeric(length(theta)), j, s)
    (f(theta + e) - f(theta - e)) / (2 * s)
  })
  for (k in 1:5) for (i in 6:(k + 1)) a[[i]] <- a[[i]] + (a[[i]] - a[[i - 1]]) / (4^k - 1)
  a[[6]]
})
# Newton's method with numerical derivatives, from a good start.
maximise <- function(theta, d, distribution, w = rep(1, nrow(d$x)), scale = NULL) {
  sigma <- exp(theta[length(theta)])
  sizes <- 0.05 * c(sigma / apply(abs(d$x), 2, max), rep(1, length(theta) - ncol(d$x)))
  total <- function(t) sum(w * likelihood(t, d, distribution, scale))
  score <- function(t) drop(slopes(total, t, sizes))
  for (k in 1:40) {
    information <- -slopes(score, theta, sizes)
    step <- solve(information, score(theta))
    while (!is.finite(total(theta + step)) || total(theta + step) < total(theta) - 1e-9)
      step <- step / 2
    theta <- theta + step
    if (max(abs(step) / sizes) < 1e-11) break
  }
  list(theta = theta, value = total(theta), covariance = solve(-slopes(score, theta, sizes)),
       scores = w * slopes(function(t) likelihood(t, d, distribution, scale), theta, sizes))
}

# ---- survreg, quantity by quantity ------------------------------------------------------------
estimates <- function(fit, names) {
  k <- length(names)
  errors <- sqrt(diag(fit$var))
  lines <- list(
    row("log_likelihood/null", "", fit$loglik[1]), row("log_likelihood/model", "", fit$loglik[2]),
    row("aic", "", AIC(fit)))
  for (j in 1:k) if (!is.na(coef(fit)[j])) lines <- c(lines, list(
    row("terms/estimate", paste0("term=", names[j]), coef(fit)[j]),
    row("terms/std_error", paste0("term=", names[j]), errors[j]),
    row("terms/time_ratio", paste0("term=", names[j]), exp(coef(fit)[j])),
    row("terms/p_value", paste0("term=", names[j]),
        2 * pnorm(-abs(coef(fit)[j] / errors[j])))))
  if (fit$dist %in% c("gaussian", "logistic")) lines <- lines[!grepl("time_ratio", unlist(lines))]
  if (length(fit$scale) == 1) {
    lines <- c(lines, list(row("scale", "", fit$scale)))
    if (nrow(fit$var) > k) lines <- c(lines, list(
      row("log_scale/estimate", "", log(fit$scale)), row("log_scale/std_error", "", errors[k + 1]),
      row("covariance", paste0("#0;#", k), fit$var[1, k + 1])))
  }
  df <- sum(!is.na(coef(fit))) - 1
  if (df > 0) {
    ratio <- 2 * diff(fit$loglik)
    lines <- c(lines, list(
      row("tests/likelihood_ratio/statistic", "", ratio), row("tests/likelihood_ratio/df", "", df),
      row("tests/likelihood_ratio/p_value", "", pchisq(ratio, df, lower.tail = FALSE))))
  }
  lines
}
distributions <- c("exponential", "weibull", "lognormal", "loglogistic", "gaussian", "logistic")
for (distribution in distributions) {
  fit <- survreg(Surv(time, event) ~ age + factor(sex) + ph.ecog, lung, dist = distribution,
                 control = tight)
  case(paste0("lung-", distribution),
       c("aft", file("lung"), "Surv(time, event) ~ age + factor(sex) + ph.ecog",
         "--distribution", distribution),
       estimates(fit, c("(Intercept)", "age", "sex=2", "ph.ecog")))
  fit <- survreg(Surv(time, status) ~ celltype * karno + offset(0.01 * age), veteran,
                 dist = distribution, control = tight)
  case(paste0("veteran-", distribution),
       c("aft", file("veteran"), "Surv(time, status) ~ celltype * karno + offset(0.01 * age)",
         "--distribution", distribution),
       estimates(fit, c("(Intercept)", paste0("celltype=", c("large", "smallcell", "squamous")),
                        "karno", paste0("celltype=", c("large", "smallcell", "squamous"), ":karno"))))
  fit <- survreg(Surv(lower, upper, type = "interval2") ~ x + arm,
                 transform(visits, lower = ifelse(lower == 0, NA, lower)), dist = distribution,
                 control = tight)
  if (!(distribution %in% c("gaussian", "logistic")))
    case(paste0("visits-", distribution),
         c("aft", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ x + arm",
           "--distribution", distribution),
         estimates(fit, c("(Intercept)", "x", "arm=b")))
}
fit <- survreg(Surv(lower, durable, type = "interval2") ~ age + quant, tobin, dist = "gaussian",
               control = tight)
case("tobin", c("aft", file("tobin"), "Surv(lower, durable, type = \"interval2\") ~ age + quant",
                "--distribution", "gaussian"),
     estimates(fit, c("(Intercept)", "age", "quant")))
fit <- survreg(Surv(time, status) ~ temperature + voltage, capacitor, control = tight)
case("capacitor", c("aft", file("capacitor"), "Surv(time, status) ~ temperature + voltage"),
     estimates(fit, c("(Intercept)", "temperature", "voltage")))
fit <- survreg(Surv(lower, upper, type = "interval2") ~ 1, cracks, weights = n, control = tight)
case("cracks", c("aft", file("cracks"), "Surv(lower, upper, type = \"interval2\") ~ 1",
                 "--weights", "n", "--weight-kind", "frequency"),
     estimates(fit, "(Intercept)"))
imotor2 <- subset(imotor, temp > 150)
imotor2 <- keep("imotor-warm", imotor2)
fit <- survreg(Surv(time, status) ~ I(1000 / (273.2 + temp)), imotor2, dist = "lognormal",
               control = tight)
case("imotor", c("aft", file("imotor-warm"), "Surv(time, status) ~ I(1000/(273.2+temp))",
                 "--distribution", "lognormal"),
     estimates(fit, c("(Intercept)", "I(1000/(273.2+temp))")))
fit <- survreg(Surv(time, event) ~ age + sex, lung, scale = 0.7, control = tight)
case("lung-fixed-scale", c("aft", file("lung"), "Surv(time, event) ~ age + sex", "--scale", "0.7"),
     estimates(fit, c("(Intercept)", "age", "sex")))
fit <- survreg(Surv(time, event) ~ factor(sex) + age - 1, lung, dist = "lognormal",
               control = tight)
case("lung-no-intercept", c("aft", file("lung"), "Surv(time, event) ~ 0 + factor(sex) + age",
                            "--distribution", "lognormal"),
     estimates(fit, c("sex=1", "sex=2", "age")))
fit <- survreg(Surv(time, event) ~ age + I(2 * age) + sex, lung, control = tight)
case("lung-aliased", c("aft", file("lung"), "Surv(time, event) ~ age + I(2*age) + sex"),
     estimates(fit, c("(Intercept)", "age", "I(2*age)", "sex"))[-3])
for (distribution in c("weibull", "loglogistic")) {
  fit <- survreg(Surv(time, event) ~ rx + number + strata(enum), bladder, dist = distribution,
                 control = tight)
  case(paste0("bladder-strata-", distribution),
       c("aft", file("bladder"), "Surv(time, event) ~ rx + number + strata(enum)",
         "--distribution", distribution),
       estimates(fit, c("(Intercept)", "rx", "number")),
       unlist(lapply(1:4, function(k) list(
         row("scales/scale", paste0("stratum=enum=", k), fit$scale[k]),
         row("scales/log_scale/std_error", paste0("stratum=enum=", k), sqrt(fit$var[3 + k, 3 + k]))))))
}
fit <- survreg(Surv(time, event) ~ rx + number + cluster(id), bladder, control = tight)
k <- sqrt(diag(fit$var))
case("bladder-cluster", c("aft", file("bladder"), "Surv(time, event) ~ rx + number + cluster(id)"),
     unlist(lapply(1:3, function(j) list(
       row("terms/estimate", paste0("#", j - 1), coef(fit)[j]),
       row("terms/robust_std_error", paste0("#", j - 1), k[j]),
       row("terms/std_error", paste0("#", j - 1), sqrt(fit$naive.var[j, j]))))),
     row("log_scale/robust_std_error", "", k[4]),
     row("tests/wald/statistic", "", coef(fit)[2:3] %*% solve(fit$var[2:3, 2:3], coef(fit)[2:3])))

# Residuals of right-censored times, which survreg has right.
lung2 <- keep("lung-complete", na.omit(lung[, c("time", "event", "age", "ph.ecog")]))
for (distribution in c("weibull", "lognormal", "logistic")) {
  fit <- survreg(Surv(time, event) ~ age + ph.ecog, lung2, dist = distribution, control = tight)
  for (kind in c("response", "deviance", "dfbeta")) {
    values <- suppressWarnings(residuals(fit, kind))
    some <- seq(1, nrow(lung2), by = 9)
    lines <- if (kind == "dfbeta") unlist(lapply(some, function(i) lapply(1:4, function(j)
        row(paste0("residuals/", c("(Intercept)", "age", "ph.ecog", "log_scale")[j]),
            paste0("#", i - 1), values[i, j])))) else
      # survreg's deviance of a time near its prediction has lost its digits.
      unlist(lapply(some[is.finite(values[some]) & abs(values[some]) > 0.05], function(i)
        row("residuals", paste0("#", i - 1), values[i])))
    case(paste("lung-residuals", distribution, kind, sep = "-"),
         c("aft", file("lung-complete"), "Surv(time, event) ~ age + ph.ecog", "--distribution",
           distribution, "--residuals", kind), lines)
  }
  # Cox and Snell: event less the cumulative hazard.
  z <- (if (distribution == "logistic") lung2$time else log(lung2$time)) - fit$linear.predictors
  martingale <- lung2$event + errors[[of[[distribution]]]]$tail(z / fit$scale)
  case(paste("lung-residuals", distribution, "martingale", sep = "-"),
       c("aft", file("lung-complete"), "Surv(time, event) ~ age + ph.ecog", "--distribution",
         distribution, "--residuals", "martingale"),
       unlist(lapply(some, function(i) row("residuals", paste0("#", i - 1), martingale[i]))))
}

# ---- From the likelihood written out -----------------------------------------------------------
own <- function(fit, names, quantity = "std_error") {
  k <- length(names)
  unlist(c(lapply(1:k, function(j) list(
    row("terms/estimate", paste0("term=", names[j]), fit$theta[j], 1e-8),
    row("terms/std_error", paste0("term=", names[j]), sqrt(fit$covariance[j, j]), 1e-7))),
    list(row("log_likelihood/model", "", fit$value),
         row("log_scale/estimate", "", fit$theta[k + 1], 1e-7),
         row("log_scale/std_error", "", sqrt(fit$covariance[k + 1, k + 1]), 1e-7))))
}
robust <- function(fit, names, clusters) {
  influence <- rowsum(fit$scores, clusters) %*% fit$covariance
  errors <- sqrt(diag(crossprod(influence)))
  unlist(c(lapply(seq_along(names), function(j)
    row("terms/robust_std_error", paste0("term=", names[j]), errors[j], 1e-7)),
    list(row("log_scale/robust_std_error", "", errors[length(names) + 1], 1e-7))))
}
for (distribution in c("weibull", "lognormal", "loglogistic", "gaussian")) {
  x <- cbind(1, heart$age, heart$surgery, heart$transplant)
  d <- list(x = x, stratum = 1, lower = heart$stop, upper = ifelse(heart$event == 1, heart$stop, Inf),
            entry = heart$start)
  start <- survreg(Surv(stop, event) ~ age + surgery + transplant, heart, dist = distribution)
  fit <- maximise(c(coef(start), log(start$scale)), d, distribution)
  names <- c("(Intercept)", "age", "surgery", "transplant")
  case(paste0("heart-", distribution),
       c("aft", file("heart"), "Surv(start, stop, event) ~ age + surgery + transplant",
         "--distribution", distribution), own(fit, names))
  case(paste0("heart-cluster-", distribution),
       c("aft", file("heart"), "Surv(start, stop, event) ~ age + surgery + transplant + cluster(id)",
         "--distribution", distribution), own(fit, names), robust(fit, names, heart$id))
}
for (distribution in c("weibull", "lognormal", "loglogistic")) {
  x <- cbind(1, lung$age, lung$sex)
  d <- list(x = x, stratum = 1, lower = lung$time, upper = ifelse(lung$event == 1, lung$time, Inf))
  start <- survreg(Surv(time, event) ~ age + sex, lung, dist = distribution, weights = case_weight)
  fit <- maximise(c(coef(start), log(start$scale)), d, distribution, lung$case_weight)
  names <- c("(Intercept)", "age", "sex")
  case(paste0("lung-weighted-", distribution),
       c("aft", file("lung"), "Surv(time, event) ~ age + sex", "--weights", "case_weight",
         "--distribution", distribution), own(fit, names), robust(fit, names, seq_len(nrow(lung))))
  # Frequencies: rows written out, none where the count is zero.
  written <- lung[rep(seq_len(nrow(lung)), lung$count), ]
  fit <- survreg(Surv(time, event) ~ age + sex, written, dist = distribution, control = tight)
  case(paste0("lung-frequency-", distribution),
       c("aft", file("lung"), "Surv(time, event) ~ age + sex", "--weights", "count",
         "--weight-kind", "frequency", "--distribution", distribution),
       estimates(fit, names), row("n", "", nrow(written)),
       row("bic", "", -2 * fit$loglik[2] + 4 * log(nrow(written))))
  # Visits: dfbetas and clusters of intervals.
  x <- cbind(1, visits$x, visits$arm == "b")
  d <- list(x = x, stratum = 1, lower = visits$lower, upper = ifelse(is.na(visits$upper), Inf, visits$upper))
  start <- survreg(Surv(ifelse(lower == 0, NA, lower), upper, type = "interval2") ~ x + arm, visits,
                   dist = distribution)
  fit <- maximise(c(coef(start), log(start$scale)), d, distribution)
  names <- c("(Intercept)", "x", "arm=b")
  influence <- fit$scores %*% fit$covariance
  case(paste0("visits-dfbeta-", distribution),
       c("aft", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ x + arm + cluster(clinic)",
         "--distribution", distribution, "--residuals", "dfbeta"),
       robust(fit, names, visits$clinic),
       unlist(lapply(1:90, function(i) lapply(1:4, function(j)
         row(paste0("residuals/", c(names, "log_scale")[j]), paste0("#", i - 1), influence[i, j], 1e-6)))))
  # The deviance against the best location for the row alone, by search.
  error <- errors[[of[[distribution]]]]
  sigma <- exp(fit$theta[4])
  mu <- drop(x %*% fit$theta[1:3])
  here <- likelihood(fit$theta, d, distribution)
  deviance <- sapply(1:90, function(i) {
    one <- lapply(d, function(v) if (is.matrix(v)) v[i, , drop = FALSE] else if (length(v) > 1) v[i] else v)
    if (one$upper == Inf || one$lower == 0) best <- 0 else {
      at <- function(m) likelihood(c(m, fit$theta[4]), replace(one, "x", list(matrix(1))), distribution)
      best <- optimize(at, log(c(one$lower, one$upper)) + c(-2, 2), maximum = TRUE, tol = 1e-10)$objective
    }
    slope <- (likelihood(fit$theta + c(1e-4, 0, 0, 0), d, distribution)[i] - here[i])
    sign(slope) * sqrt(2 * max(0, best - here[i]))
  })
  some <- which(abs(deviance) > 0.1)
  case(paste0("visits-deviance-", distribution),
       c("aft", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ x + arm",
         "--distribution", distribution, "--residuals", "deviance"),
       unlist(lapply(some, function(i) row("residuals", paste0("#", i - 1), deviance[i], 1e-6))))
  # The expectation of 1 - Lambda(T) over the interval, by quadrature.
  martingale <- sapply(1:90, function(i) {
    hazard <- function(t) if (t == 0) 0 else if (t == Inf) Inf else -error$tail((log(t) - mu[i]) / sigma)
    if (d$lower[i] == d$upper[i]) return(1 - hazard(d$lower[i]))
    a <- hazard(d$lower[i]); b <- hazard(d$upper[i])
    integrate(function(h) (1 - h) * exp(a - h), a, b, rel.tol = 1e-12)$value / (1 - exp(a - b))
  })
  case(paste0("visits-martingale-", distribution),
       c("aft", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ x + arm",
         "--distribution", distribution, "--residuals", "martingale"),
       unlist(lapply(1:90, function(i) row("residuals", paste0("#", i - 1), martingale[i], 1e-7))))
}

# ---- Predictions: the delta method with numerical derivatives -----------------------------------
predicted <- function(fit, distribution, x, key, times, probabilities, tau, prefix) {
  error <- errors[[of[[distribution]]]]
  is.log <- !(distribution %in% c("gaussian", "logistic"))
  g <- if (is.log) log else identity
  back <- if (is.log) exp else identity
  p <- length(coef(fit))
  theta <- c(coef(fit), log(fit$scale))
  sizes <- 0.02 * c(fit$scale / pmax(abs(x), 1), 1)
  covariance <- matrix(0, p + 1, p + 1)
  covariance[seq_len(nrow(fit$var)), seq_len(nrow(fit$var))] <- fit$var
  z <- function(t, th) (g(t) - sum(x * th[1:p])) / exp(th[p + 1])
  lines <- list()
  add <- function(place, term, f, transform = identity, inverse = identity, tolerance = NA) {
    estimate <- f(theta)
    slope <- drop(slopes(f, theta, sizes))
    se <- sqrt(drop(slope %*% covariance %*% slope))
    on.scale <- function(th) transform(f(th))
    slope <- drop(slopes(on.scale, theta, sizes))
    reach <- qnorm(0.975) * sqrt(drop(slope %*% covariance %*% slope))
    limits <- sort(inverse(on.scale(theta) + c(-1, 1) * reach))
    lines <<- c(lines, list(
      row(paste0(prefix, place, "/estimate"), term, estimate, tolerance),
      row(paste0(prefix, place, "/std_error"), term, se, 1e-7),
      row(paste0(prefix, place, "/conf_low"), term, limits[1], 1e-7),
      row(paste0(prefix, place, "/conf_high"), term, limits[2], 1e-7)))
  }
  of <- function(...) paste0(c(key, ...), collapse = ";")
  S <- function(t, th) exp(error$tail(z(t, th)))
  for (t in times)
    add("at_times", of(sprintf("time=%.15g", t)), function(th) S(t, th),
        function(s) error$quantile(1 - s), function(q) exp(error$tail(q)))
  for (q in probabilities)
    add("quantiles", of(sprintf("p=%.15g", q)),
        function(th) back(sum(x * th[1:p]) + exp(th[p + 1]) * error$quantile(q)),
        g, back)
  area <- function(th) {
    cuts <- tau * c(0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 1)
    sum(sapply(1:8, function(k) integrate(function(t) S(t, th), cuts[k], cuts[k + 1],
                                         rel.tol = 1e-12, abs.tol = 0, subdivisions = 1000)$value))
  }
  add("rmst", key, area, tolerance = 1e-8)
  unlist(lines)
}
for (distribution in distributions) {
  fit <- survreg(Surv(time, event) ~ age + sex, lung, dist = distribution, control = tight)
  case(paste0("lung-predictions-", distribution),
       c("aft", file("lung"), "Surv(time, event) ~ age + sex", "--distribution", distribution,
         "--at", "age=60,sex=1", "--at", "age=75,sex=2", "--times", "50,300,900", "--quantiles",
         "0.1,0.5,0.8", "--tau", "700"),
       predicted(fit, distribution, c(1, 60, 1), "#0", c(50, 300, 900), c(0.1, 0.5, 0.8), 700,
                 "predictions/"),
       predicted(fit, distribution, c(1, 75, 2), "#1", c(50, 300, 900), c(0.1, 0.5, 0.8), 700,
                 "predictions/"))
  fit <- survreg(Surv(time, event) ~ factor(sex), lung, dist = distribution, control = tight)
  case(paste0("lung-groups-", distribution),
       c("aft", file("lung"), "Surv(time, event) ~ factor(sex)", "--distribution", distribution,
         "--times", "100,500", "--tau", "400"),
       predicted(fit, distribution, c(1, 0), "sex=1", c(100, 500), c(0.25, 0.5, 0.75), 400, "groups/"),
       predicted(fit, distribution, c(1, 1), "sex=2", c(100, 500), c(0.25, 0.5, 0.75), 400, "groups/"),
       row("groups/n", "sex=1", sum(lung$sex == 1)),
       row("groups/events", "sex=2", sum(lung$event[lung$sex == 2])))
}
# Weibull hazard ratios by the delta method.
fit <- survreg(Surv(time, event) ~ age + sex, lung, control = tight)
theta <- c(coef(fit), log(fit$scale))
ratio <- function(j) function(th) -th[j] / exp(th[4])
case("lung-hazard-ratios", c("aft", file("lung"), "Surv(time, event) ~ age + sex"),
     unlist(lapply(2:3, function(j) {
       slope <- drop(slopes(ratio(j), theta, rep(0.005, 4)))
       se <- sqrt(drop(slope %*% fit$var %*% slope))
       term <- paste0("term=", names(coef(fit))[j])
       list(row("terms/log_hazard_ratio/estimate", term, ratio(j)(theta)),
            row("terms/log_hazard_ratio/std_error", term, se, 1e-8),
            row("terms/hazard_ratio", term, exp(ratio(j)(theta))),
            row("terms/hazard_ratio_low", term, exp(ratio(j)(theta) - qnorm(0.975) * se), 1e-8),
            row("terms/hazard_ratio_high", term, exp(ratio(j)(theta) + qnorm(0.975) * se), 1e-8))
     })))

write_json(commands, file.path(folder, "commands.json"), pretty = TRUE)
