"""What is done with the model: replicates, paired comparisons, stored results, tables and figures."""
