# Numbers of the comparison of arms and of the models on Datasets/hodg: studies/hodg-arms.csv.
# R with survival alone; run from the root of the project: Rscript Tests/ReferenceTables/Generators/arms.R
library(survival)
d <- read.csv("Datasets/hodg/hodg.csv")
d$months <- d$time / 30.4375
d$graft <- factor(ifelse(d$graft == "autologous", "own marrow", "donor marrow"),
                  c("own marrow", "donor marrow"))
d$disease <- factor(d$disease)
rows <- list()
add <- function(quantity, term, value) rows[[length(rows) + 1]] <<- data.frame(quantity, term, value)
cox <- function(formula) {
  call <- bquote(coxph(.(formula), d, x = TRUE, control = coxph.control(
    eps = 1e-14, toler.chol = 1e-15, timefix = FALSE)))
  eval(call)
}
ratio <- function(quantity, term, fit, name) {
  z <- summary(fit)
  add(quantity, term, z$conf.int[name, 1]); add(paste0(quantity, "_low"), term, z$conf.int[name, 3])
  add(paste0(quantity, "_high"), term, z$conf.int[name, 4])
  add(paste0(quantity, "_p"), term, z$coefficients[name, 5])
}
outcome <- function(right) as.formula(paste("Surv(months, event) ~", right))

# One covariate at a time.
ratio("unadjusted", "graft donor marrow", cox(outcome("graft")), "graftdonor marrow")
ratio("unadjusted", "disease non-Hodgkin lymphoma", cox(outcome("disease")), 1)
ratio("unadjusted", "karnofsky", cox(outcome("karnofsky")), 1)
ratio("unadjusted", "waiting_time", cox(outcome("waiting_time")), 1)

# Differences of Kaplan-Meier probabilities, limits by square and add.
km <- survfit(Surv(months, event) ~ graft, d, conf.type = "log-log")
for (t in c(6, 12, 24, 36)) {
  s <- summary(km, times = t, extend = TRUE)
  difference <- s$surv[2] - s$surv[1]
  add("difference", t, difference)
  add("difference_low", t, difference - sqrt((s$surv[2] - s$lower[2])^2 + (s$upper[1] - s$surv[1])^2))
  add("difference_high", t, difference + sqrt((s$upper[2] - s$surv[2])^2 + (s$surv[1] - s$lower[1])^2))
}
# Restricted means to month 36.
means <- summary(km, rmean = 36)$table[, c("rmean", "se(rmean)")]
for (i in 1:2) add("rmst", levels(d$graft)[i], means[i, 1])
add("rmst_difference", "", means[2, 1] - means[1, 1])
half <- qnorm(0.975) * sqrt(sum(means[, 2]^2))
add("rmst_difference_low", "", means[2, 1] - means[1, 1] - half)
add("rmst_difference_high", "", means[2, 1] - means[1, 1] + half)

# The arm on the covariates.
arm <- d$graft == "donor marrow"
logistic <- glm(arm ~ disease + karnofsky + waiting_time, binomial, d,
                control = glm.control(epsilon = 1e-15, maxit = 100))
p <- fitted(logistic)
from <- max(min(p[arm]), min(p[!arm])); to <- min(max(p[arm]), max(p[!arm]))
add("propensity_from", "", from); add("propensity_to", "", to)
add("propensity_inside", "own marrow", sum(p[!arm] >= from & p[!arm] <= to))
add("propensity_inside", "donor marrow", sum(p[arm] >= from & p[arm] <= to))
pairs <- outer(p[arm], p[!arm], "-")
add("c_statistic", "", mean((pairs > 0) + (pairs == 0) / 2))
preference <- plogis(qlogis(p) - qlogis(mean(arm)))
add("equipoise", "", mean(preference >= 0.3 & preference <= 0.7))
difference <- function(x) (mean(x[arm]) - mean(x[!arm])) / sqrt((var(x[arm]) + var(x[!arm])) / 2)
add("smd", "karnofsky", abs(difference(d$karnofsky)))
add("smd", "waiting_time", abs(difference(d$waiting_time)))

