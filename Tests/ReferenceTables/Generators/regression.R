# Reference numbers for linear and generalised linear models, from R.
# Run from this folder: Rscript regression.R
#
# Every case writes <case>-data.csv (the response `.y`, `.weights` and `.offset` where there are any,
# then the columns of the design) and <case>.csv (the numbers R gives). glm is run to a deviance
# criterion it can only meet at a fixed point and then started again from its own answer, because
# iteratively reweighted least squares with a link that is not canonical converges linearly.
suppressMessages(library(MASS))
options(warn = 1, contrasts = c("contr.treatment", "contr.treatment"))
out <- "../Tables/regression"

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
quoted <- function(s) ifelse(grepl(",", s), paste0("\"", s, "\""), s)

rows <- function(quantity, values, terms = "") {
  data.frame(quantity = quantity, term = quoted(terms), value = number(unname(values)))
}

write_case <- function(name, y, x, weights, offset, table) {
  data <- data.frame(.y = number(y))
  if (!is.null(weights)) data$.weights <- number(weights)
  if (!is.null(offset)) data$.offset <- number(offset)
  for (k in seq_len(ncol(x))) data[[colnames(x)[k]]] <- number(x[, k])
  header <- paste(quoted(names(data)), collapse = ",")
  writeLines(c(header, do.call(paste, c(unname(data), sep = ","))),
             file.path(out, paste0(name, "-data.csv")))
  lines <- do.call(paste, c(unname(table), sep = ","))
  writeLines(c("quantity,term,value", lines), file.path(out, paste0(name, ".csv")))
}

covariance_rows <- function(v, names) {
  full <- matrix(NA, length(names), length(names), dimnames = list(names, names))
  full[rownames(v), colnames(v)] <- v
  index <- which(upper.tri(full, TRUE), arr.ind = TRUE)
  rows("covariance", full[index], paste(names[index[, 1]], names[index[, 2]], sep = " ~ "))
}

coefficient_rows <- function(fit, s, names, statistic) {
  full <- matrix(NA, length(names), 4, dimnames = list(names, NULL))
  full[rownames(s$coefficients), ] <- s$coefficients
  rbind(rows("coefficient", coef(fit), names), rows("standardError", full[, 2], names),
        rows("statistic", full[, 3], names), rows("pValue", full[, 4], names))
}

# -- Linear models ------------------------------------------------------------------------------

lm_case <- function(name, y, x, weights = NULL, offset = NULL) {
  # An offset is moved to the response, so that R-squared and F speak of the same model.
  shifted <- if (is.null(offset)) y else y - offset
  intercept <- colnames(x)[1] == "(Intercept)"
  terms <- x[, if (intercept) -1 else TRUE, drop = FALSE]
  fit <- if (ncol(terms) == 0) lm(shifted ~ 1, weights = weights)
         else if (intercept) lm(shifted ~ terms, weights = weights)
         else lm(shifted ~ 0 + terms, weights = weights)
  names(fit$coefficients) <- colnames(x)
  s <- suppressWarnings(summary(fit))
  rownames(s$coefficients) <- colnames(x)[!is.na(coef(fit))]
  v <- suppressWarnings(vcov(fit, complete = FALSE))
  dimnames(v) <- list(rownames(s$coefficients), rownames(s$coefficients))
  table <- rbind(
    coefficient_rows(fit, s, colnames(x)), covariance_rows(v, colnames(x)),
    rows("sigma", s$sigma), rows("residualDegreesOfFreedom", fit$df.residual),
    rows("rSquared", s$r.squared), rows("adjustedRSquared", s$adj.r.squared),
    rows("logLikelihood", logLik(fit)), rows("aic", AIC(fit)), rows("bic", BIC(fit)),
    rows("parameterCount", attr(logLik(fit), "df")),
    rows("observationCount", sum(if (is.null(weights)) rep(1, length(y)) else weights != 0)))
  if (!is.null(s$fstatistic)) {
    f <- s$fstatistic
    table <- rbind(table, rows("f", f[1]), rows("fNumerator", f[2]), rows("fDenominator", f[3]),
                   rows("fPValue", pf(f[1], f[2], f[3], lower.tail = FALSE)))
  }
  row <- seq_along(y)
  table <- rbind(
    table, rows("fittedValue", fitted(fit) + if (is.null(offset)) 0 else offset, row),
    rows("residual", residuals(fit), row))
  used <- if (is.null(weights)) row else row[weights != 0]
  if (fit$df.residual > 1) table <- rbind(
    table, rows("leverage", hatvalues(fit), used), rows("cooksDistance", cooks.distance(fit), used),
    rows("standardisedResidual", rstandard(fit), used),
    rows("studentisedResidual", rstudent(fit), used))
  write_case(name, y, x, weights, offset, table)
}

