"""Calibration: uncertain numbers of a scenario fitted to what was reported by 2 December 2016.

plan        what is fitted, to which figures: one YAML file
runs        replicates at points over the uncertain numbers, kept in a store
emulator    history matching: which part of the prior no run comes near the figures in
smc         from the prior to the posterior, population by population
course      the whole of it, in order
recovery    whether known numbers are found again
posterior   the draws as a set of parameters, with provenance
"""
