# Time in response from two Kaplan-Meier curves of R's survival package, with the infinitesimal
# jackknife summed over patients: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/timeInResponse.R
# Writes Tables/timeInResponse/<case>-data.csv (the input, row by row), <case>.csv, and
# restrictedMean.csv (single curves).
suppressMessages(library(survival))

folder <- "Tests/ReferenceTables/Tables/timeInResponse"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
rows <- function(quantity, term, value)
  sprintf("%s,%s,%s", quantity, term, number(as.numeric(value)))
write.table.of <- function(name, lines)
  writeLines(c("quantity,term,value", unlist(lines)), file.path(folder, paste0(name, ".csv")))

# A curve and each patient's influence on it, as functions of time.
curve.of <- function(time, event, patient) {
  fit <- survfit(Surv(time, event) ~ 1, cluster = patient, influence = 1)
  influence <- fit$influence.surv
  list(
    at = function(t) {
      k <- findInterval(t, fit$time)
      list(value = c(1, fit$surv)[k + 1],
        influence = if (k == 0) numeric(nrow(influence)) else influence[, k])
    },
    mean = function(tau) {
      inside <- fit$time < tau
      width <- diff(c(0, fit$time[inside], tau))
      list(value = sum(width * c(1, fit$surv[inside])),
        influence = as.vector(
          cbind(0, influence[, inside, drop = FALSE]) %*% width))
    })
}

case <- function(name, data, times, horizons) {
  columns <- lapply(names(data), function(column)
    rows(column, seq_len(nrow(data)), data[[column]]))
  write.table.of(paste0(name, "-data"), columns)
  waiting <- curve.of(data$waiting, data$waitingEnds, data$patient)
  response <- curve.of(data$response, data$responseEnds, data$patient)
  error <- function(a, b) sqrt(sum((b$influence - a$influence)^2))
  lines <- list(
    lapply(times, function(t) {
      a <- waiting$at(t)
      b <- response$at(t)
      c(rows("probability", t, b$value - a$value), rows("probabilityError", t, error(a, b)))
    }),
    lapply(horizons, function(tau) {
      a <- waiting$mean(tau)
      b <- response$mean(tau)
      c(rows("mean", tau, b$value - a$value), rows("meanError", tau, error(a, b)))
    }))
  write.table.of(name, lines)
}

# Made data, by arithmetic rather than a random generator: 150 hips of 110 patients. Of those not
# censored first, some respond at a visit and lose the response later, some fail without one.
k <- 0:149
patient <- ifelse(k < 110, k, (k * 7) %% 110)
onset <- c(1, 3, 6, 12)[(k * 11) %% 4 + 1]
fails <- (k * 13) %% 5 == 0
failure <- 2 + (k * 17) %% 29
duration <- 1 + ((k * 53) %% 97) / 4
follow.up <- 4 + ((k * 31) %% 60) * 0.6
waiting <- ifelse(fails, failure, onset)
response <- ifelse(fails, failure, onset + duration)
data <- data.frame(
  waiting = pmin(waiting, follow.up), waitingEnds = as.integer(waiting <= follow.up),
  response = pmin(response, follow.up), responseEnds = as.integer(response <= follow.up),
  patient = patient)
case("hips", data, c(0.5, 1, 2, 3, 6, 7.25, 12, 18, 24, 30), c(1, 6, 12.5, 24, 30))
case("hips-alone", transform(data, patient = k), c(1, 3, 12, 24), c(6, 24))

# Restricted means of single curves, whose standard error is Greenwood's.
lines <- lapply(c(50, 300, 700, 1022), function(tau) {
  fit <- survfit(Surv(time, status == 2) ~ 1, survival::lung)
  shown <- summary(fit, rmean = tau)$table
  c(rows("mean", tau, shown[["rmean"]]), rows("meanError", tau, shown[["se(rmean)"]]))
})
write.table.of("restrictedMean", lines)
