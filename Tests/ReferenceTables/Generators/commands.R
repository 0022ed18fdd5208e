# What the commands of the program must print, from R: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/commands.R
# Writes Tables/commands/: the data (lung.csv, ...), commands.json (what to run) and one
# <case>.csv per command. A row's quantity is a path through the JSON of the command, its term the
# selectors for the arrays on the way: sex=1;time=180 for groups/at_times/estimate.
suppressMessages({
  library(survival)
  library(splines)
  library(jsonlite)
})
rcs <- Hmisc::rcspline.eval
folder <- "Tests/ReferenceTables/Tables/commands"
datasets <- function(name) read.csv(file.path("Datasets", name, paste0(name, ".csv")))

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value)
  sprintf("%s,\"%s\",%s", quantity, term, number(as.numeric(value)))
commands <- list()
case <- function(name, arguments, ...) {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  writeLines(c("quantity,term,value", lines), file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data)
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)

# ---- The data -------------------------------------------------------------------------------
lung <- survival::lung
lung$event <- lung$status - 1
lung$case_weight <- 0.25 + ((seq_len(nrow(lung)) * 13) %% 17) / 5
keep("lung-data", lung)
veteran <- survival::veteran
keep("veteran-data", veteran)
heart <- survival::heart
heart$transplant <- as.integer(as.character(heart$transplant))
keep("heart-data", heart)
mtcars$model_id <- seq_len(nrow(mtcars))
keep("mtcars-data", mtcars)
lung <- read.csv(file.path(folder, "lung-data.csv"))
heart <- read.csv(file.path(folder, "heart-data.csv"))
file <- function(name) paste0("{data}/", name, "-data.csv")
shipped <- function(name) paste0("{datasets}/", name, "/", name, ".csv")

# ---- Kaplan-Meier ---------------------------------------------------------------------------
probabilities <- c(0.25, 0.5, 0.75)
km.group <- function(group, fit, times, follow.up = NULL, events = sum(fit$n.event)) {
  of <- function(...) paste0(c(if (nchar(group)) group, ...), collapse = ";")
  quantiles <- quantile(fit, probabilities)
  used <- fit$n.event > 0 | fit$n.censor > 0
  curve <- which(used)
  shown <- summary(fit, censored = TRUE)
  lines <- list(
    row("groups/n", of(), fit$n), row("groups/events", of(), events),
    row("groups/median", of(), quantiles$quantile[2]),
    row("groups/median_conf_low", of(), quantiles$lower[2]),
    row("groups/median_conf_high", of(), quantiles$upper[2]))
  for (k in 1:3) lines <- c(lines, list(
    row("groups/quantiles/estimate", of(paste0("p=", probabilities[k])), quantiles$quantile[k]),
    row("groups/quantiles/conf_low", of(paste0("p=", probabilities[k])), quantiles$lower[k]),
    row("groups/quantiles/conf_high", of(paste0("p=", probabilities[k])), quantiles$upper[k])))
  # Every seventh step of the curve is enough to see that it is the right curve.
  for (k in curve[seq_along(curve) %% 7 == 1]) {
    here <- of(sprintf("time=%.15g", fit$time[k]))
    lines <- c(lines, list(
      row("groups/curve/estimate", here, fit$surv[k]),
      row("groups/curve/n_risk", here, fit$n.risk[k]),
      row("groups/curve/n_event", here, fit$n.event[k]),
      row("groups/curve/n_censor", here, fit$n.censor[k]),
      row("groups/curve/std_error", here, shown$std.err[k])))
    if (fit$surv[k] < 1 && fit$surv[k] > 0) lines <- c(lines, list(
      row("groups/curve/conf_low", here, fit$lower[k]),
      row("groups/curve/conf_high", here, fit$upper[k])))
  }
  if (length(times)) {
    at <- summary(fit, times = times)
    for (k in seq_along(at$time)) {
      here <- of(sprintf("time=%.15g", at$time[k]))
      lines <- c(lines, list(
        row("groups/at_times/estimate", here, at$surv[k]),
        row("groups/at_times/std_error", here, at$std.err[k]),
        row("groups/at_times/conf_low", here, at$lower[k]),
        row("groups/at_times/conf_high", here, at$upper[k]),
        row("groups/at_times/n_risk", here, at$n.risk[k]),
        row("groups/at_times/n_event", here, at$n.event[k])))
    }
  }
  if (!is.null(follow.up)) {
    q <- quantile(follow.up, 0.5)
    lines <- c(lines, list(
      row("groups/follow_up/median", of(), q$quantile),
      row("groups/follow_up/conf_low", of(), q$lower),
      row("groups/follow_up/conf_high", of(), q$upper)))
  }
  lines
}

