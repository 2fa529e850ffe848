"""Figures, plans and projects as files that machines and spreadsheet programs read.

A data set is facts about it and tables; each of its tables tells what its columns mean. CSV, JSON
and XLSX are written from the same rows, piece by piece, so that no length needs much memory.
"""
