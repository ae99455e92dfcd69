"""The world and its science: who lives where, what threatens them, and what each proposal changes."""

from model.kernels import settle

settle()  # before anything in here imports numba