for (type in c("log", "log-log", "plain", "logit", "arcsin"))
  case(paste0("km-lung-", type),
    c("km", file("lung"), "Surv(time, status == 2) ~ sex", "--times", "90,180,365,700",
      "--conf-type", type),
    row("n", "", 228),
    lapply(1:2, function(s) km.group(
      paste0("sex=", s),
      survfit(Surv(time, event) ~ 1, lung[lung$sex == s, ], conf.type = type),
      c(90, 180, 365, 700),
      survfit(Surv(time, 1 - event) ~ 1, lung[lung$sex == s, ], conf.type = type))))
case("km-lung-level",
  c("km", file("lung"), "Surv(time, event) ~ 1", "--times", "200", "--conf-level", "0.9"),
  km.group("", survfit(Surv(time, event) ~ 1, lung, conf.int = 0.9), 200,
    survfit(Surv(time, 1 - event) ~ 1, lung, conf.int = 0.9)))
for (variance in c("greenwood", "robust"))
  case(paste0("km-lung-weighted-", variance),
    c("km", file("lung"), "Surv(time, event) ~ sex", "--weights", "case_weight",
      "--variance", variance),
    lapply(1:2, function(s) {
      own <- lung[lung$sex == s, ]
      fit <- survfit(Surv(time, event) ~ 1, own, weights = case_weight,
        robust = variance == "robust")
      # n and events count rows, whatever they weigh.
      fit$n <- nrow(own)
      km.group(paste0("sex=", s), fit, NULL, events = sum(own$event))
    }))
case("km-heart", c("km", file("heart"), "Surv(start, stop, event) ~ transplant"),
  lapply(0:1, function(g) km.group(
    paste0("transplant=", g),
    survfit(Surv(start, stop, event) ~ 1, heart[heart$transplant == g, ]), NULL)))
# Ten rows whose curve ends at one half: R's median is the midpoint to the last follow-up, that of
# SAS does not exist, Stata's is the first time.
flat <- data.frame(time = c(54, 75, 77, 84, 87, 92, 103, 105, 112, 118), event = rep(1:0, each = 5))
keep("flat-data", flat)
flat.fit <- quantile(survfit(Surv(time, event) ~ 1, flat), 0.5, conf.int = FALSE)
for (compat in c("r", "sas", "stata"))
  case(paste0("km-flat-", compat), c("km", file("flat"), "Surv(time, event) ~ 1", "--compat", compat),
    row("groups/n", "", 10),
    row("groups/median", "", c(r = unname(flat.fit), sas = NA, stata = 87)[[compat]]))
alloauto <- datasets("alloauto")
case("km-alloauto",
  c("km", shipped("alloauto"), "Surv(time, event) ~ graft", "--times", "12,24", "--conf-type",
    "log-log"),
  lapply(sort(unique(alloauto$graft)), function(g) km.group(
    paste0("graft=", g),
    survfit(Surv(time, event) ~ 1, alloauto[alloauto$graft == g, ], conf.type = "log-log"),
    c(12, 24),
    survfit(Surv(time, 1 - event) ~ 1, alloauto[alloauto$graft == g, ], conf.type = "log-log"))))
hodg <- datasets("hodg")
cells <- unique(hodg[order(hodg$graft, hodg$disease), c("graft", "disease")])
case("km-hodg-crossed", c("km", shipped("hodg"), "Surv(time, event) ~ graft + disease"),
  lapply(seq_len(nrow(cells)), function(k) km.group(
    sprintf("graft=%s;disease=%s", cells$graft[k], cells$disease[k]),
    survfit(Surv(time, event) ~ 1,
      hodg[hodg$graft == cells$graft[k] & hodg$disease == cells$disease[k], ]), NULL)))

