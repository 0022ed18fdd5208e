# Times data.table's fread on one thread: Rscript fread.R FILE [RUNS]
library(data.table)
arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(1)
runs <- if (length(arguments) > 1) as.integer(arguments[2]) else 3L
for (run in seq_len(runs)) {
  time <- system.time(table <- fread(arguments[1], showProgress = FALSE))
  cat(sprintf(
    "fread %.3f s elapsed, %.3f s processor, %d x %d\n", time[["elapsed"]],
    time[["user.self"]] + time[["sys.self"]], nrow(table), ncol(table)))
}
