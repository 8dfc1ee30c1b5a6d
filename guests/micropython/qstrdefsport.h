Q(/lib)
Q(/output)
Q(/input)
Q(__main__)