# ---- Log-rank -------------------------------------------------------------------------------
test.lines <- function(fit, groups, prefix = "") {
  # With strata, survdiff keeps a column a stratum.
  observed <- if (is.matrix(fit$obs)) rowSums(fit$obs) else fit$obs
  expected <- if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp
  df <- length(groups) - 1
  c(row("statistic", "", fit$chisq), row("df", "", df),
    row("p_value", "", pchisq(fit$chisq, df, lower.tail = FALSE)),
    row("groups/observed", groups, observed), row("groups/expected", groups, expected))
}
sexes <- paste0("sex=", 1:2)
cell <- levels(factor(as.character(veteran$celltype)))
veteran$cell <- factor(as.character(veteran$celltype), cell)
cells <- paste0("celltype=", cell)
for (rho in c(0, 0.5, 1))
  case(paste0("logrank-lung-rho-", rho),
    c("logrank", file("lung"), "Surv(time, event) ~ sex", "--rho", rho),
    test.lines(survdiff(Surv(time, event) ~ sex, lung, rho = rho), sexes))
case("logrank-veteran-strata",
  c("logrank", file("veteran"), "Surv(time, status) ~ celltype + strata(trt)"),
  test.lines(survdiff(Surv(time, status) ~ cell + strata(trt), veteran), cells))
pairs <- combn(cell, 2)
raw <- apply(pairs, 2, function(pair) {
  own <- veteran[veteran$celltype %in% pair, ]
  survdiff(Surv(time, status) ~ celltype, droplevels(own))$chisq
})
p <- pchisq(raw, 1, lower.tail = FALSE)
for (adjust in c("holm", "bh", "bonferroni"))
  case(paste0("logrank-veteran-pairs-", adjust),
    c("logrank", file("veteran"), "Surv(time, status) ~ celltype", "--pairwise", "--adjust",
      adjust),
    test.lines(survdiff(Surv(time, status) ~ cell, veteran), cells),
    row("pairwise/statistic", paste0("#", seq_along(raw) - 1), raw),
    row("pairwise/p_value", paste0("#", seq_along(raw) - 1), p),
    row("pairwise/p_adjusted", paste0("#", seq_along(raw) - 1),
      p.adjust(p, if (adjust == "bh") "BH" else adjust)))

# ---- Linear models --------------------------------------------------------------------------
renamed <- function(names, rename) {
  for (k in seq_along(rename)) names <- ifelse(names == names(rename)[k], rename[k], names)
  names
}
coefficient.lines <- function(fit, rename, ratio = NULL, normal = FALSE) {
  estimate <- coef(fit)
  covariance <- vcov(fit, complete = TRUE)
  error <- sqrt(diag(covariance))
  statistic <- estimate / error
  df <- df.residual(fit)
  half <- if (normal) qnorm(0.975) else qt(0.975, df)
  p <- if (normal) 2 * pnorm(-abs(statistic)) else 2 * pt(-abs(statistic), df)
  term <- paste0("term=", renamed(names(estimate), rename))
  lines <- c(
    row("terms/estimate", term, estimate), row("terms/std_error", term, error),
    row("terms/statistic", term, statistic), row("terms/p_value", term, p),
    row("terms/conf_low", term, estimate - half * error),
    row("terms/conf_high", term, estimate + half * error))
  if (!is.null(ratio)) lines <- c(lines,
    row(paste0("terms/", ratio), term, exp(estimate)),
    row(paste0("terms/", ratio, "_low"), term, exp(estimate - half * error)),
    row(paste0("terms/", ratio, "_high"), term, exp(estimate + half * error)))
  places <- expand.grid(j = seq_along(estimate), i = seq_along(estimate))
  c(lines, row("covariance", sprintf("#%d;#%d", places$i - 1, places$j - 1),
    covariance[cbind(places$i, places$j)]))
}
lm.case <- function(name, arguments, fit, rename, s = summary(fit)) {
  f <- s$fstatistic
  case(name, c("lm", arguments), coefficient.lines(fit, rename),
    row("n", "", nobs(fit)), row("sigma", "", s$sigma), row("df_residual", "", df.residual(fit)),
    row("r_squared", "", s$r.squared), row("adj_r_squared", "", s$adj.r.squared),
    row("f/statistic", "", f[1]), row("f/df1", "", f[2]), row("f/df2", "", f[3]),
    row("f/p_value", "", pf(f[1], f[2], f[3], lower.tail = FALSE)),
    row("log_likelihood", "", logLik(fit)), row("aic", "", AIC(fit)), row("bic", "", BIC(fit)))
}
lm.case("lm-mtcars", c(file("mtcars"), "mpg ~ wt + hp"), lm(mpg ~ wt + hp, mtcars), c())
lm.case("lm-mtcars-weights", c(file("mtcars"), "mpg ~ wt + hp", "--weights", "qsec"),
  lm(mpg ~ wt + hp, mtcars, weights = qsec), c())