# Standardised curves: the mean of everybody's predicted curve in either arm.
fit <- cox(outcome("graft + disease + karnofsky + waiting_time"))
ratio("adjusted", "graft donor marrow", fit, "graftdonor marrow")
hazard <- basehaz(fit, centered = FALSE)
standardised <- function(level) {
  x <- model.matrix(~ graft + disease + karnofsky + waiting_time,
                    transform(d, graft = factor(level, levels(d$graft))))[, -1]
  risk <- exp(drop(x %*% coef(fit)))
  function(t) {
    cumulative <- c(0, hazard$hazard)[findInterval(t, hazard$time) + 1]
    mean(exp(-cumulative * risk))
  }
}
area <- function(curve, tau) {
  knots <- unique(c(0, hazard$time[hazard$time < tau], tau))
  sum(diff(knots) * sapply(head(knots, -1), curve))
}
curves <- lapply(levels(d$graft), standardised)
for (i in 1:2) {
  for (t in c(6, 12, 24, 36)) add("standardised", paste(levels(d$graft)[i], t), curves[[i]](t))
  add("standardised_rmst", levels(d$graft)[i], area(curves[[i]], 36))
}

# The arms within subgroups, a ratio for each stratum, and the likelihood ratio of the product.
d$class <- factor(ifelse(d$karnofsky < 80, "<80", "\u226580"), c("<80", "\u226580"))
subgroup <- function(variable, name, others) {
  large <- cox(outcome(paste(variable, "+", variable, ": graft +", others)))
  small <- cox(outcome(paste("graft +", variable, "+", others)))
  for (level in levels(d[[variable]]))
    ratio("subgroup", paste(name, level), large, paste0(variable, level, ":graftdonor marrow"))
  add("interaction", name, 2 * (large$loglik[2] - small$loglik[2]))
}
subgroup("disease", "disease", "karnofsky + waiting_time")
subgroup("class", "karnofsky", "disease + karnofsky + waiting_time")

# A restricted cubic spline with knots 12, 24, 60 (Harrell's basis, divided by the square of the
# range of the knots).
basis <- function(x, k = c(12, 24, 60)) {
  cube <- function(u) pmax(u, 0)^3
  (cube(x - k[1]) - cube(x - k[2]) * (k[3] - k[1]) / (k[3] - k[2])
   + cube(x - k[3]) * (k[2] - k[1]) / (k[3] - k[2])) / (k[3] - k[1])^2
}
d$w1 <- d$waiting_time; d$w2 <- basis(d$waiting_time)
spline <- cox(outcome("graft + w1 + w2"))
add("spline_test", "association", 2 * (spline$loglik[2] - cox(outcome("graft"))$loglik[2]))
add("spline_test", "nonlinearity", 2 * (spline$loglik[2] - cox(outcome("graft + w1"))$loglik[2]))
at <- quantile(d$waiting_time, c(0.05, 0.25, 0.5, 0.75, 0.95))
change <- cbind(at - at[3], basis(at) - basis(at[3]))
log.ratio <- drop(change %*% coef(spline)[2:3])
error <- sqrt(diag(change %*% vcov(spline)[2:3, 2:3] %*% t(change)))
for (i in c(1, 2, 4, 5)) {
  name <- paste(c(5, 25, 50, 75, 95)[i], "%")
  add("spline_value", name, at[i]); add("spline", name, exp(log.ratio[i]))
  add("spline_low", name, exp(log.ratio[i] - qnorm(0.975) * error[i]))
  add("spline_high", name, exp(log.ratio[i] + qnorm(0.975) * error[i]))
}

x <- do.call(rbind, rows)
x$value <- sprintf("%.17g", x$value)
x$term <- paste0('"', x$term, '"')
write.table(x, "Tests/ReferenceTables/Tables/studies/hodg-arms.csv", sep = ",", quote = FALSE,
            row.names = FALSE)
