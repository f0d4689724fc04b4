# What R surveillance says of its own data sets: bounds and alarms of algo.bayes, and the statistic of the generalised
# likelihood ratio detector. Writes tests/analysis/trends/oracle/{bayes,glr}.csv; run from the root.
suppressMessages(library(surveillance))
folder <- "tests/analysis/trends/oracle"
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments)) folder <- arguments[1]
sets <- list( # name, column
  list("salmonella.agona", 1), list("shadar", 1), list("hepatitisA", 1), list("k1", 1), list("n1", 1),
  list("stsNewport", 1), list("salmNewport", 10)
)
load_set <- function(entry) {
  held <- new.env()
  data(list = entry[[1]], package = "surveillance", envir = held)
  found <- get(entry[[1]], held)
  if (inherits(found, "disProg")) found <- disProg2sts(found)
  as.numeric(observed(found)[, entry[[2]]])
}
methods <- list(
  bayes_1 = list(b = 0, w = 6, actY = TRUE), bayes_2 = list(b = 1, w = 6, actY = TRUE), bayes_3 = list(b = 2, w = 4, actY = FALSE)
)
bayes <- glr <- NULL
for (entry in sets) {
  y <- load_set(entry)
  range <- (length(y) - 39):length(y)
  counted <- create.disProg(week = seq_along(y), observed = y, state = 0 * y, freq = 52, start = c(2000, 1))
  for (method in names(methods)) {
    found <- algo.bayes(counted, c(methods[[method]], list(range = range, alpha = 0.05)))
    bayes <- rbind(bayes, data.frame(
      set = entry[[1]], method = method, point = range - 1, upper = found$upperbound[, 1], alarm = as.integer(found$alarm[, 1])
    ))
  }
  mean <- signif(max(mean(y[seq_len(min(range) - 1)]), 0.2) * (1 + 0.3 * sin(2 * pi * seq_along(y) / 52)), 12)
  for (dispersion in c(0, 0.3)) for (window in c(2, 8)) {
    found <- algo.glrnb(counted, list(
      range = range, mu0 = mean[range], alpha = dispersion, c.ARL = 1e9, M = window - 1, Mtilde = 1, dir = "inc", ret = "value"
    ))
    glr <- rbind(glr, data.frame(
      set = entry[[1]], dispersion = dispersion, window = window, point = range - 1, observed = y[range],
      mean = mean[range], statistic = signif(found$upperbound, 10)
    ))
  }
}
write_table <- function(table, name, what) {
  target <- file.path(folder, name)
  writeLines(paste0("# R ", getRversion(), " surveillance ", packageVersion("surveillance"), " (GPL), its data sets: ", what), target)
  suppressWarnings(write.table(table, target, append = TRUE, sep = ",", row.names = FALSE, quote = FALSE))
}
write_table(bayes, "bayes.csv", "algo.bayes, alpha .05")
write_table(glr, "glr.csv", "algo.glrnb, intercept, no alarm (c.ARL 1e9), made mean")