lm.case("lm-mtcars-interaction", c(file("mtcars"), "mpg ~ factor(cyl) * wt + factor(am)"),
  lm(mpg ~ factor(cyl) * wt + factor(am), mtcars),
  c("factor(cyl)6" = "cyl=6", "factor(cyl)8" = "cyl=8",
    "factor(am)1" = "am=1", "factor(cyl)6:wt" = "cyl=6:wt",
    "factor(cyl)8:wt" = "cyl=8:wt"))
veteran$treatment <- factor(veteran$trt)
lm.case("lm-veteran-reference",
  c(file("veteran"), "karno ~ celltype + age", "--reference", "celltype=large"),
  lm(karno ~ relevel(cell, "large") + age, veteran),
  setNames(paste0("celltype=", setdiff(cell, "large")),
    paste0("relevel(cell, \"large\")", setdiff(cell, "large"))))
mt <- mtcars
lm.case("lm-mtcars-poly", c(file("mtcars"), "mpg ~ poly(hp, 3) + wt"),
  lm(mpg ~ poly(hp, 3) + wt, mt), setNames(paste0("poly(hp,3)", 1:3), paste0("poly(hp, 3)", 1:3)))
lm.case("lm-mtcars-ns", c(file("mtcars"), "mpg ~ ns(hp, 4)"), lm(mpg ~ ns(hp, 4), mt),
  setNames(paste0("ns(hp,4)", 1:4), paste0("ns(hp, 4)", 1:4)))
basis <- rcs(mt$hp, nk = 4, inclx = TRUE, norm = 2)
colnames(basis) <- c("hp", "hp'", "hp''")  # as rms names them
lm.case("lm-mtcars-rcs", c(file("mtcars"), "mpg ~ rcs(hp, 4) + wt"), lm(mpg ~ basis + wt, mt),
  setNames(colnames(basis), paste0("basis", colnames(basis))))
# R-squared and F with the offset moved to the response, so that both speak of the same model.
lm.case("lm-mtcars-offset", c(file("mtcars"), "mpg ~ wt + offset(log(hp))"),
  lm(mpg ~ wt + offset(log(hp)), mt), c(), summary(lm(I(mpg - log(hp)) ~ wt, mt)))
lm.case("lm-mtcars-no-intercept", c(file("mtcars"), "mpg ~ 0 + wt + I(wt^2)"),
  lm(mpg ~ 0 + wt + I(wt^2), mt), c())
lm.case("lm-lung-missing", c(file("lung"), "wt.loss ~ age + sex + ph.karno"),
  lm(wt.loss ~ age + sex + ph.karno, lung), c())
mt$double <- 2 * mt$wt
aliased <- lm(mpg ~ wt + I(2 * wt) + hp, mt)
lm.case("lm-mtcars-aliased", c(file("mtcars"), "mpg ~ wt + I(2*wt) + hp"), aliased,
  c("I(2 * wt)" = "I(2*wt)"))

# ---- Generalized linear models --------------------------------------------------------------
# R stops when the deviance no longer changes and takes the covariance from the weights one step
# before, which leaves eight digits; starting again from the solution gives the others.
exact <- glm.control(epsilon = 1e-15, maxit = 100)
glm.case <- function(name, arguments, fit, rename = c(), ratio = NULL) {
  for (k in 1:3) {
    solution <- coef(fit)
    fit <- update(fit, start = solution)
  }
  known <- fit$family$family %in% c("binomial", "poisson")
  case(name, c("glm", arguments), coefficient.lines(fit, rename, ratio, normal = known),
    row("n", "", nobs(fit)), row("deviance/residual", "", deviance(fit)),
    row("deviance/null", "", fit$null.deviance), row("df/residual", "", df.residual(fit)),
    row("df/null", "", fit$df.null), row("dispersion", "", summary(fit)$dispersion),
    row("log_likelihood", "", logLik(fit)), row("aic", "", AIC(fit)), row("bic", "", BIC(fit)))
}
vet <- file("veteran")
car <- file("mtcars")
glm.case("glm-binomial-logit", c(car, "am ~ wt", "--family", "binomial"),
  glm(am ~ wt, binomial, mt, control = exact), ratio = "odds_ratio")