m <- mtcars
x <- model.matrix(~ wt + hp + factor(cyl), m)
lm_case("lm-mtcars", m$mpg, x)
lm_case("lm-weights", m$mpg, x, weights = m$qsec)
zero <- replace(m$qsec / 10, c(3, 17, 30), 0)
lm_case("lm-zero-weights", m$mpg, x, weights = zero)
lm_case("lm-offset", m$mpg, x, offset = 0.3 * m$drat - 1)
lm_case("lm-weights-offset", m$mpg, x, weights = m$carb, offset = m$gear)
lm_case("lm-no-intercept", m$mpg, model.matrix(~ 0 + wt + hp + factor(gear), m))
lm_case("lm-no-intercept-weights", m$mpg, model.matrix(~ 0 + wt + hp, m), weights = m$carb)
lm_case("lm-intercept-only", m$mpg, model.matrix(~ 1, m))
lm_case("lm-intercept-only-weights", m$mpg, model.matrix(~ 1, m), weights = m$qsec)
lm_case("lm-few-rows", m$mpg[1:6], model.matrix(~ wt + hp + qsec + drat, m[1:6, ]))
aliased <- cbind(x, total = m$wt + m$hp, disp = m$disp, half = x[, 4] / 2 - x[, 5])
lm_case("lm-aliased", m$mpg, aliased)
lm_case("lm-aliased-weights", m$mpg, aliased, weights = m$qsec)
cell <- subset(warpbreaks, !(wool == "B" & tension == "H"))
lm_case("lm-empty-cell", cell$breaks, model.matrix(~ wool * tension, cell))
lm_case("lm-npk", npk$yield, model.matrix(~ block + N * P * K, npk))
lm_case("lm-swiss", swiss$Fertility, model.matrix(~ . - Fertility, swiss))

# -- Generalised linear models ------------------------------------------------------------------

glm_case <- function(name, y, x, family, weights = NULL, offset = NULL, start = NULL) {
  n <- length(y)
  w <- if (is.null(weights)) rep(1, n) else weights
  o <- if (is.null(offset)) rep(0, n) else offset
  intercept <- colnames(x)[1] == "(Intercept)"
  control <- glm.control(epsilon = 1e-8, maxit = 200)
  quiet <- function(start) suppressWarnings(glm.fit(
    x, y, weights = w, offset = o, family = family, intercept = intercept, start = start,
    control = control))
  fit <- quiet(start)
  for (again in 1:100) {
    b <- coef(fit)
    # glm.fit wants a start for every column; aliased ones count for nothing.
    fit <- quiet(replace(b, is.na(b), 0))
  }
  class(fit) <- c("glm", "lm")
  s <- summary.glm(fit)
  dispersion <- s$dispersion
  null <- fit$null.deviance
  if (intercept && !is.null(offset)) {
    small <- suppressWarnings(glm.fit(x[, 1, drop = FALSE], y, weights = w, offset = o,
                                      family = family, control = control, mustart = fit$fitted.values))
    for (again in 1:100) small <- suppressWarnings(glm.fit(
      x[, 1, drop = FALSE], y, weights = w, offset = o, family = family, control = control,
      start = coef(small)))
    null <- small$deviance
  }
  table <- rbind(
    coefficient_rows(fit, s, colnames(x)), covariance_rows(s$cov.scaled, colnames(x)),
    rows("dispersion", dispersion), rows("deviance", fit$deviance), rows("nullDeviance", null),
    rows("residualDegreesOfFreedom", fit$df.residual),
    rows("nullDegreesOfFreedom", fit$df.null))
  # With a weight of zero R's AIC of a Gaussian model is -Inf; the rows are taken out instead.
  used <- w != 0
  kept <- structure(glm.fit(x[used, , drop = FALSE], y[used], weights = w[used], offset = o[used],
                            family = family, intercept = intercept, control = control,
                            start = replace(coef(fit), is.na(coef(fit)), 0)),
                    class = c("glm", "lm"))
  table <- rbind(
    table, rows("logLikelihood", logLik(kept)), rows("aic", AIC(kept)), rows("bic", BIC(kept)),
    rows("parameterCount", attr(logLik(kept), "df")), rows("observationCount", sum(used)))
  row <- seq_len(n)
  table <- rbind(table, rows("fittedValue", fit$fitted.values, row),
                 rows("linearPredictor", fit$linear.predictors, row))
  # A binomial response of weight zero becomes 0 in R, so such rows' residuals are not compared.
  for (kind in c("deviance", "pearson", "working", "response"))
    table <- rbind(table, rows(paste0(kind, "Residual"), residuals(fit, kind)[used], row[used]))
  write_case(name, y, x, weights, offset, table)
}

# Binomial: single trials, proportions with trials as weights, offsets.
x <- model.matrix(~ age + parity + education + spontaneous + induced, infert)
for (link in c("logit", "probit", "cloglog", "cauchit"))
  glm_case(paste0("binomial-infert-", link), infert$case, x, binomial(link))
e <- esoph
for (f in c("agegp", "alcgp", "tobgp")) e[[f]] <- factor(as.character(e[[f]]), levels(e[[f]]))
trials <- e$ncases + e$ncontrols
x <- model.matrix(~ agegp + alcgp + tobgp, e)
for (link in c("logit", "probit", "cloglog"))
  glm_case(paste0("binomial-esoph-", link), e$ncases / trials, x, binomial(link), weights = trials)
