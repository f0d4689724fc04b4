# What R surveillance says of its own data sets: expected values, upper bounds, alarms and p of Farrington's detectors,
# bounds and alarms of EARS. Writes tests/analysis/trends/oracle/{counts,farrington,ears}.csv; run from the root.
# Two passes: as shipped, and with the regression's iteration run to its end (relative deviance 1e-12 instead of 1e-8), so
# that numbers are compared and not the places where two iterations stop. Counts are taken as plain periods (no calendar dates), so that a year is 52 weeks or 12 months for both sides.
suppressMessages(library(surveillance))
folder <- "tests/analysis/trends/oracle"
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments)) folder <- arguments[1]

sets <- list( # name, column, years of baseline, periods judged
  list("salmonella.agona", 1, 4, 52), list("shadar", 1, 4, 52), list("stsNewport", 1, 5, 52),
  list("salmHospitalized", 1, 5, 52), list("salmAllOnset", 1, 5, 52), list("influMen", 1, 4, 52),
  list("momo", 3, 5, 52), list("hepatitisA", 1, 3, 40), list("k1", 1, 3, 40), list("n1", 1, 3, 40),
  list("meningo.age", 1, 5, 36), list("rotaBB", 2, 5, 36), list("m1", 1, 3, 40), list("fluBYBW", 30, 4, 52),
  list("salmNewport", 10, 5, 52)
)
sparse <- c("m1", "fluBYBW", "salmNewport") # seasons without any count have no end of iteration: as shipped only
load_set <- function(entry) {
  held <- new.env()
  data(list = entry[[1]], package = "surveillance", envir = held)
  found <- get(entry[[1]], held)
  if (inherits(found, "disProg")) found <- disProg2sts(found)
  y <- as.numeric(observed(found)[, entry[[2]]])
  population <- 1 + (seq_along(y) - 1) / 500 # made, to compare offsets
  series <- sts(observed = y, population = matrix(population), frequency = found@freq, start = c(2000, 1))
  list(y = y, freq = found@freq, sts = series)
}
month <- function(freq, weekly, monthly) if (freq == 12) monthly else weekly
settings <- function(freq, b) {
  w <- month(freq, 3, 1)
  flexible <- list(
    b = b, w = w, noPeriods = month(freq, 10, 4), pastWeeksNotIncluded = month(freq, 26, 6), weightsThreshold = 2.58,
    thresholdMethod = "nbPlugin", alpha = 0.05
  )
  old <- list(b = b, w = w, noPeriods = 1, weightsThreshold = 1, thresholdMethod = "delta", alpha = 0.05)
  list(
    nb_plugin = flexible,
    nb_plugin_01 = modifyList(flexible, list(alpha = 0.01, limit54 = c(0, 4))),
    muan = modifyList(flexible, list(thresholdMethod = "muan", alpha = 0.01)),
    delta = modifyList(flexible, list(thresholdMethod = "delta", alpha = 0.01)),
    no_trend = modifyList(flexible, list(trend = FALSE)),
    offset = modifyList(flexible, list(populationOffset = TRUE, thresholdMethod = "delta")),
    windows = old
  )
}
number <- function(x) sub("^ *NA$", "NA", formatC(as.numeric(x), digits = 9, format = "g", width = 1))
tighten <- function() {
  tight <- stats::glm.control
  formals(tight)$epsilon <- 1e-12
  formals(tight)$maxit <- 100
  unlockBinding("glm.control", asNamespace("stats"))
  assign("glm.control", tight, asNamespace("stats"))
}
judge_farrington <- function(name, entry) {
  set <- load_set(entry)
  n <- length(set$y)
  range <- (n - entry[[4]] + 1):n
  all <- settings(set$freq, entry[[3]])
  if (!name %in% c("salmonella.agona", "shadar", "rotaBB")) all$offset <- NULL
  answer <- function(how) {
    found <- suppressWarnings(farringtonFlexible(set$sts, c(how, list(range = range))))
    data.frame(
      point = range - 1, expected = number(found@control$expected[, 1]), upper = number(found@upperbound[, 1]),
      alarm = as.integer(found@alarm[, 1]), p = number(found@control$pvalue[, 1])
    )
  }
  rows <- lapply(names(all), function(setting) data.frame(data = name, setting, answer(all[[setting]])))
  first <- list(b = entry[[3]], w = month(set$freq, 3, 1), alpha = 0.01, range = range)
  found <- suppressWarnings(algo.farrington(suppressWarnings(sts2disProg(set$sts)), first))
  bound <- found$upperbound[, 1]
  rows <- c(rows, list(data.frame(
    data = name, setting = "farrington_1996", point = range - 1, expected = "NA",
    upper = number(ifelse(bound == 0, NA, bound)), alarm = as.integer(found$alarm[, 1]),
    p = number(ifelse(bound == 0, NA, 1 - found$control$pd[, 1]))
  )))
  do.call(rbind, rows)
}
judge_ears <- function(name, entry) {
  set <- load_set(entry)
  n <- length(set$y)
  range <- (n - 25):n
  do.call(rbind, lapply(c("C1", "C2", "C3"), function(method) {
    do.call(rbind, lapply(list(c(7, 0, 0.001), c(7, 0.5, 0.01), c(14, 1, 0.025)), function(how) {
      found <- earsC(set$sts, list(range = range, method = method, baseline = how[1], minSigma = how[2], alpha = how[3]))
      data.frame(
        data = name, method, baseline = how[1], least_deviation = how[2], alpha = how[3], point = range - 1,
        upper = number(found@upperbound[, 1]), alarm = as.integer(found@alarm[, 1])
      )
    }))
  }))
}
put <- function(rows, file) {
  from <- paste0(
    "# Output of R ", getRversion(), " surveillance ", packageVersion("surveillance"),
    " (Salmon, Schumacher, Hoehle 2016, doi:10.18637/jss.v070.i10) on its data sets, by tests/oracle/aberration.R"
  )
  writeLines(from, file.path(folder, file))
  suppressWarnings(
    write.table(rows, file.path(folder, file), append = TRUE, sep = ",", row.names = FALSE, quote = FALSE, na = "NA")
  )
}
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
names(sets) <- sapply(sets, function(entry) entry[[1]])
counts <- do.call(rbind, lapply(names(sets), function(name) {
  set <- load_set(sets[[name]])
  data.frame(data = name, per_year = set$freq, years = sets[[name]][[3]], counts = paste(set$y, collapse = " "))
}))
put(counts, "counts.csv")
shipped <- do.call(rbind, lapply(names(sets), function(name) judge_farrington(name, sets[[name]])))
tighten()
to_the_end <- do.call(rbind, lapply(names(sets), function(name) {
  if (name %in% sparse) shipped[shipped$data == name, ] else judge_farrington(name, sets[[name]])
}))
stopifnot(all(shipped$point == to_the_end$point), all(shipped$setting == to_the_end$setting))
put(data.frame(to_the_end, alarm_as_shipped = shipped$alarm, upper_as_shipped = shipped$upper), "farrington.csv")
put(do.call(rbind, lapply(names(sets), function(name) judge_ears(name, sets[[name]]))), "ears.csv")