glm.case("glm-binomial-probit", c(car, "am ~ wt", "--family", "binomial", "--link", "probit"),
  glm(am ~ wt, binomial("probit"), mt, control = exact))
glm.case("glm-binomial-cloglog",
  c(vet, "status == 0 ~ karno + age", "--family", "binomial", "--link", "cloglog"),
  glm(status == 0 ~ karno + age, binomial("cloglog"), veteran, control = exact))
glm.case("glm-poisson", c(car, "carb ~ hp + factor(gear)", "--family", "poisson"),
  glm(carb ~ hp + factor(gear), poisson, mt, control = exact),
  c("factor(gear)4" = "gear=4", "factor(gear)5" = "gear=5"), "rate_ratio")
glm.case("glm-poisson-offset",
  c(file("lung"), "event ~ age + sex + offset(log(time))", "--family", "poisson"),
  glm(event ~ age + sex + offset(log(time)), poisson, lung, control = exact),
  ratio = "rate_ratio")
glm.case("glm-poisson-weights",
  c(car, "carb ~ hp", "--family", "poisson", "--weights", "gear"),
  glm(carb ~ hp, poisson, mt, weights = gear, control = exact), ratio = "rate_ratio")
glm.case("glm-gamma", c(car, "mpg ~ wt", "--family", "gamma"),
  glm(mpg ~ wt, Gamma, mt, control = exact))
glm.case("glm-gamma-log", c(car, "mpg ~ wt + hp", "--family", "Gamma", "--link", "log"),
  glm(mpg ~ wt + hp, Gamma("log"), mt, control = exact), ratio = "mean_ratio")
glm.case("glm-gaussian", c(car, "mpg ~ wt", "--family", "gaussian"),
  glm(mpg ~ wt, gaussian, mt, control = exact))

# ---- Cox ------------------------------------------------------------------------------------
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = FALSE)
cox.case <- function(name, arguments, fit, rename = c()) {
  estimate <- coef(fit)
  model <- sqrt(diag(if (is.null(fit$naive.var)) fit$var else fit$naive.var))
  used <- sqrt(diag(fit$var))
  z <- estimate / used
  half <- qnorm(0.975) * used
  term <- paste0("term=", renamed(names(estimate), rename))
  chi <- function(what, value, df) c(
    row(paste0("tests/", what, "/statistic"), "", value),
    row(paste0("tests/", what, "/df"), "", df),
    row(paste0("tests/", what, "/p_value"), "", pchisq(value, df, lower.tail = FALSE)))
  df <- sum(!is.na(estimate))
  lines <- c(
    row("n", "", fit$n), row("events", "", fit$nevent),
    row("terms/estimate", term, estimate), row("terms/std_error", term, model),
    row("terms/statistic", term, z), row("terms/p_value", term, 2 * pnorm(-abs(z))),
    row("terms/conf_low", term, estimate - half), row("terms/conf_high", term, estimate + half),
    row("terms/hazard_ratio", term, exp(estimate)),
    row("terms/hazard_ratio_low", term, exp(estimate - half)),
    row("terms/hazard_ratio_high", term, exp(estimate + half)),
    row("log_likelihood/null", "", fit$loglik[1]), row("log_likelihood/model", "", fit$loglik[2]),
    row("concordance/estimate", "", fit$concordance["concordance"]))
  if (is.null(fit$naive.var)) lines <- c(lines,
    chi("likelihood_ratio", 2 * diff(fit$loglik), df), chi("wald", fit$wald.test, df),
    chi("score", fit$score, df))
  else lines <- c(lines, row("terms/robust_std_error", term, used))
  case(name, c("cox", arguments), lines)
}
cox.case("cox-lung", c(file("lung"), "Surv(time, event) ~ age + sex + ph.ecog"),
  coxph(Surv(time, event) ~ age + sex + ph.ecog, lung, control = tight))
cox.case("cox-veteran-breslow",
  c(vet, "Surv(time, status) ~ karno + celltype", "--ties", "breslow"),
  coxph(Surv(time, status) ~ karno + cell, veteran, ties = "breslow", control = tight),
  setNames(paste0("celltype=", cell), paste0("cell", cell)))