p <- menarche$Menarche / menarche$Total
glm_case("binomial-menarche-logit", p, model.matrix(~ Age, menarche), binomial(),
         weights = menarche$Total)
glm_case("binomial-menarche-probit", p, model.matrix(~ Age, menarche), binomial("probit"),
         weights = menarche$Total)
b <- birthwt
x <- model.matrix(~ age + lwt + factor(race) + smoke + ptl + ht + ui, b)
glm_case("binomial-birthwt", b$low, x, binomial())
glm_case("binomial-offset", b$low, x[, -3], binomial(), offset = -0.01 * b$lwt)
glm_case("binomial-no-intercept", b$low, x[, -1], binomial())
glm_case("binomial-intercept-only", b$low, x[, 1, drop = FALSE], binomial())
glm_case("binomial-zero-weights", b$low, x, binomial(),
         weights = replace(rep(1:3, length.out = nrow(b)), c(5, 50, 150), 0))
glm_case("binomial-aliased", b$low, cbind(x[, 1:3], twice = 2 * x[, 2] - x[, 3], x[, 4:6]), binomial())

# Poisson.
x <- model.matrix(~ wool * tension, warpbreaks)
for (link in c("log", "identity", "sqrt"))
  glm_case(paste0("poisson-warpbreaks-", link), warpbreaks$breaks, x, poisson(link))
i <- Insurance
for (f in c("Group", "Age")) i[[f]] <- factor(as.character(i[[f]]), levels(i[[f]]))
x <- model.matrix(~ District + Group + Age, i)
glm_case("poisson-insurance-offset", i$Claims, x, poisson(), offset = log(i$Holders))
glm_case("poisson-quine", quine$Days, model.matrix(~ Eth + Sex + Age + Lrn, quine), poisson())
glm_case("poisson-weights", warpbreaks$breaks, model.matrix(~ wool + tension, warpbreaks), poisson(),
         weights = rep(c(1, 2, 0.5), 18))
glm_case("poisson-no-intercept-offset", i$Claims, x[, -1], poisson(), offset = log(i$Holders))
glm_case("poisson-aliased", cell$breaks, model.matrix(~ wool * tension, cell), poisson())
spray <- InsectSprays
glm_case("poisson-sprays-sqrt", spray$count, model.matrix(~ spray, spray), poisson("sqrt"))

# Gaussian.
x <- model.matrix(~ Prewt + Treat, anorexia)
glm_case("gaussian-anorexia-offset", anorexia$Postwt, x, gaussian(), offset = anorexia$Prewt)
glm_case("gaussian-anorexia-log", anorexia$Postwt, x, gaussian("log"))
glm_case("gaussian-anorexia-inverse", anorexia$Postwt, x, gaussian("inverse"))
glm_case("gaussian-weights", m$mpg, model.matrix(~ wt + hp, m), gaussian(), weights = zero)
glm_case("gaussian-weights-log", m$mpg, model.matrix(~ wt + hp, m), gaussian("log"),
         weights = m$qsec)

# Gamma. The blood clotting times of McCullagh and Nelder (1989), section 8.4.2.
clotting <- data.frame(u = c(5, 10, 15, 20, 30, 40, 60, 80, 100),
                       lot1 = c(118, 58, 42, 35, 27, 25, 21, 19, 18))
x <- model.matrix(~ log(u), clotting)
for (link in c("inverse", "log"))
  glm_case(paste0("gamma-clotting-", link), clotting$lot1, x, Gamma(link))
x <- model.matrix(~ Girth + Height, trees)
for (link in c("inverse", "log", "identity"))
  glm_case(paste0("gamma-trees-", link), trees$Volume, x, Gamma(link),
           start = if (link == "identity") c(-20, 3, 0.1) else NULL)
glm_case("gamma-weights-offset", m$mpg, model.matrix(~ hp + factor(cyl), m), Gamma("log"),
         weights = m$qsec / 10, offset = -0.1 * m$wt)
glm_case("gamma-no-intercept", m$mpg, model.matrix(~ 0 + factor(cyl) + wt, m), Gamma("log"))

writeLines(c(
  "# Linear and generalised linear models", "",
  paste0("Made by `Generators/regression.R` with ", R.version.string, ": `lm`, and `glm.fit` with"),
  "started again a hundred times from its own answer. Standard errors, dispersion",
  "and covariance from `summary`, residuals from `residuals`, influence from `hatvalues`,",
  "`cooks.distance`, `rstandard`, `rstudent`; `logLik`, `AIC`, `BIC`. Data sets: R's `datasets`",
  paste0("and MASS ", packageVersion("MASS"), "; the clotting times are those of McCullagh and Nelder"),
  "(1989), section 8.4.2.", "",
  "`lm` with an offset is run on the response less the offset, so that R-squared and F compare the",
  "model with its own null model. The null deviance with an offset is that of the model with the",
  "intercept alone. Log-likelihoods leave rows of weight zero out.", "",
  "`links.csv`: `Generators/regression_links.py`, mpmath at 60 digits."),
  file.path(out, "SOURCE.md"))
