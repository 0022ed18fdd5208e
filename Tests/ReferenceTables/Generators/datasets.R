# Writes the bundled cohorts of Klein and Moeschberger (1997) from the R package KMsurv
# (Debian: r-cran-kmsurv 0.1-5) to Datasets/, with readable column names and spelled-out codes.
# Run from the root of the repository: Rscript Tests/ReferenceTables/Generators/datasets.R
library(KMsurv)
data(alloauto); data(hodg); data(bmt)

save <- function(x, name)
  write.table(x, file.path("Datasets", name, paste0(name, ".csv")), sep = ",", quote = FALSE,
              row.names = FALSE, na = "")
yes_no <- function(x) c("no", "yes")[x + 1]
sex <- function(x) c("female", "male")[x + 1]

save(with(alloauto, data.frame(
  patient = seq_along(time), graft = c("allogeneic", "autologous")[type],
  time = time, event = delta)), "alloauto")

save(with(hodg, data.frame(
  patient = seq_along(time), graft = c("allogeneic", "autologous")[gtype],
  disease = c("non-Hodgkin lymphoma", "Hodgkin disease")[dtype],
  time = time, event = delta, karnofsky = score, waiting_time = wtime)), "hodg")

save(with(bmt, data.frame(
  patient = seq_along(t1), group = c("ALL", "AML low risk", "AML high risk")[group],
  time_to_death = t1, death = d1, time_to_relapse_or_death = t2, relapse = d2,
  relapse_or_death = d3,
  time_to_acute_gvhd = ta, acute_gvhd = da, time_to_chronic_gvhd = tc, chronic_gvhd = dc,
  time_to_platelet_recovery = tp, platelet_recovery = dp,
  age = z1, donor_age = z2, sex = sex(z3), donor_sex = sex(z4),
  cmv = c("negative", "positive")[z5 + 1], donor_cmv = c("negative", "positive")[z6 + 1],
  waiting_time = z7, fab_high_grade = yes_no(z8),
  hospital = c("Ohio State", "Alfred", "St Vincent", "Hahnemann")[z9],
  methotrexate = yes_no(z10))), "bmt")