cox.case("cox-veteran-strata", c(vet, "Surv(time, status) ~ karno + age + strata(celltype)"),
  coxph(Surv(time, status) ~ karno + age + strata(celltype), veteran, control = tight))
cox.case("cox-heart", c(file("heart"), "Surv(start, stop, event) ~ age + transplant"),
  coxph(Surv(start, stop, event) ~ age + transplant, heart, control = tight))
cox.case("cox-heart-cluster",
  c(file("heart"), "Surv(start, stop, event) ~ age + transplant + cluster(id)"),
  coxph(Surv(start, stop, event) ~ age + transplant, heart, cluster = id, control = tight))
cox.case("cox-alloauto", c(shipped("alloauto"), "Surv(time, event) ~ graft"),
  coxph(Surv(time, event) ~ graft, alloauto, control = tight),
  c("graftautologous" = "graft=autologous"))

# Weights, the test of proportional hazards, baseline, predictions and residuals.
cox.case("cox-lung-weights",
  c(file("lung"), "Surv(time, event) ~ age + sex", "--weights", "case_weight", "--robust"),
  coxph(Surv(time, event) ~ age + sex, lung, weights = case_weight, robust = TRUE,
    control = tight))
# A frequency of k is k rows, tied deaths included.
counted <- lung
counted$copies <- 1 + seq_len(nrow(counted)) %% 3
keep("counted-data", counted)
cox.case("cox-lung-frequency",
  c(file("counted"), "Surv(time, event) ~ age + sex", "--weights", "copies", "--weight-kind",
    "frequency"),
  coxph(Surv(time, event) ~ age + sex, counted[rep(seq_len(nrow(counted)), counted$copies), ],
    control = tight))
# Times in years that should tie and differ in the last digit.
nearly <- lung
nearly$years <- nearly$time / 365.25 * (1 + (seq_len(nrow(lung)) %% 3 - 1) * 2e-16)
write.csv(transform(nearly, years = sprintf("%.17g", years)),
  file.path(folder, "nearly-data.csv"), row.names = FALSE, na = "", quote = FALSE)
nearly <- read.csv(file.path(folder, "nearly-data.csv"))
stopifnot(length(unique(nearly$years)) > length(unique(lung$time)))
pooling <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = TRUE)
cox.case("cox-lung-timefix",
  c(file("nearly"), "Surv(years, event) ~ age + sex", "--timefix"),
  coxph(Surv(years, event) ~ age + sex, nearly, control = pooling))
cox.case("cox-lung-compat-sas", c(file("lung"), "Surv(time, event) ~ age + sex", "--compat", "sas"),
  coxph(Surv(time, event) ~ age + sex, lung, ties = "breslow", control = tight))
fit <- coxph(Surv(time, event) ~ age + sex + ph.ecog, lung, control = tight)
for (transform in c("km", "rank", "identity", "log")) {
  zph <- cox.zph(fit, transform = transform)$table
  term <- paste0("term=", rownames(zph)[1:3])
  case(paste0("cox-lung-zph-", transform),
    c("cox", file("lung"), "Surv(time, event) ~ age + sex + ph.ecog", "--zph", transform),
    row("proportional_hazards/terms/statistic", term, zph[1:3, "chisq"]),
    row("proportional_hazards/terms/p_value", term, zph[1:3, "p"]),
    row("proportional_hazards/global/statistic", "", zph["GLOBAL", "chisq"]),
    row("proportional_hazards/global/df", "", zph["GLOBAL", "df"]))
}
hazard <- basehaz(fit, centered = FALSE)
hazard <- hazard[hazard$time %in% lung$time[lung$event == 1 & !is.na(lung$ph.ecog)], ]
steps <- seq(1, nrow(hazard), by = 9)
curve <- survfit(fit, data.frame(age = 60, sex = 1, ph.ecog = 1))
at <- summary(curve, times = c(100, 300))
case("cox-lung-baseline",
  c("cox", file("lung"), "Surv(time, event) ~ age + sex + ph.ecog", "--baseline", "--at",
    "age=60,sex=1,ph.ecog=1", "--times", "100,300"),
  row("baseline/cumulative_hazard", sprintf("time=%g", hazard$time[steps]), hazard$hazard[steps]),
  row("predictions/at_times/estimate", c("time=100", "time=300"), at$surv),
  row("predictions/at_times/std_error", c("time=100", "time=300"), at$std.err),
  row("predictions/at_times/conf_low", c("time=100", "time=300"), at$lower),
  row("predictions/at_times/conf_high", c("time=100", "time=300"), at$upper))
for (kind in c("martingale", "deviance", "score", "dfbeta",
  "dfbetas")) {
  residual <- as.matrix(residuals(fit, kind))
  chosen <- seq(1, nrow(residual), by = 17)
  names <- if (ncol(residual) > 1) c("/age", "/sex", "/ph.ecog") else ""
  case(paste0("cox-lung-residuals-", kind),
    c("cox", file("lung"), "Surv(time, event) ~ age + sex + ph.ecog", "--residuals", kind),
    lapply(seq_along(names), function(j)
      row(paste0("residuals", names[j]), paste0("#", chosen - 1), residual[chosen, j])))
}

# ---- Descriptions ---------------------------------------------------------------------------
describe.number <- function(name, x, group) {
  of <- paste0("variable=", name, ";", group)
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, na.rm = TRUE)
  c(row("variables/groups/n", of, sum(!is.na(x))), row("variables/groups/missing", of, sum(is.na(x))),
    row("variables/groups/mean", of, mean(x, na.rm = TRUE)),
    row("variables/groups/sd", of, sd(x, na.rm = TRUE)),
    row("variables/groups/q1", of, q[1]), row("variables/groups/median", of, q[2]),
    row("variables/groups/q3", of, q[3]), row("variables/groups/min", of, min(x, na.rm = TRUE)),
    row("variables/groups/max", of, max(x, na.rm = TRUE)))
}
# Yang and Dalton 2012, written out: for a number and for k levels.
smd.number <- function(x, y)
  abs(mean(x, na.rm = TRUE) - mean(y, na.rm = TRUE)) /
    sqrt((var(x, na.rm = TRUE) + var(y, na.rm = TRUE)) / 2)
smd.levels <- function(x, y) {
  levels <- sort(unique(c(x, y)))
  p <- as.vector(prop.table(table(factor(x, levels))))[-1]
  q <- as.vector(prop.table(table(factor(y, levels))))[-1]
  s <- ((diag(p, length(p)) - outer(p, p)) + (diag(q, length(q)) - outer(q, q))) / 2
  drop(sqrt((p - q) %*% solve(s) %*% (p - q)))
}
arms <- split(lung, lung$sex)
case("describe-lung", c("describe", file("lung"), "--by", "sex"),
  lapply(c("age", "ph.karno", "wt.loss", "meal.cal"), function(name) c(
    describe.number(name, lung[[name]], "#0"),
    describe.number(name, arms[[1]][[name]], "sex=1"),
    describe.number(name, arms[[2]][[name]], "sex=2"),
    row("variables/smd", paste0("variable=", name),
      smd.number(arms[[1]][[name]], arms[[2]][[name]])))))
by <- split(veteran, veteran$trt)
case("describe-veteran", c("describe", vet, "--by", "trt"),
  row("variables/smd", "variable=celltype",
    smd.levels(as.character(by[[1]]$celltype), as.character(by[[2]]$celltype))),
  lapply(1:2, function(k) lapply(cell, function(level) c(
    row("variables/groups/levels/count",
      sprintf("variable=celltype;trt=%d;level=%s", k, level), sum(by[[k]]$celltype == level)),
    row("variables/groups/levels/proportion",
      sprintf("variable=celltype;trt=%d;level=%s", k, level), mean(by[[k]]$celltype == level))))))
# A level that one group lacks, and one shared by both: the Mahalanobis distance exists.
sparse <- data.frame(
  arm = rep(c("x", "y"), c(7, 8)),
  shared = c("a", "a", "b", "b", "b", "c", "c", "a", "a", "a", "b", "b", "b", "b", "b"))
keep("sparse-data", sparse)
case("describe-sparse", c("describe", file("sparse"), "--by", "arm"),
  row("variables/smd", "variable=shared",
    smd.levels(sparse$shared[sparse$arm == "x"], sparse$shared[sparse$arm == "y"])))

write(toJSON(commands, pretty = TRUE), file.path(folder, "commands.json"))
